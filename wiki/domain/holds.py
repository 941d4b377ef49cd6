"""Out of sight: a comment or contribution that others should not see, until it is put back.

Its author and the moderators see it all the same, and its author reads the reason. Nothing is
deleted.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import audit, notices
from wiki.domain.contributions import required_reason
from wiki.domain.permissions import Permission, require
from wiki.models import Account, Comment, Contribution


def hold(
    db: Session, said: Contribution | Comment, *, reason: str, by: Account, at: datetime
) -> None:
    """Take something out of sight of everyone but its author and moderators, who is told why."""
    require(by, Permission.CONTRIBUTION_HOLD, said)
    reason = required_reason(reason)
    said.held_at, said.held_reason = at, reason
    kind = "comment" if isinstance(said, Comment) else str(said.kind)
    audit.record(db, f"{kind}.held", kind, said.id, by=by, at=at, reason=reason)
    about = said.contribution if isinstance(said, Comment) else said
    if said.account_id == about.account_id:
        notices.queue(db, "held", about, key=f"held:{said.id}:{at.isoformat()}", at=at)


def put_back(db: Session, said: Contribution | Comment, *, by: Account, at: datetime) -> None:
    """Show something again that was held."""
    require(by, Permission.CONTRIBUTION_HOLD, said)
    said.held_at, said.held_reason = None, ""
    kind = "comment" if isinstance(said, Comment) else str(said.kind)
    audit.record(db, f"{kind}.put_back", kind, said.id, by=by, at=at)
