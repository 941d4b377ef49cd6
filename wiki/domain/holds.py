"""Out of sight: a comment or contribution that others should not see, until it is put back.

Its author and the moderators see it all the same, and its author reads the reason. Nothing is
deleted.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import audit, notices, reasons
from wiki.domain.permissions import Permission, require
from wiki.errors import Stale
from wiki.models import Account, Comment, Contribution


def hold(
    db: Session, said: Contribution | Comment, *, reason: str, by: Account, at: datetime
) -> None:
    """Take something out of sight of everyone but moderators and its author, who is told why.

    Refuses with NotAllowed one's own, and with Stale what is out of sight already.
    """
    require(by, Permission.CONTRIBUTION_HOLD, said)
    if said.held_at is not None:
        raise Stale("held_already")
    reason = reasons.required(reason)
    said.held_at, said.held_reason = at, reason
    kind = "comment" if isinstance(said, Comment) else str(said.kind)
    audit.record(db, f"{kind}.held", kind, said.id, by=by, at=at, reason=reason)
    about = said.contribution if isinstance(said, Comment) else said
    key = f"held:{said.id}:{at.isoformat()}"
    notices.queue(db, "held", about, said.account_id, key=key, at=at)


def put_back(db: Session, said: Contribution | Comment, *, by: Account, at: datetime) -> None:
    """Show something again that was held; what is in sight already stays so."""
    require(by, Permission.CONTRIBUTION_HOLD, said)
    if said.held_at is None:
        return
    said.held_at, said.held_reason = None, ""
    kind = "comment" if isinstance(said, Comment) else str(said.kind)
    audit.record(db, f"{kind}.put_back", kind, said.id, by=by, at=at)
