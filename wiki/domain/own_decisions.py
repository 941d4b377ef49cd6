"""The undone decisions among all that is kept about one person (see own_data.py).

Each holds the words that were theirs: the reason of who decided, and why somebody undid it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.models import Account, Contribution, PastDecision

Data = Mapping[str, Any]


def past(db: Session, account: Account, readable: Collection[str]) -> Mapping[str, list[Data]]:
    """Return the undone decisions on somebody's contributions, by these.

    Why is told on documents, by id, that they may read.
    """
    query = (
        select(PastDecision, Contribution.document_id)
        .join(Contribution, Contribution.id == PastDecision.contribution_id)
        .where(Contribution.account_id == account.id)
        .order_by(PastDecision.undone_at, PastDecision.id)
    )
    found: dict[str, list[Data]] = {}
    for one, document in db.execute(query):
        why = {"reason": one.reason, "undone_because": one.undone_because}
        found.setdefault(one.contribution_id, []).append(
            _moments(one) | (why if document in readable else dict.fromkeys(why))
        )
    return found


def undone(db: Session, account: Account) -> Sequence[Data]:
    """Return the decisions that somebody made or undid, each with the words that were theirs."""
    theirs = (PastDecision.decided_by_id == account.id) | (PastDecision.undone_by_id == account.id)
    query = select(PastDecision).where(theirs).order_by(PastDecision.undone_at, PastDecision.id)
    return [
        {"contribution_id": one.contribution_id}
        | _moments(one)
        | ({"reason": one.reason} if one.decided_by_id == account.id else {})
        | ({"undone_because": one.undone_because} if one.undone_by_id == account.id else {})
        for one in db.scalars(query)
    ]


def _moments(one: PastDecision) -> dict[str, Any]:
    return {
        "outcome": one.outcome.value,
        "decided_at": one.decided_at.isoformat(),
        "undone_at": one.undone_at.isoformat(),
    }
