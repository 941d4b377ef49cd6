"""Proposals that seem to ask for the same: noticed while one is typed, and kept when it is sent.

Only open ones for the same blocks are compared, MOST at most, so that no cost grows with what was
brought in. What is kept is asked for a whole page in one query. It is a hint, and decides nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, delete, false, or_, select
from sqlalchemy.orm import Session, aliased

from wiki.domain import blocks, contributions, revisions
from wiki.domain.edits import WordsEdit
from wiki.domain.viewers import Viewer
from wiki.models import (
    Contribution,
    Document,
    Edit,
    EditKind,
    Likeness,
    Outcome,
    Proposal,
    Text,
    Wording,
)
from wiki.text import likeness

MOST = 12
"""With so many a proposal is compared, the latest first."""

SHOWN = 3
"""So many are shown to somebody who is writing."""


_Row = tuple[str, str, int | None, int | None, int | None, str, str]
"""Ids of a proposal and its edit; its revision, first block, count of blocks, before and after."""


class Like(NamedTuple):
    """A proposal that seems to ask for the same, and its edit."""

    contribution: Contribution
    edit: Edit


class _Place(NamedTuple):
    """What an edit is about: blocks [first, end) of a revision, the words there, those to come."""

    base: int
    first: int
    end: int
    before: str
    after: str


def of_typed(db: Session, typed: WordsEdit, *, viewer: Viewer) -> list[Like]:
    """Return open proposals of others, of what the viewer may see, that are like what is typed."""
    split = _split(db, typed.text, typed.base)
    first, end = typed.first_block, typed.first_block + typed.block_count
    mine = _Place(typed.base, first, end, "".join(split[first:end]), typed.after)
    if mine.before == mine.after:
        return []
    others = Contribution.account_id.is_distinct_from(viewer.id if viewer else None)
    seen = and_(contributions.visible_to(viewer, typed.text.section.document), others)
    found = list(islice(_alike(db, typed.text, mine, seen), SHOWN))
    return _likes(db, [edit for _, edit in found])


def keep(db: Session, proposal: Proposal, edits: Sequence[Edit]) -> None:
    """Keep which open proposals are like one, now that it is worded so."""
    mine, theirs = Likeness.proposal_id == proposal.id, Likeness.other_id == proposal.id
    db.execute(delete(Likeness).where(or_(mine, theirs)))
    [edit] = edits if len(edits) == 1 else [None]
    if edit is None or edit.text_id is None:
        return
    text = db.get_one(Text, edit.text_id)
    others = Contribution.id != proposal.id
    for other, _ in _alike(db, text, _place_of(edit), others):
        db.add(Likeness(proposal_id=proposal.id, other_id=other))
        db.add(Likeness(proposal_id=other, other_id=proposal.id))


def of(
    db: Session, document: Document, proposals: Collection[str], *, viewer: Viewer
) -> dict[str, list[Contribution]]:
    """Return what each of these proposals is like, of what the viewer may see; open ones first.

    What was taken back, or has its answer with another, is left out.
    """
    if not proposals:
        return {}
    query = (
        select(Likeness.proposal_id, Contribution)
        .join(Contribution, Contribution.id == Likeness.other_id)
        .where(
            Likeness.proposal_id.in_(proposals),
            Contribution.outcome.is_distinct_from(Outcome.WITHDRAWN),
            Contribution.outcome.is_distinct_from(Outcome.JOINED),
            contributions.visible_to(viewer, document),
        )
        .order_by(Contribution.outcome.is_not(None), Contribution.number)
    )
    found: dict[str, list[Contribution]] = {}
    for proposal_id, other in db.execute(query):
        found.setdefault(proposal_id, []).append(other)
    return found


def _likes(db: Session, edit_ids: Sequence[str]) -> list[Like]:
    """Return edits with their proposals, the latest first."""
    query = (
        select(Contribution, Edit)
        .join(Wording, Wording.proposal_id == Contribution.id)
        .join(Edit, Edit.wording_id == Wording.id)
        .where(Edit.id.in_(edit_ids))
        .order_by(Contribution.number.desc())
    )
    return [Like(*row) for row in db.execute(query)] if edit_ids else []


def _alike(
    db: Session, text: Text, mine: _Place, seen: ColumnElement[bool]
) -> Iterator[tuple[str, str]]:
    """Yield the ids of proposals that seem to ask for the same at a place, each with its edit's."""
    found = db.execute(_beside(text, mine).where(seen)).all()
    split = _split(db, text, mine.base) if found else []
    for proposal_id, edit_id, base, first, count, before, after in found:
        three = _side_by_side(split, mine, _place(base, first, count, before, after))
        if likeness.is_alike(*three, text.language):
            yield proposal_id, edit_id


def _side_by_side(split: Sequence[str], mine: _Place, other: _Place) -> tuple[str, str, str]:
    """Return the words of all blocks that two edits are about, and what each makes of them."""
    if mine.base != other.base:
        return mine.before, mine.after, other.after
    first, end = min(mine.first, other.first), max(mine.end, other.end)
    made = [
        "".join([*split[first : one.first], one.after, *split[one.end : end]])
        for one in (mine, other)
    ]
    return "".join(split[first:end]), made[0], made[1]


def _split(db: Session, text: Text, base: int) -> list[str]:
    return [block.source for block in blocks.split(revisions.source_at(db, text, base))]


def _place_of(edit: Edit) -> _Place:
    return _place(edit.base, edit.first_block, edit.block_count, edit.before, edit.after)


def _place(
    base: int | None, first: int | None, count: int | None, before: str, after: str
) -> _Place:
    return _Place(base or 0, first or 0, (first or 0) + (count or 0), before, after)


def _beside(text: Text, mine: _Place) -> Select[*_Row]:
    """Ask for open proposals of one edit that share a block with a place, or stand next to it.

    Those of another revision are about the same where they begin with the same words.
    """
    another = aliased(Edit)
    several = select(another.id).where(another.wording_id == Edit.wording_id, another.id != Edit.id)
    same_words = Edit.before == mine.before if mine.before else false()
    shared = and_(
        Edit.base == mine.base,
        Edit.first_block <= mine.end,
        Edit.first_block + Edit.block_count >= mine.first,
    )
    place = Edit.base, Edit.first_block, Edit.block_count, Edit.before, Edit.after
    return (
        select(Contribution.id, Edit.id, *place)
        .join(Proposal, Proposal.id == Contribution.id)
        .join(Wording, (Wording.proposal_id == Proposal.id) & (Wording.number == Proposal.wording))
        .join(Edit, Edit.wording_id == Wording.id)
        .where(
            Edit.text_id == text.id,
            Edit.kind == EditKind.WORDS,
            Contribution.outcome.is_(None),
            or_(shared, and_(Edit.base != mine.base, same_words)),
            ~several.exists(),
        )
        .order_by(Contribution.number.desc())
        .limit(MOST)
    )
