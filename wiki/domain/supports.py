"""Standing behind a suggestion of somebody else: who has the same wish need not write it again.

Everyone reads how many do, never who, and nothing is put in order by it. It is said of a wording:
another one has to be stood behind anew.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from wiki.domain import contributions, life, notices
from wiki.domain.life import Step
from wiki.domain.rounds import open_for_reacting
from wiki.domain.viewers import Viewer
from wiki.errors import Stale
from wiki.models import Account, Contribution, Proposal, Support


@dataclass(frozen=True, slots=True)
class Backing:
    """How many stand behind the wording that counts, and whether the viewer is one of them.

    `was` says that the viewer stood behind an earlier wording.
    """

    count: int = 0
    own: bool = False
    was: bool = False


def stand_behind(
    db: Session, proposal: Proposal, *, by: Account, at: datetime, seen: int | None = None
) -> None:
    """Stand behind somebody else's open suggestion as it is worded now; twice counts once.

    `seen` is the number of the wording that was read. Refuses with NotAllowed, also outside a
    round, with AlreadyDecided, and with Stale where there is another wording by now.
    """
    life.begin(Step.SUPPORT, proposal, by=by)
    contributions.keep_open(db, proposal.contribution)
    db.refresh(proposal, ["wording"])
    if seen not in (None, proposal.wording):
        raise Stale("text_moved_on")
    open_for_reacting(db, proposal.contribution.document, on=at.date())
    db.merge(
        Support(
            proposal_id=proposal.id, account_id=by.id, wording=proposal.wording, said_on=at.date()
        )
    )


def step_back(db: Session, proposal: Proposal, *, by: Account) -> None:
    """Stand behind a suggestion no more. Refuses with AlreadyDecided what has its outcome."""
    life.begin(Step.SUPPORT, proposal, by=by)
    contributions.keep_open(db, proposal.contribution)
    db.execute(
        delete(Support).where(Support.proposal_id == proposal.id, Support.account_id == by.id)
    )


def of(db: Session, proposals: Collection[str], *, viewer: Viewer) -> dict[str, Backing]:
    """Return who stands behind suggestions, by id, in one query."""
    own = Support.account_id == (viewer.id if viewer else "")
    counts = Support.wording == Proposal.wording
    query = (
        select(
            Proposal.id,
            func.count().filter(counts),
            func.count().filter(own, counts),
            func.count().filter(own, ~counts),
        )
        .join(Support, Support.proposal_id == Proposal.id)
        .where(Proposal.id.in_(proposals))
        .group_by(Proposal.id)
    )
    found = db.execute(query) if proposals else ()
    return {key: Backing(count, bool(mine), bool(was)) for key, count, mine, was in found}


def tell(db: Session, proposal: Proposal, *, at: datetime) -> None:
    """Queue word of the outcome to all who stood behind a suggestion, in whichever wording."""
    for account in _behind(db, proposal.id):
        key = f"supported:{proposal.id}:{account}:{at.isoformat()}"
        notices.queue(db, "supported", proposal.contribution, account, key=key, at=at)


def tell_undone(
    db: Session, contribution: Contribution, past: str, *, apart_from: Collection[str], at: datetime
) -> None:
    """Queue word that a decision (by the id of the past one) was undone to all who stood behind.

    `apart_from` are the accounts that never heard of it.
    """
    for account in _behind(db, contribution.id):
        if account not in apart_from:
            key = f"support_reopened:{past}:{account}"
            notices.queue(db, "support_reopened", contribution, account, key=key, at=at)


def _behind(db: Session, proposal_id: str) -> Sequence[str]:
    query = select(Support.account_id).where(Support.proposal_id == proposal_id)
    return db.scalars(query.order_by(Support.account_id)).all()
