"""A text as readers meet it: its blocks, and the open talk at each.

Pages get it with a fixed number of queries, whatever the amount of talk and the length of the
history. Nothing is rendered or compared here: that happened when it was saved.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import InstrumentedAttribute, Session, contains_eager, joinedload, load_only

from wiki.domain import contributions
from wiki.domain.permissions import Viewer
from wiki.models import Account, Anchor, Block, Comment, Contribution, Document, Placement, Text


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread or proposal as it stands at the text: its place and its comments."""

    contribution: Contribution
    placement: Placement
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to read, with the talk at each block (by block id) and the talk without a place."""

    text: Text
    blocks: Sequence[Row[str, int, int | None, str, str]]
    talks: Mapping[str, Sequence[Talk]] = field(default_factory=dict)
    placeless: Sequence[Talk] = ()


def _spoken(said: type[Contribution] | type[Comment]) -> tuple[InstrumentedAttribute[Any], ...]:
    """Return the columns that say who said something, and when."""
    who = said.account_id, said.group_id, said.meeting_id, said.voice_hash
    return (*who, said.shown_as, said.role, said.said_on, said.held_at)


_OF_PLACEMENTS = (
    Placement.block_id,
    Placement.state,
    Placement.moved,
    Placement.start,
    Placement.by_hand,
)
_OF_COMMENTS = Comment.depth, Comment.html, Comment.edited_at, Comment.withdrawn_at
_OF_ACCOUNTS = Account.display_name, Account.erased_on
_BLOCKS = (
    select(Block.id, Block.position, Block.number, Block.kind, Block.marked_html)
    .where(Block.text_id == bindparam("text"))
    .order_by(Block.position)
)
_PLACED = (
    select(Placement)
    .join(Placement.anchor)
    .join(Anchor.contribution)
    .where(
        Placement.text_id == bindparam("text"),
        Placement.number == bindparam("head"),
        Contribution.outcome.is_(None),
        contributions.SEEN,
    )
    .options(
        load_only(*_OF_PLACEMENTS),
        contains_eager(Placement.anchor).options(
            load_only(Anchor.visible_quote, Anchor.whole_block, Anchor.contribution_id),
            contains_eager(Anchor.contribution).options(
                load_only(Contribution.kind, Contribution.number, *_spoken(Contribution)),
                joinedload(Contribution.account).load_only(*_OF_ACCOUNTS),
            ),
        ),
    )
    .order_by(Placement.start, Contribution.number)
)
_COMMENTS = (
    select(Comment)
    .where(
        Comment.contribution_id.in_(bindparam("contributions", expanding=True)),
        contributions.COMMENT_SEEN,
    )
    .options(
        load_only(Comment.contribution_id, *_OF_COMMENTS, *_spoken(Comment)),
        joinedload(Comment.account).load_only(*_OF_ACCOUNTS),
    )
    .order_by(Comment.said_on, Comment.said_at, Comment.id)
)
# Built once, since every reading asks them; they load what is shown and no more.


def read(db: Session, text: Text, document: Document, *, viewer: Viewer) -> Reading:
    """Return a text with its open talk where it stands now; what has an outcome is not in it."""
    rows = db.execute(_BLOCKS, {"text": text.id}).all()
    sight = contributions.sight_of(viewer, document)
    placed = db.scalars(_PLACED, {"text": text.id, "head": text.head, **sight}).all()
    said = _comments(db, placed, sight)
    talks: dict[str, list[Talk]] = defaultdict(list)
    placeless: list[Talk] = []
    standing = {row.id for row in rows}
    for placement in placed:
        contribution = placement.anchor.contribution
        talk = Talk(contribution, placement, said.get(contribution.id, ()))
        if placement.block_id in standing:
            talks[placement.block_id or ""].append(talk)
        else:
            placeless.append(talk)
    return Reading(text, rows, talks, placeless)


def _comments(
    db: Session, placed: Sequence[Placement], sight: Mapping[str, Any]
) -> dict[str, list[Comment]]:
    said: dict[str, list[Comment]] = defaultdict(list)
    ids = [placement.anchor.contribution_id for placement in placed]
    if ids:
        for comment in db.scalars(_COMMENTS, {"contributions": ids, **sight}):
            said[comment.contribution_id].append(comment)
    return said
