"""Lanes: all open suggestions about the same passage of a text, side by side as one question.

Suggestions whose blocks overlap, as they stand now, are in one lane; what would be put between two
blocks is a question of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from wiki.domain import blocks, contributions, present, still_meant, supports
from wiki.domain.contributions import by_age
from wiki.domain.passages import offset_of
from wiki.domain.present import Present
from wiki.domain.still_meant import Asked
from wiki.domain.supports import Backing
from wiki.domain.viewers import Viewer
from wiki.models import Comment, Contribution, Edit, EditKind, Proposal, Text, Wording

BETWEEN = "after."
"""Beginning of the key of a lane between two blocks; the id of the block before is the rest."""

START = "start"
"""Stands for the block before the first one."""


@dataclass(frozen=True, slots=True)
class Lane:
    """A passage of a text and the edits of open suggestions about it, the first said first.

    `first` is the position of its first block, `count` how many there are; 0 for a place between.
    """

    key: str
    first: int
    count: int
    edits: Sequence[Edit]

    @property
    def proposals(self) -> list[Proposal]:
        """The suggestions."""
        return [edit.wording.proposal for edit in self.edits]


@dataclass(frozen=True, slots=True)
class Rival:
    """One wording in a lane: how it stands to the words of now, its talk and who is behind it."""

    edit: Edit
    now: Present
    comments: int
    asked: Asked | None
    backing: Backing

    @property
    def proposal(self) -> Proposal:
        """The suggestion."""
        return self.edit.wording.proposal


def of_text(db: Session, text: Text, *, viewer: Viewer) -> list[Lane]:
    """Return the lanes of a text in order, also those of one suggestion, in three queries."""
    found = _edits(db, text, viewer)
    if not found:
        return []
    known = present.states(db, text, {edit.base or 0 for edit in found})
    ids = known[text.head].block_ids
    placed = sorted((_span(*present.place_of(edit, text, known)), edit.id, edit) for edit in found)
    lanes: list[tuple[list[int], list[Edit]]] = []
    for (start, end), _, edit in placed:
        if lanes and start <= lanes[-1][0][1]:
            lanes[-1][0][1] = max(lanes[-1][0][1], end)
            lanes[-1][1].append(edit)
        else:
            lanes.append(([start, end], [edit]))
    return [_lane(start, end, listed, ids) for (start, end), listed in lanes]


def at(lanes: Iterable[Lane], key: str, ids: Sequence[str]) -> Lane | None:
    """Return the lane of a key, or the one that the block of this id is in, if any."""
    position = ids.index(key) if key in ids else -1
    for lane in lanes:
        if lane.key == key or lane.first <= position < lane.first + lane.count:
            return lane
    return None


def rivals(db: Session, text: Text, lane: Lane, *, viewer: Viewer) -> list[Rival]:
    """Return the wordings of a lane with what stands beside them, in a fixed number of queries."""
    listed = [proposal.id for proposal in lane.proposals]
    said = _comments(db, text, listed, viewer)
    asked = still_meant.of(db, listed)
    behind = supports.of(db, listed, viewer=viewer)
    return [
        Rival(
            edit,
            now,
            said.get(proposal.id, 0),
            asked.get(proposal.id),
            behind.get(proposal.id, Backing()),
        )
        for edit, proposal, now in zip(
            lane.edits, lane.proposals, present.of_many(db, lane.edits, text), strict=True
        )
    ]


def words_now(text: Text, lane: Lane) -> str:
    """Return the Markdown of a lane's blocks as they stand."""
    split = blocks.split(text.source)
    start, end = (offset_of(split, place) for place in (lane.first, lane.first + lane.count))
    return text.source[start:end]


def _edits(db: Session, text: Text, viewer: Viewer) -> Sequence[Edit]:
    query = (
        select(Edit)
        .join(Edit.wording)
        .join(Wording.proposal)
        .join(Proposal.contribution)
        .where(
            Edit.text_id == text.id,
            Edit.kind == EditKind.WORDS,
            Wording.number == Proposal.wording,
            Contribution.outcome.is_(None),
            contributions.visible_to(viewer, text.section.document),
        )
        .options(
            contains_eager(Edit.wording)
            .contains_eager(Wording.proposal)
            .contains_eager(Proposal.contribution)
            .joinedload(Contribution.account)
        )
    )
    return db.scalars(query).unique().all()


def _span(first: int, count: int) -> tuple[int, int]:
    """Return the first and last place of blocks: a block has an even number, a gap an odd one."""
    return (2 * first, 2 * (first + count - 1)) if count else (2 * first - 1, 2 * first - 1)


def _lane(start: int, end: int, edits: list[Edit], ids: Sequence[str]) -> Lane:
    first, last = (start + 1) // 2, end // 2
    listed = sorted(edits, key=lambda one: by_age(one.wording.proposal.contribution))
    if first <= last:
        return Lane(ids[first], first, last - first + 1, listed)
    return Lane(BETWEEN + (ids[first - 1] if first else START), first, 0, listed)


def _comments(
    db: Session, text: Text, proposals: Sequence[str], viewer: Viewer
) -> Mapping[str, int]:
    query = (
        select(Comment.contribution_id, func.count())
        .where(
            Comment.contribution_id.in_(proposals),
            Comment.withdrawn_at.is_(None),
            contributions.comments_visible_to(viewer, text.section.document),
        )
        .group_by(Comment.contribution_id)
    )
    return {row[0]: row[1] for row in db.execute(query)}
