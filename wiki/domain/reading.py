"""A text as readers meet it: its blocks, and the open talk at each.

Pages get it with a fixed number of queries, whatever the amount of talk and the length of the
history. Nothing is rendered or compared here: that happened when it was saved. What is read comes
as plain values, since objects that follow their rows cost a page several times as much.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from wiki.domain import contributions, plain
from wiki.domain.viewers import Viewer
from wiki.models import (
    Account,
    Anchor,
    Block,
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Group,
    Meeting,
    Placement,
    Role,
    ShownAs,
    Text,
)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said: who, under what they are shown, and when.

    `name` is the account's, `group` and `meeting` are the names of those that said it together.
    """

    id: str
    shown_as: ShownAs
    role: Role | None
    account_id: str | None
    voice_hash: str | None
    name: str | None
    erased_on: date | None
    group: str | None
    meeting: str | None
    said_on: date
    held_at: datetime | None


@dataclass(frozen=True, slots=True)
class Remark(Said):
    """A comment in a talk."""

    contribution_id: str
    depth: int
    html: str
    edited_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Talk(Said):
    """A thread or proposal as it stands at the text: its passage, its place and its comments."""

    kind: ContributionKind
    number: int | None
    visible_quote: str
    whole_block: bool
    block_id: str | None
    state: str
    moved: bool
    by_hand: bool
    comments: tuple[Remark, ...]


class Paragraph(NamedTuple):
    """A block that is shown: its place in the text, its number, safe HTML, and its talk."""

    position: int
    number: int | None
    html: str
    talks: tuple[Talk, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to read: its paragraphs with their talk, and the talk whose words are gone."""

    text: Text
    paragraphs: tuple[Paragraph, ...]
    placeless: tuple[Talk, ...]


def _said(said: type[Contribution] | type[Comment], *others: Any) -> Select[*tuple[Any, ...]]:
    """Return the query of what a Said holds, and of other columns."""
    columns = (
        said.id,
        said.shown_as,
        said.role,
        said.account_id,
        said.voice_hash,
        Account.display_name,
        Account.erased_on,
        Group.name,
        Meeting.title,
        said.said_on,
        said.held_at,
    )
    return (
        select(*columns, *others)
        .outerjoin(Account, Account.id == said.account_id)
        .outerjoin(Group, Group.id == said.group_id)
        .outerjoin(Meeting, Meeting.id == said.meeting_id)
    )


_BLOCKS = (
    select(Block.id, Block.position, Block.number, Block.marked_html)
    .where(Block.text_id == bindparam("text"))
    .order_by(Block.position)
)
_TALKS = (
    _said(
        Contribution,
        Contribution.kind,
        Contribution.number,
        Anchor.visible_quote,
        Anchor.whole_block,
        Placement.block_id,
        Placement.state,
        Placement.moved,
        Placement.by_hand,
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
    _said(
        Comment,
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


def read(db: Session, text: Text, document: Document, *, viewer: Viewer) -> Reading:
    """Return a text with its open talk where it stands now; what has an outcome is not in it."""
    blocks = plain.rows(db, _BLOCKS, {"text": text.id})
    standing = {block.id for block in blocks}
    talks: dict[str, list[Talk]] = defaultdict(list)
    placeless: list[Talk] = []
    for talk in _talks(db, text, contributions.sight_of(viewer, document)):
        if talk.block_id is not None and talk.block_id in standing:
            talks[talk.block_id].append(talk)
        else:
            placeless.append(talk)
    paragraphs = tuple(
        Paragraph(block.position, block.number, block.marked_html, tuple(talks.get(block.id, ())))
        for block in blocks
        if block.marked_html
    )
    return Reading(text, paragraphs, tuple(placeless))


def _talks(db: Session, text: Text, sight: Mapping[str, Any]) -> Iterator[Talk]:
    """Give the open talk of a text in the order of its places, each with its comments."""
    found = plain.rows(db, _TALKS, {"text": text.id, "head": text.head, **sight})
    remarks: dict[str, list[Remark]] = defaultdict(list)
    if found:
        given = {"contributions": [row.id for row in found], **sight}
        for row in plain.rows(db, _COMMENTS, given):
            remarks[row.contribution_id].append(Remark(*row))
    for row in found:
        yield Talk(*(*row, tuple(remarks[row.id])))
