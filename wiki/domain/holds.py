"""Out of sight: a comment or contribution that others should not see, until it is put back.

Its author and the moderators see it all the same, and its author reads the reason. Nothing is
deleted.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import audit, notices, reasons
from wiki.domain.life import AT_ONCE
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
    notices.queue(db, "held", about, said.account_id, key=_key(said, at), at=at)


def put_back(db: Session, said: Contribution | Comment, *, by: Account, at: datetime) -> None:
    """Show something again that was held; what is in sight already stays so.

    Its author hears nothing of it any more, if no mail told them yet.
    """
    require(by, Permission.CONTRIBUTION_HOLD, said)
    if said.held_at is None:
        return
    notices.take_back(db, _key(said, said.held_at))
    said.held_at, said.held_reason = None, ""
    kind = "comment" if isinstance(said, Comment) else str(said.kind)
    audit.record(db, f"{kind}.put_back", kind, said.id, by=by, at=at)


def is_at_once(said: Contribution | Comment, *, at: datetime) -> bool:
    """Tell whether something was taken out of sight only just now."""
    return said.held_at is not None and at - said.held_at <= AT_ONCE


def _key(said: Contribution | Comment, held_at: datetime) -> str:
    return f"held:{said.id}:{held_at.isoformat()}"
