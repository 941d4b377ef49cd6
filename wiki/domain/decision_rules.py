"""How decisions are made on a document: how many must agree, and whether a second one reads.

Words are adopted once as many people agree as the document asks for, whoever decides among them.
Nothing of a group is declined by one person alone, and nothing at all where the document says so.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.domain import audit
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import (
    TAKING,
    Account,
    Approval,
    Contribution,
    ContributionKind,
    Document,
    Membership,
    Outcome,
    Proposal,
    Role,
    Stance,
)

MOST = 9


def stance_of(outcome: Outcome) -> Stance | None:
    """Return what others must agree with before this outcome; None where nobody need."""
    if outcome in TAKING:
        return Stance.ADOPT
    return Stance.DECLINE if outcome is Outcome.NOT_ADOPTED else None


def needed(contribution: Contribution, stance: Stance) -> int:
    """Return how many people must agree before a contribution is adopted or declined."""
    document = contribution.document
    if stance is Stance.DECLINE:
        return 2 if document.second_reader or contribution.group_id is not None else 1
    return document.approvals if contribution.kind is ContributionKind.PROPOSAL else 1


def ensure_agreed(
    db: Session, contribution: Contribution, outcome: Outcome, *, by: Account
) -> None:
    """Refuse with Invalid an outcome that others must agree with first."""
    stance = stance_of(outcome)
    if stance is None or (others := needed(contribution, stance) - 1) < 1:
        return
    # Nobody agrees, or takes that back, while it is counted.
    db.refresh(contribution, ["outcome"], with_for_update={"key_share": True})
    decide = [one.id for one in deciders(db, contribution.document)]
    agreed = (
        select(func.count())
        .select_from(Approval)
        .outerjoin(Proposal, Proposal.id == Approval.contribution_id)
        .where(
            Approval.contribution_id == contribution.id,
            Approval.account_id != by.id,
            Approval.account_id.in_(decide),
            Approval.stance == stance,
            Approval.wording == func.coalesce(Proposal.wording, 1),
        )
    )
    missing = others - (db.scalar(agreed) or 0)
    if missing > 0:
        key = "needs_approvals" if stance is Stance.ADOPT else "needs_second_reader"
        raise Invalid("outcome", key, missing=missing)


def deciders(db: Session, document: Document) -> Sequence[Account]:
    """Return those who decide on a document, by name."""
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(
            Membership.document_id == document.id,
            Membership.role == Role.MODERATOR,
            Account.disabled_at.is_(None),
        )
        .order_by(func.lower(Account.display_name), Account.id)
    )
    return db.scalars(query).all()


def change(
    db: Session,
    document: Document,
    *,
    approvals: int,
    second_reader: bool,
    by: Account,
    at: datetime,
) -> None:
    """Say how decisions are made from now on.

    Refuses with NotAllowed all but the lead, and with Invalid more approvals than people decide.
    """
    require(by, Permission.RULES_SET, document)
    most = min(MOST, max(1, len(deciders(db, document))))
    if not 1 <= approvals <= most:
        raise Invalid("approvals", "more_than_deciders", most=most)
    if second_reader and most < 2:
        raise Invalid("second_reader", "no_second_reader")
    document.approvals, document.second_reader = approvals, second_reader
    audit.record(
        db,
        "document.rules_set",
        "document",
        document.id,
        by=by,
        at=at,
        approvals=approvals,
        second_reader=second_reader,
    )
