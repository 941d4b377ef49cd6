"""A text as readers meet it: its blocks, and the open talk at each.

Pages get it with a fixed number of queries, whatever the amount of talk and the length of the
history. Nothing is rendered or compared here: that happened when it was saved. What is read comes
as plain values, since objects that follow their rows cost a page several times as much.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, select
from sqlalchemy.orm import Session

from wiki.domain import contributions, plain, reactions, redlines
from wiki.domain.reactions import Reacted
from wiki.domain.redlines import Gist
from wiki.domain.viewers import Viewer
from wiki.errors import NotFound
from wiki.models import (
    Account,
    Anchor,
    Block,
    Clause,
    ClauseKind,
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Edit,
    Group,
    Meeting,
    Placement,
    Proposal,
    Role,
    Section,
    ShownAs,
    Text,
    Wording,
)


class Byline(NamedTuple):
    """By whom something was said, under what they are shown, and when.

    `name` is the account's, `group` (by language) and `meeting` are the names of those that said it
    together.
    """

    shown_as: ShownAs
    role: Role | None
    account_id: str | None
    voice_hash: str | None
    name: str | None
    erased_on: date | None
    group: Mapping[str, str] | None
    meeting: str | None
    said_on: date


class Remark(NamedTuple):
    """A comment in a talk."""

    byline: Byline
    id: str
    held_at: datetime | None
    contribution_id: str
    depth: int
    html: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


class Talk(NamedTuple):
    """A thread or proposal as it stands at the text: its passage and its place.

    A thread has its comments with it; those on a proposal are read where it is shown, and `gist`
    tells what it changes here.
    """

    byline: Byline
    id: str
    kind: ContributionKind
    number: int | None
    visible_quote: str
    whole_block: bool
    block_id: str | None
    state: str
    moved: bool
    by_hand: bool
    gist: Gist | None
    comments: tuple[Remark, ...]


class Paragraph(NamedTuple):
    """A block that is shown: its id, place in the text, number, kind, safe HTML, and its talk.

    `reacted` is how people reacted to it without words, and the viewer among them.
    """

    id: str
    position: int
    number: int | None
    kind: ClauseKind | None
    html: str
    talks: tuple[Talk, ...]
    reacted: Reacted


class Reading(NamedTuple):
    """A text to read: its paragraphs with their talk, and the talk whose words are gone."""

    text_id: str
    title: str
    head: int
    word_count: int
    paragraphs: tuple[Paragraph, ...]
    placeless: tuple[Talk, ...]


BYLINE_COLUMNS = len(Byline._fields)


def _with_byline(
    said: type[Contribution] | type[Comment], *others: Any
) -> Select[*tuple[Any, ...]]:
    """Return the query of what a byline holds, and of other columns after it."""
    columns = (
        said.shown_as,
        said.role,
        said.account_id,
        said.voice_hash,
        Account.display_name,
        Account.erased_on,
        Group.names,
        Meeting.title,
        said.said_on,
    )
    return (
        select(*columns, *others)
        .outerjoin(Account, Account.id == said.account_id)
        .outerjoin(Group, Group.id == said.group_id)
        .outerjoin(Meeting, Meeting.id == said.meeting_id)
    )


_BLOCKS = (
    select(
        Text.id,
        Text.title,
        Text.head,
        Text.word_count,
        Block.id,
        Block.position,
        Block.number,
        Clause.kind,
        Block.marked_html,
    )
    .join(Text.section)
    .outerjoin(Block, Block.text_id == Text.id)
    .outerjoin(Clause, (Clause.text_id == Text.id) & (Clause.block_id == Block.id))
    .where(
        Section.document_id == bindparam("document"),
        Section.key == bindparam("key"),
        Section.removed_at.is_(None),
        Text.language == bindparam("language"),
    )
    .order_by(Block.position)
)
_PIECES = (
    select(Edit.pieces)
    .join(Wording, Wording.id == Edit.wording_id)
    .join(Proposal, (Proposal.id == Wording.proposal_id) & (Proposal.wording == Wording.number))
    .where(Proposal.id == Contribution.id, Edit.text_id == Placement.text_id)
    .order_by(Edit.position)
    .limit(1)
    .correlate(Contribution, Placement)
    .scalar_subquery()
)
"""What a proposal changes first in the text that is read."""

_TALKS = (
    _with_byline(
        Contribution,
        Contribution.id,
        Contribution.kind,
        Contribution.number,
        Anchor.visible_quote,
        Anchor.whole_block,
        Placement.block_id,
        Placement.state,
        Placement.moved,
        Placement.by_hand,
        _PIECES.label("pieces"),
    )
    .join(Anchor, Anchor.contribution_id == Contribution.id)
    .join(Placement, Placement.anchor_id == Anchor.id)
    .where(
        Placement.text_id == bindparam("text"),
        Placement.number == bindparam("head"),
        Contribution.outcome.is_(None),
        contributions.SEEN,
    )
    .order_by(Placement.start, Contribution.number)
)
_COMMENTS = (
    _with_byline(
        Comment,
        Comment.id,
        Comment.held_at,
        Comment.contribution_id,
        Comment.depth,
        Comment.html,
        Comment.edited_at,
        Comment.withdrawn_at,
    )
    .where(
        Comment.contribution_id.in_(bindparam("contributions", expanding=True)),
        contributions.COMMENT_SEEN,
    )
    .order_by(Comment.said_on, Comment.said_at, Comment.id)
)
# Built once, since every reading asks them.


def read(db: Session, document: Document, key: str, language: str, *, viewer: Viewer) -> Reading:
    """Return a standing section with its open talk where it is now, or refuse with NotFound.

    What has an outcome is not in it.
    """
    asked = {"document": document.id, "key": key, "language": language}
    rows = plain.kept(db, _BLOCKS, asked)
    if not rows:
        raise NotFound
    text_id, title, head, word_count = rows[0][:4]
    blocks = [row[4:] for row in rows]
    standing = {block_id for block_id, *_ in blocks}
    talks: dict[str | None, list[Talk]] = defaultdict(list)
    for talk in _talks(db, text_id, head, contributions.sight_of(viewer, document), language):
        talks[talk.block_id if talk.block_id in standing else None].append(talk)
    reacted = reactions.of_text(db, text_id, viewer=viewer)
    paragraphs = tuple(
        Paragraph(*block, tuple(talks.get(block[0], ())), reacted.get(block[0], Reacted()))
        for block in blocks
        if block[-1]
    )
    return Reading(text_id, title, head, word_count, paragraphs, tuple(talks[None]))


def _talks(
    db: Session, text_id: str, head: int, sight: Mapping[str, Any], language: str
) -> Iterator[Talk]:
    """Give the open talk of a text in the order of its places, threads with their comments."""
    found = plain.kept(db, _TALKS, {"text": text_id, "head": head, **sight})
    remarks: dict[str, list[Remark]] = defaultdict(list)
    threads = tuple(row.id for row in found if row.kind is ContributionKind.THREAD)
    if threads:
        given = {"contributions": threads, **sight}
        for row in plain.kept(db, _COMMENTS, given):
            remarks[row.contribution_id].append(Remark._make((_byline(row), *row[BYLINE_COLUMNS:])))
    for row in found:
        *standing, pieces = row[BYLINE_COLUMNS:]
        gist = redlines.gist(pieces, language=language)
        yield Talk._make((_byline(row), *standing, gist, tuple(remarks[row.id])))


def _byline(row: Row[*tuple[Any, ...]]) -> Byline:
    return Byline._make(row[:BYLINE_COLUMNS])
