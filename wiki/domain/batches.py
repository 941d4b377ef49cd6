"""Batches: several decisions saved as one, all or none, with an own answer for each author.

Each text they change moves on by one revision, whoever's words it takes up.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import contributions, decisions, defining, outlooks, structure, supports, texts
from wiki.domain.adopted_words import Adopted
from wiki.domain.composing import Composition, Pick
from wiki.domain.decisions import Change
from wiki.errors import Invalid, Stale
from wiki.models import Account, Outcome, Revision

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
    taken = [(pick, change) for pick in picks for change in _taken(pick)]
    _ensure_previewed(taken, seen)
    _hold(db, taken)
    made = _revise_texts(db, picks, seen, reason, by, at)
    for pick, change in taken:
        if change.change is None:
            made += structure.apply(
                db, change.edit, proposal=pick.proposal, reason=pick.reason, by=by, at=at
            )
    for pick in picks:
        if pick.is_taking:
            pick.proposal.changes_taken = [change.number for change in _taken(pick)]
    return made


def _taken(pick: Pick) -> list[Change]:
    """Return the changes that are taken as they were suggested."""
    if not pick.is_taking or pick.outcome is Outcome.ADOPTED_IN_OTHER_WORDS:
        return []
    numbered = decisions.changes(pick.proposal)
    return [one for one in numbered if pick.chosen is None or one.number in pick.chosen]


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


def _revise_texts(
    db: Session,
    picks: Sequence[Pick],
    seen: Sequence[Composition],
    reason: str,
    by: Account,
    at: datetime,
) -> list[Revision]:
    """Revise the texts, in one order for everyone; one that says it already makes no revision."""
    known = {pick.proposal.id: pick.proposal for pick in picks}
    if any(proposal not in known for one in seen for proposal in one.runs):
        raise Stale("text_moved_on")
    made = []
    for one in sorted(seen, key=lambda composition: composition.text.id):
        prepared = one.outlook.prepared
        if prepared is None:
            raise Invalid("words", "conflict_needs_words")
        text = texts.to_revise(db, one.text.id)
        if text.section.removed_at is not None:
            raise Stale("section_is_gone")
        if prepared.source == text.source:
            continue
        adopted = [Adopted(known[proposal], runs) for proposal, runs in one.runs.items()]
        made.append(
            texts.revise(
                db,
                text,
                prepared,
                by=by,
                at=at,
                summary=reason,
                proposal=adopted[0].proposal if len(adopted) == 1 else None,
                adopted=adopted,
            )
        )
    return made
