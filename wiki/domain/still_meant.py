"""The question "still what you mean?": asked of an author when others changed the words around.

Each revision is tried against the open suggestions whose passage it touches. Where the two come
together clean, nobody is asked. Else the author is, once, until the text changes there again.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from wiki.domain import audit, contributions, life, notices, revisions, terms, word_edits
from wiki.domain.following import Placed, Standing, standing
from wiki.domain.life import Step
from wiki.errors import Stale
from wiki.models import (
    Account,
    Contribution,
    Doubt,
    Edit,
    Proposal,
    StillMeant,
    Text,
    Wording,
)
from wiki.text import anchors, diff, merge

AROUND = 2
"""How many characters around the lines of a passage count as its own: what parts blocks."""

Doubts = Mapping[str, Doubt | None]
"""How a revision meets suggestions, by the ids of their edits; None where there is no doubt."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an author was asked about a suggestion: since when, and the day they said yes, if so.

    `numbers` are those of the revisions that raised the questions, by text.
    """

    on: date
    answered_on: date | None
    numbers: tuple[int, ...]


def doubts(
    db: Session,
    text: Text,
    placed: Iterable[Placed],
    pieces: Sequence[diff.Piece],
    steps: Mapping[Standing, anchors.Placement],
) -> Doubts:
    """Return how a revision of the head, given by its pieces, meets the open suggestions there.

    `placed` are the places on the head, `steps` where they stand afterwards.
    """
    before, after = diff.sides(pieces)
    changed = list(_changed(pieces))
    touched = [
        one.anchor.contribution_id
        for one in placed
        if _is_touched(one, before, changed, steps[standing(one)])
    ]
    found = _open_edits(db, text, touched)
    if not found:
        return {}
    defined = [one.term for one in terms.defined_for(db, text)]
    base_of = revisions.sources_at(db, text, {edit.base or 0 for edit in found})
    return {edit.id: _doubt(edit, base_of[edit.base or 0], after, defined) for edit in found}


def ask(db: Session, text: Text, found: Doubts, *, by: Account | None, at: datetime) -> None:
    """Ask the authors of suggestions that are open now, and take back what is in doubt no more.

    Whoever changed the text themselves is not asked.
    """
    if not found:
        return
    known = {one.edit_id: one for one in db.scalars(_rows(found)).all()}
    about = {edit.id: one for edit, one in db.execute(_waiting(found))}
    for edit_id, contribution in about.items():
        row, doubt = known.get(edit_id), found[edit_id]
        if doubt is None:
            if row is not None:
                db.delete(row)
        elif by is None or contribution.account_id != by.id:
            _ask(db, contribution, edit_id, row, doubt, text.head, at)


def ask_again(db: Session, proposal: Proposal, *, at: datetime) -> None:
    """Ask the author of a suggestion that is open again, where the text changed around it.

    Whoever was asked of these very words already is not asked once more.
    """
    edits = [one for one in proposal.wordings[-1].edits if proposal.contribution.account_id]
    known = {one.edit_id: one for one in db.scalars(_rows(one.id for one in edits))}
    for edit in edits:
        text, row = edit.text, known.get(edit.id)
        asked_of = revisions.source_at(db, text, row.number) if text and row else None
        if text is None or asked_of == text.source:
            continue
        defined = [one.term for one in terms.defined_for(db, text)]
        doubt = _doubt(edit, revisions.source_at(db, text, edit.base or 0), text.source, defined)
        if doubt is not None:
            _ask(db, proposal.contribution, edit.id, row, doubt, text.head, at)
        elif row is not None:
            db.delete(row)


def confirm(
    db: Session, proposal: Proposal, *, seen: Sequence[int], by: Account, at: datetime
) -> None:
    """Note that an author still means their suggestion, as the text stood when they read it.

    `seen` are the `numbers` they were asked with. Refuses with NotAllowed, with AlreadyDecided, and
    with Stale where the text changed there once more, or nothing is asked any more.
    """
    life.begin(Step.CONFIRM, proposal, by=by)
    contributions.keep_open(db, proposal.contribution)
    asked = _questions(db, [proposal.id]).get(proposal.id, [])
    if not asked or [one.number for one in asked] != list(seen):
        raise Stale("text_moved_on")
    for one in asked:
        one.answered_on = at.date()
    audit.record(db, "proposal.still_meant", "proposal", proposal.id, by=by, at=at)


def of(db: Session, proposals: Collection[str]) -> dict[str, Asked]:
    """Return what authors were asked about their suggestions, by id; most were asked nothing."""
    return {key: _asked(rows) for key, rows in _questions(db, proposals).items()}


def _asked(rows: Sequence[StillMeant]) -> Asked:
    answers = [one.answered_on for one in rows]
    waiting = [one.asked_on for one in rows if one.answered_on is None]
    return Asked(
        on=min(waiting or [one.asked_on for one in rows]),
        answered_on=None if None in answers else max(filter(None, answers)),
        numbers=tuple(one.number for one in rows),
    )


def _ask(
    db: Session,
    about: Contribution,
    edit_id: str,
    row: StillMeant | None,
    doubt: Doubt,
    number: int,
    at: datetime,
) -> None:
    """Ask anew; who has not answered yet is not told again, and was asked on the day they were."""
    asked_on = row.asked_on if row is not None and row.answered_on is None else at.date()
    if row is None:
        row = StillMeant(edit_id=edit_id)
        db.add(row)
    elif row.answered_on is None:
        row.number, row.doubt = number, doubt
        return
    row.number, row.doubt, row.asked_on, row.answered_on = number, doubt, asked_on, None
    key = f"still_meant:{edit_id}:{number}"
    notices.queue(db, "still_meant", about, about.account_id, key=key, at=at)


def _doubt(edit: Edit, base: str, after: str, defined: Sequence[str]) -> Doubt | None:
    """Return why a suggestion may say something else in a new text; None where it fits in."""
    wanted = word_edits.changed_source(edit, base)
    merged = merge.three_way(base, after, wanted, lang=edit.language, terms=defined)
    if isinstance(merged, merge.Conflicts):
        return Doubt.CONFLICT
    return Doubt.CAUTION if merged.cautions and merged.text != after else None


def _changed(pieces: Iterable[diff.Piece]) -> Iterator[tuple[int, int]]:
    """Yield the stretches [start, end) of the text before that are gone, or where words came in."""
    at = 0
    for piece in pieces:
        end = at + (0 if piece.op == "insert" else len(piece.text))
        if piece.op != "equal":
            yield at, end
        at = end


def _is_touched(
    placed: Placed, before: str, changed: Sequence[tuple[int, int]], step: anchors.Placement
) -> bool:
    """Tell whether a change is in the lines of a passage or beside them, or brings it back."""
    if placed.start is None or placed.end is None:
        return step.start is not None
    first = before.rfind("\n", 0, placed.start) + 1 - AROUND
    end = before.find("\n", placed.end)
    last = (end if end >= 0 else len(before)) + AROUND
    return any(start <= last and first <= end for start, end in changed)


def _open_edits(db: Session, text: Text, contributions: Collection[str]) -> Sequence[Edit]:
    """Return the edits of a text by open suggestions of somebody who can be asked."""
    if not contributions:
        return ()
    query = _current().where(Edit.text_id == text.id, Proposal.id.in_(contributions))
    return [edit for edit, _ in db.execute(query)]


def _waiting(edits: Iterable[str]) -> Select[Edit, Contribution]:
    return _current().where(Edit.id.in_(list(edits)))


def _current() -> Select[Edit, Contribution]:
    return (
        select(Edit, Contribution)
        .join(Wording, Wording.id == Edit.wording_id)
        .join(Proposal, (Proposal.id == Wording.proposal_id) & (Proposal.wording == Wording.number))
        .join(Contribution, Contribution.id == Proposal.id)
        .where(Contribution.outcome.is_(None), Contribution.account_id.is_not(None))
    )


def _rows(edits: Iterable[str]) -> Select[StillMeant]:
    return select(StillMeant).where(StillMeant.edit_id.in_(list(edits)))


def _questions(db: Session, proposals: Collection[str]) -> dict[str, list[StillMeant]]:
    """Return the questions about the wordings that count, by proposal, as its edits go."""
    if not proposals:
        return {}
    query = (
        select(Proposal.id, StillMeant)
        .join(Wording, (Wording.proposal_id == Proposal.id) & (Wording.number == Proposal.wording))
        .join(Edit, Edit.wording_id == Wording.id)
        .join(StillMeant, StillMeant.edit_id == Edit.id)
        .where(Proposal.id.in_(proposals))
        .order_by(Proposal.id, Edit.position)
    )
    found: dict[str, list[StillMeant]] = {}
    for proposal_id, row in db.execute(query):
        found.setdefault(proposal_id, []).append(row)
    return found
