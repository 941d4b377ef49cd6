"""The history of a text: its revisions in pages, any two compared, who brought which words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session, contains_eager, defer, joinedload

from wiki.domain import adopted_words, redlines, revisions
from wiki.domain.redlines import Redline
from wiki.domain.revisions import State
from wiki.models import Contribution, PastDecision, Revision, Text

PAGE = 25

_BELOW = (
    select(Revision)
    .where(Revision.text_id == bindparam("text"), Revision.number < bindparam("top"))
    .options(
        joinedload(Revision.made_by),
        defer(Revision.keyframe),
        defer(Revision.delta),
        defer(Revision.block_ids),
    )
    .order_by(Revision.number.desc())
    .limit(bindparam("size"))
)
"""Built once; a list of revisions shows none of their words."""


@dataclass(frozen=True, slots=True)
class Step:
    """A revision and the contributions it took up, or the decisions that it undid.

    `is_told_apart` says that its credits tell whose words are whose.
    """

    revision: Revision
    contributions: Sequence[Contribution] = ()
    is_told_apart: bool = False
    undid: Sequence[PastDecision] = ()

    def source_of(self, position: int) -> Contribution | None:
        """Return whose words those of a credit are; 0 stands for whoever made the revision."""
        if self.is_told_apart:
            return self.contributions[position - 1] if position else None
        return next(iter(self.contributions), None)


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some revisions, the newest first, and the numbers to page on with (None at an end)."""

    steps: Sequence[Step]
    older: int | None
    newer: int | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two states of a text and their redline."""

    before: State
    after: State
    redline: Redline


@dataclass(frozen=True, slots=True)
class Credit:
    """Words of the newest text, the revision that brought them, and whom they came from.

    `contribution` is what suggested them, None where whoever made the revision found them.
    """

    words: str
    step: Step
    contribution: Contribution | None


def page(db: Session, text: Text, *, before: int | None = None, size: int = PAGE) -> HistoryPage:
    """Return the revisions with numbers under `before`, or the newest ones."""
    top = min(before, text.head + 1) if before else text.head + 1
    given = {"text": text.id, "top": top, "size": size}
    steps = _with_undone(db, text, _with_sources(db, db.scalars(_BELOW, given).all()))
    last = steps[-1].revision.number if steps else 1
    return HistoryPage(
        steps,
        older=last if last > 1 else None,
        newer=top + size if top <= text.head else None,
    )


def step(db: Session, text: Text, number: int) -> Step:
    """Return one revision with where it came from, or refuse with NotFound."""
    return _with_undone(db, text, _with_sources(db, [revisions.get(db, text, number)]))[0]


def compare(db: Session, text: Text, first: int, second: int) -> Comparison:
    """Return the difference of two revisions, the earlier one first; refuses with NotFound."""
    before, after = (revisions.state_at(db, text, number) for number in sorted((first, second)))
    redline = redlines.compared(before.source, after.source, language=text.language)
    return Comparison(before, after, redline)


def credits_of(db: Session, text: Text) -> list[Credit]:
    """Return the newest text in stretches, each with the revision that brought it."""
    numbers = {number for _, number, *_ in text.credits}
    query = (
        select(Revision)
        .where(Revision.text_id == text.id, Revision.number.in_(numbers))
        .options(joinedload(Revision.made_by))
    )
    steps = {one.revision.number: one for one in _with_sources(db, db.scalars(query).all())}
    found, start = [], 0
    for length, number, *position in text.credits:
        words, step = text.source[start : start + length], steps[number]
        found.append(Credit(words, step, step.source_of(sum(position))))
        start += length
    return found


def _with_sources(db: Session, found: Iterable[Revision]) -> list[Step]:
    """Return revisions with the contributions they took up, in one query."""
    listed = list(found)
    taken_up = adopted_words.of_revisions(db, (one.id for one in listed))
    ids = {one.proposal_id for one in listed if one.proposal_id and one.id not in taken_up}
    query = (
        select(Contribution)
        .where(Contribution.id.in_(ids))
        .options(joinedload(Contribution.account))
    )
    known = {one.id: one for one in db.scalars(query)} if ids else {}
    return [
        Step(one, taken_up[one.id], is_told_apart=True)
        if one.id in taken_up
        else Step(one, [known[one.proposal_id]] if one.proposal_id in known else [])
        for one in listed
    ]


def _with_undone(db: Session, text: Text, steps: Sequence[Step]) -> list[Step]:
    """Return steps with the decisions that they undid, in one query."""
    moments = {one.revision.made_at for one in steps if not one.contributions}
    query = (
        select(PastDecision)
        .join(PastDecision.contribution)
        .options(contains_eager(PastDecision.contribution).joinedload(Contribution.account))
        .where(
            PastDecision.undone_at.in_(moments),
            Contribution.document_id == text.section.document_id,
        )
        .order_by(Contribution.number, PastDecision.id)
    )
    undone = db.scalars(query).unique().all() if moments else []
    return [replace(one, undid=[past for past in undone if _undid(one, past)]) for one in steps]


def _undid(step: Step, past: PastDecision) -> bool:
    made = step.revision
    return (made.made_at, made.made_by_id) == (past.undone_at, past.undone_by_id)


def of_proposal(db: Session, proposal_id: str) -> Sequence[Revision]:
    """Return the revisions that took up a proposal, with their texts."""
    query = (
        select(Revision)
        .where(
            or_(
                Revision.proposal_id == proposal_id,
                Revision.id.in_(adopted_words.revisions_of(proposal_id)),
            )
        )
        .options(joinedload(Revision.text).joinedload(Text.section))
        .order_by(Revision.made_at, Revision.id)
    )
    return db.scalars(query).all()


def of_decision(db: Session, decided: Contribution) -> list[Revision]:
    """Return the revisions that the decision that stands on a contribution made."""
    return [one for one in of_proposal(db, decided.id) if is_of_decision(one, decided)]


def is_of_decision(revision: Revision, decided: Contribution) -> bool:
    """Tell a revision of the decision that stands from one of a decision that was undone."""
    return revision.made_at == decided.decided_at
