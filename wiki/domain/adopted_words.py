"""The adopted-words record: which words of a revision came from which proposals, and which not.

It is written with the revision and never changed, but to forget. Credits follow it, and whoever
suggested something reads from it what was taken.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from wiki.models import AdoptedWords, Contribution, Proposal, Revision
from wiki.text import diff
from wiki.text.adopted import Run


@dataclass(frozen=True, slots=True)
class Adopted:
    """A proposal and the words of it that stand in a text that is to be saved."""

    proposal: Proposal
    runs: Sequence[Run]


@dataclass(frozen=True, slots=True)
class Part:
    """Characters [start, end) of a source that the proposal of this position brought."""

    start: int
    end: int
    position: int


def record(db: Session, revision: Revision, adopted: Sequence[Adopted]) -> None:
    """Write down which words of a revision came from which proposals."""
    db.add_all(
        AdoptedWords(
            revision=revision,
            proposal=one.proposal,
            position=position,
            runs=[list(run) for run in one.runs],
        )
        for position, one in enumerate(adopted, 1)
    )


def parts(adopted: Sequence[Adopted]) -> list[Part]:
    """Return who brought which stretch, in order; what several brought is the first one's."""
    found: list[Part] = []
    claims = (
        Part(run.start, run.end, position)
        for position, one in enumerate(adopted, 1)
        for run in one.runs
    )
    for claim in sorted(claims, key=lambda part: (part.start, part.position)):
        start = max(claim.start, found[-1].end) if found else claim.start
        if start < claim.end:
            found.append(Part(start, claim.end, claim.position))
    return found


def newly(runs: Iterable[Run], pieces: Iterable[diff.Piece]) -> list[Run]:
    """Return the parts of runs that a revision with these pieces brings: its text had them not."""
    return [
        run._replace(
            start=max(run.start, start),
            end=min(run.end, end),
            offset=run.offset + max(0, start - run.start),
        )
        for start, end in _inserted(pieces)
        for run in runs
        if run.start < end and start < run.end
    ]


def of_revisions(db: Session, ids: Iterable[str]) -> dict[str, list[Contribution]]:
    """Return the contributions whose words revisions took up, in their order, by revision id."""
    listed = sorted(set(ids))
    if not listed:
        return {}
    query = (
        select(AdoptedWords.revision_id, Contribution)
        .join(Contribution, Contribution.id == AdoptedWords.proposal_id)
        .where(AdoptedWords.revision_id.in_(listed))
        .options(joinedload(Contribution.account))
        .order_by(AdoptedWords.revision_id, AdoptedWords.position)
    )
    found: dict[str, list[Contribution]] = {}
    for revision_id, contribution in db.execute(query):
        found.setdefault(revision_id, []).append(contribution)
    return found


def revisions_of(proposal_id: str) -> Select[str]:
    """Return the query for the ids of the revisions that took up a proposal."""
    return select(AdoptedWords.revision_id).where(AdoptedWords.proposal_id == proposal_id)


def move(db: Session, revision_id: str, moved: Callable[[int, int], tuple[int, int]]) -> None:
    """Move the runs of a revision along with its words, of which some were taken out."""
    for kept in db.scalars(select(AdoptedWords).where(AdoptedWords.revision_id == revision_id)):
        kept.runs = [[*moved(run.start, run.end), run.change, run.offset] for run in runs_of(kept)]


def of_proposal(db: Session, proposal: Proposal) -> Sequence[AdoptedWords]:
    """Return what was recorded of a proposal, for each revision it led to."""
    query = (
        select(AdoptedWords)
        .where(AdoptedWords.proposal_id == proposal.id)
        .options(joinedload(AdoptedWords.revision).defer(Revision.keyframe))
    )
    return db.scalars(query.order_by(AdoptedWords.revision_id)).all()


def runs_of(kept: AdoptedWords) -> list[Run]:
    """Return the stored runs."""
    return [Run(*numbers) for numbers in kept.runs]


def _inserted(pieces: Iterable[diff.Piece]) -> Iterator[tuple[int, int]]:
    """Yield the stretches [start, end) of the text after that are new."""
    at = 0
    for piece in pieces:
        if piece.op == "delete":
            continue
        if piece.op == "insert":
            yield at, at + len(piece.text)
        at += len(piece.text)
