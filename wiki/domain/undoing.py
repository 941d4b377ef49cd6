"""Undoing a decision: the text gets its words back, and what was decided on is open again.

What changed since stays: the way back is merged onto the text as it stands. Nothing is forgotten:
what was decided, why, and why it was undone stay readable (docs/decisions/0011).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.dml import ReturningDelete

from wiki.domain import (
    approvals,
    audit,
    decisions,
    histories,
    life,
    marks,
    notices,
    outlooks,
    reasons,
    revisions,
    rounds,
    search_index,
    still_meant,
    supports,
)
from wiki.domain.life import AT_ONCE, Stage, Step, stage_of
from wiki.domain.outlooks import Outlook
from wiki.domain.permissions import Permission, can
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid, NotAllowed, Stale
from wiki.models import (
    Account,
    AdoptedWords,
    Contribution,
    ContributionKind,
    Notice,
    PastDecision,
    Proposal,
    Revision,
    Thread,
    new_id,
)


@dataclass(frozen=True, slots=True)
class Undoing:
    """What undoing a decision would do: what is open again, and what becomes of each text.

    `decided_at` are the moments of the decisions, in the same order.
    """

    contributions: Sequence[Contribution]
    outlooks: Sequence[Outlook]
    decided_at: tuple[datetime | None, ...]


def prepare(db: Session, contribution: Contribution, *, by: Account) -> Undoing:
    """Return what undoing the decision on a contribution would do, changing nothing.

    Whatever made the same revisions is undone with it. Refuses with NotAllowed, and with Invalid
    what can't be undone, also where something of one's own was decided with it.
    """
    together, made = _decided_together(db, contribution)
    _begin(db, together, contribution.id, by=by)
    decided_at = tuple(one.decided_at for one in together)
    return Undoing(together, [_back(db, revision) for revision in made], decided_at)


def undo(
    db: Session,
    contribution: Contribution,
    *,
    reason: str,
    seen: Undoing,
    cautions_read: bool = False,
    by: Account,
    at: datetime,
) -> list[Revision]:
    """Undo the decision on a contribution, as it was shown, and return the revisions that makes.

    Refuses as `prepare`; with Invalid without a reason, but for who takes back at once what they
    decided; with Stale where the texts moved on, or somebody undid it, meanwhile.
    """
    rounds.hold(db, {one.round_id for one in seen.contributions})
    now = [_held(db, one.id) for one in seen.contributions]
    if tuple(one.decided_at for one in now) != seen.decided_at:
        raise Stale("nothing_to_undo")
    _begin(db, now, contribution.id, by=by)
    if not is_at_once(contribution, by=by, at=at):
        reason = reasons.required(reason)
    outlooks.ensure_readable(seen.outlooks, cautions_read=cautions_read)
    backwards = [(one, ()) for one in seen.outlooks]
    made = outlooks.revise(db, backwards, summary=reason, by=by, at=at)
    for one in now:
        _reopen(db, one, reason.strip(), by, at)
    return made


def is_at_once(contribution: Contribution, *, by: Viewer, at: datetime) -> bool:
    """Tell whether somebody decided this themselves only just now, and takes it back at once."""
    decided = contribution.decided_at
    return (
        by is not None
        and decided is not None
        and contribution.decided_by_id == by.id
        and at - decided <= AT_ONCE
    )


def may_undo(by: Viewer, contribution: Contribution) -> bool:
    """Tell whether to offer somebody to undo the decision on a contribution."""
    decided = stage_of(contribution) is Stage.DECIDED
    return decided and can(by, Permission.CONTRIBUTION_DECIDE, contribution)


def past(db: Session, contribution: Contribution) -> Sequence[PastDecision]:
    """Return the decisions that were undone, the earliest first."""
    query = (
        select(PastDecision)
        .where(PastDecision.contribution_id == contribution.id)
        .options(joinedload(PastDecision.decided_by), joinedload(PastDecision.undone_by))
    )
    return db.scalars(query.order_by(PastDecision.undone_at, PastDecision.id)).all()


def _decided_together(
    db: Session, contribution: Contribution
) -> tuple[list[Contribution], list[Revision]]:
    """Return all whose words entered texts with the same revisions, and these revisions."""
    together: dict[str, Contribution] = {}
    made: dict[str, Revision] = {}
    waiting = {contribution.id: contribution}
    while waiting:
        together |= waiting
        for one in waiting.values():
            made |= {revision.id: revision for revision in histories.of_decision(db, one)}
        waiting = {one.id: one for one in _taken_up_by(db, made.keys()) if one.id not in together}
    return (
        sorted(together.values(), key=lambda one: one.id),
        sorted(made.values(), key=lambda one: one.text_id),
    )


def _taken_up_by(db: Session, revisions: Collection[str]) -> Sequence[Contribution]:
    query = (
        select(Contribution)
        .join(AdoptedWords, AdoptedWords.proposal_id == Contribution.id)
        .where(AdoptedWords.revision_id.in_(revisions))
    )
    return db.scalars(query).unique().all()


def _begin(db: Session, together: Sequence[Contribution], asked: str, *, by: Account) -> None:
    """Let somebody undo decisions, that on one contribution (by id) and those made with it."""
    for one in sorted(together, key=lambda contribution: contribution.id != asked):
        if one.id != asked and one.account_id == by.id:
            raise Invalid("reason", "own_was_decided_with_it")
        life.begin(Step.UNDO, one, by=by)
        if one.round is not None and one.round.settled_at is not None:
            raise Invalid("reason", "decided_in_a_settled_round")
        proposal = db.get(Proposal, one.id)
        if proposal is not None and _changed_structure(proposal):
            raise Invalid("reason", "structure_changed")


def _changed_structure(proposal: Proposal) -> bool:
    taken = proposal.changes_taken or []
    return any(one.change is None and one.number in taken for one in decisions.changes(proposal))


def _back(db: Session, made: Revision) -> Outlook:
    """Return the outlook of going back from a revision, whatever came after it."""
    after = revisions.source_at(db, made.text, made.number)
    before = revisions.source_at(db, made.text, made.number - 1) if made.number > 1 else ""
    return outlooks.onto_head(db, made.text, after, before)


def _held(db: Session, contribution_id: str) -> Contribution:
    """Return a contribution as it is now, and let nobody else undo it meanwhile."""
    return db.get_one(
        Contribution, contribution_id, populate_existing=True, with_for_update={"key_share": True}
    )


def _reopen(
    db: Session, contribution: Contribution, because: str, by: Account, at: datetime
) -> None:
    proposal, thread = db.get(Proposal, contribution.id), db.get(Thread, contribution.id)
    if contribution.outcome is None or contribution.decided_at is None:
        raise NotAllowed
    kept = PastDecision(
        id=new_id(),
        contribution_id=contribution.id,
        outcome=contribution.outcome,
        reason=contribution.reason,
        changes_taken=proposal.changes_taken if proposal else None,
        decided_by_id=contribution.decided_by_id,
        decided_at=contribution.decided_at,
        undone_by_id=by.id,
        undone_at=at,
        undone_because=because,
    )
    db.add(kept)
    contribution.outcome, contribution.reason = None, ""
    contribution.decided_by_id = contribution.decided_at = contribution.joined_id = None
    if proposal is not None:
        proposal.changes_taken = None
        still_meant.ask_again(db, proposal, at=at)
    if thread is not None:
        marks.refresh(db, thread.text)
    approvals.make_void(db, contribution, kept.id, at=at)
    search_index.reopened(db, contribution)
    audit.record(
        db,
        f"{contribution.kind}.reopened",
        contribution.kind,
        contribution.id,
        by=by,
        at=at,
        reason=because,
    )
    _tell(db, contribution, kept, at)


def _tell(db: Session, contribution: Contribution, kept: PastDecision, at: datetime) -> None:
    """Take back word of the outcome that nobody got yet; who got it is told that it is undone.

    So is its author where a reason says why, who may have read the outcome without a mail.
    """
    untold = set(db.scalars(_untold(contribution)))
    author = contribution.account_id
    if author not in untold or kept.undone_because:
        notices.queue(db, "reopened", contribution, author, key=f"reopened:{kept.id}", at=at)
    if contribution.kind is ContributionKind.PROPOSAL:
        supports.tell_undone(db, contribution, kept.id, apart_from=untold, at=at)


def _untold(contribution: Contribution) -> ReturningDelete[str]:
    return (
        delete(Notice)
        .where(
            Notice.subject_id == contribution.id,
            Notice.kind.in_(("outcome", "supported")),
            Notice.sent_on.is_(None),
        )
        .returning(Notice.account_id)
    )
