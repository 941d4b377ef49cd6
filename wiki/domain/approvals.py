"""Approvals: those who may decide say beforehand that they agree with adopting or declining.

An approval is of a wording. Another one makes it void, and whoever gave it is asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, joinedload

from wiki.domain import audit, contributions, decision_rules, life, notices
from wiki.domain.life import Step
from wiki.errors import Stale
from wiki.models import Account, Approval, Contribution, Proposal, Stance


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody agrees with; `is_void` of an earlier wording, or by who decides no more."""

    by: Account
    stance: Stance
    on: date
    is_void: bool


def give(
    db: Session,
    contribution: Contribution,
    *,
    stance: Stance,
    by: Account,
    at: datetime,
    seen: int | None = None,
) -> None:
    """Agree with adopting or declining a contribution as it is worded now, instead of before.

    `seen` is the number of the wording that was read. Refuses with NotAllowed (also on one's own),
    with AlreadyDecided, and with Stale where there is another wording by now.
    """
    life.begin(Step.APPROVE, contribution, by=by)
    contributions.keep_open(db, contribution)
    wording = wording_of(db, contribution)
    if seen not in (None, wording):
        raise Stale("text_moved_on")
    db.merge(
        Approval(
            contribution_id=contribution.id,
            account_id=by.id,
            wording=wording,
            stance=stance,
            said_on=at.date(),
        )
    )
    audit.record(
        db,
        f"{contribution.kind}.approved",
        contribution.kind,
        contribution.id,
        by=by,
        at=at,
        stance=stance,
    )


def take_back(db: Session, contribution: Contribution, *, by: Account) -> None:
    """Agree with nothing any more. Refuses with AlreadyDecided what has its outcome."""
    life.begin(Step.APPROVE, contribution, by=by)
    contributions.keep_open(db, contribution)
    db.execute(
        delete(Approval).where(
            Approval.contribution_id == contribution.id, Approval.account_id == by.id
        )
    )


def of(db: Session, contribution: Contribution) -> list[Opinion]:
    """Return what people agree with, the first one first."""
    wording = wording_of(db, contribution)
    decide = {one.id for one in decision_rules.deciders(db, contribution.document)}
    query = (
        select(Approval)
        .where(Approval.contribution_id == contribution.id)
        .options(joinedload(Approval.account))
        .order_by(Approval.said_on, Approval.account_id)
    )
    return [
        Opinion(
            one.account,
            one.stance,
            one.said_on,
            one.wording != wording or one.account_id not in decide,
        )
        for one in db.scalars(query)
    ]


def ask_again(db: Session, proposal: Proposal, *, at: datetime) -> None:
    """Tell those whose approval of the wording before counted that there is another one now."""
    said = proposal.contribution
    for account in _counting(db, said, wording=proposal.wording - 1):
        key = f"approval_void:{proposal.id}:{proposal.wording}:{account}"
        notices.queue(db, "approval_void", said, account, key=key, at=at)


def make_void(db: Session, contribution: Contribution, past: str, *, at: datetime) -> None:
    """Take all approvals away, because a decision (by the id of the past one) was undone.

    Whose approval counted is told, and may say it anew.
    """
    for account in _counting(db, contribution, wording=wording_of(db, contribution)):
        key = f"approval_reopened:{past}:{account}"
        notices.queue(db, "approval_reopened", contribution, account, key=key, at=at)
    db.execute(delete(Approval).where(Approval.contribution_id == contribution.id))


def _counting(db: Session, contribution: Contribution, *, wording: int) -> Sequence[str]:
    """Return who approved a wording and may decide, by id."""
    decide = [one.id for one in decision_rules.deciders(db, contribution.document)]
    query = select(Approval.account_id).where(
        Approval.contribution_id == contribution.id,
        Approval.wording == wording,
        Approval.account_id.in_(decide),
    )
    return db.scalars(query.order_by(Approval.account_id)).all()


def opinions_of(given: Sequence[Opinion], stance: Stance) -> list[Opinion]:
    """Return those that count for adopting, or for declining."""
    return [one for one in given if one.stance is stance and not one.is_void]


def wording_of(db: Session, contribution: Contribution) -> int:
    """Return the number of the wording that counts, 1 for what has only one."""
    query = select(Proposal.wording).where(Proposal.id == contribution.id)
    return db.scalar(query) or 1
