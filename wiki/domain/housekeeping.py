"""What the system does by itself: seals the audit, and forgets what has served its purpose."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from wiki.domain import (
    audit,
    jobs,
    mailed_sign_ins,
    notices,
    outbox,
    unsubscriptions,
    used_forms,
)
from wiki.models import Invitation, Job, SignIn

FORMS_KEPT = timedelta(days=2)
JOBS_KEPT = timedelta(days=30)
INVITATIONS_KEPT = timedelta(days=30)
NOTICES_KEPT = timedelta(days=7)

Work = Callable[[Session, datetime], object]


def forget(db: Session, at: datetime) -> None:
    """Delete what was used, has ended, was told or was done, some time after."""
    used_forms.forget(db, before=(at - FORMS_KEPT).date())
    db.execute(delete(SignIn).where(SignIn.expires_on < at.date()))
    db.execute(delete(Invitation).where(Invitation.expires_at < at - INVITATIONS_KEPT))
    mailed_sign_ins.forget(db, before=at - mailed_sign_ins.KEPT)
    unsubscriptions.forget(db, on=at.date())
    notices.forget(db, before=(at - NOTICES_KEPT).date())
    outbox.forget(db, at=at)
    db.execute(delete(Job).where(Job.done_at < at - JOBS_KEPT))


def seal(db: Session, at: datetime) -> None:
    """Seal the audit rows that wait for it."""
    audit.seal(db, at=at)


WORK: dict[str, Work] = {"seal": seal, "forget": forget}
"""What each kind of job does."""


def plan(db: Session, *, at: datetime) -> None:
    """Ask for this hour's sealing and this day's forgetting, once among all processes."""
    jobs.ask(db, "seal", key=f"seal:{at:%Y-%m-%dT%H}", due_at=at)
    jobs.ask(db, "forget", key=f"forget:{at:%Y-%m-%d}", due_at=at)


def do(db: Session, job_id: str, *, at: datetime) -> None:
    """Do the work of a claimed job and note it, in one transaction."""
    job = db.get_one(Job, job_id)
    WORK[job.kind](db, at)
    jobs.finish(db, job, at=at)
