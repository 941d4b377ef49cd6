"""Batches: several decisions saved as one, all or none, with an own answer for each author.

Each text they change moves on by one revision, whoever's words it takes up.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import (
    composing,
    contributions,
    decisions,
    defining,
    outlooks,
    structure,
    supports,
)
from wiki.domain.adopted_words import Adopted
from wiki.domain.composing import Composition, Pick
from wiki.domain.decisions import Change
from wiki.domain.outlooks import Outlook
from wiki.errors import Invalid, Stale
from wiki.models import Account, Revision

Taken = list[tuple[Pick, Change]]


def decide(
    db: Session,
    picks: Sequence[Pick],
    *,
    reason: str,
    seen: Sequence[Composition],
    cautions_read: bool = False,
    by: Account,
    at: datetime,
) -> list[Revision]:
    """Save decisions on several suggestions as one, and return the revisions that made.

    `seen` is what the moderator read, `reason` what the history says. Refuses as a single decision
    does, whichever of them it is about; and then nothing is changed.
    """
    for pick in sorted(picks, key=lambda one: one.proposal.id):  # one order for everyone
        contributions.decide(
            db,
            pick.proposal.contribution,
            outcome=pick.outcome,
            reason=pick.reason,
            joined=pick.joined,
            by=by,
            at=at,
        )
        decisions.ensure_not_reworded(db, pick.proposal)
        supports.tell(db, pick.proposal, at=at)
    outlooks.ensure_readable([one.outlook for one in seen], cautions_read=cautions_read)
    composing.ensure_other_words(picks, seen)
    taken = [(pick, change) for pick in picks for change in pick.taken()]
    _ensure_previewed(taken, seen)
    _hold(db, taken)
    made = outlooks.revise(db, _read(picks, seen), summary=reason, by=by, at=at)
    for pick, change in taken:
        if change.change is None:
            made += structure.apply(
                db, change.edit, proposal=pick.proposal, reason=pick.reason, by=by, at=at
            )
    for pick in picks:
        if pick.is_taking:
            pick.proposal.changes_taken = [change.number for change in pick.taken()]
    return made


def _ensure_previewed(taken: Taken, seen: Sequence[Composition]) -> None:
    """Refuse to call words taken of which nobody saw what they do to the text."""
    previewed = {(one.text.id, proposal) for one in seen for proposal in one.runs}
    for pick, change in taken:
        if change.change and (change.edit.text_id, pick.proposal.id) not in previewed:
            raise Invalid("changes", "not_previewed")


def _hold(db: Session, taken: Taken) -> None:
    """Keep what is about to change still, the structure first, as a single decision does."""
    structural = [(pick, change) for pick, change in taken if change.change is None]
    if not structural:
        return
    document = structural[0][0].proposal.contribution.document
    structure.hold(db, document)
    if any(change.edit.kind in defining.TOUCHING for _, change in structural):
        defining.hold_texts(db, document)


def _read(
    picks: Sequence[Pick], seen: Sequence[Composition]
) -> list[tuple[Outlook, list[Adopted]]]:
    """Return what was read of each text, with the words of each that it takes up."""
    known = {pick.proposal.id: pick.proposal for pick in picks}
    if any(proposal not in known for one in seen for proposal in one.runs):
        raise Stale("text_moved_on")
    return [
        (one.outlook, [Adopted(known[proposal], runs) for proposal, runs in one.runs.items()])
        for one in seen
    ]
