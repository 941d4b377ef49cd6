"""Jobs: work to do later, as rows written in the transaction of what they follow from.

A job is claimed for a while; if its claimer dies, another takes it after that while. Work and the
note that it is done are one transaction, so a job that is done is done once. Asking twice under
the same key asks once (design decision 17).
"""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, case, or_, select, update
from sqlalchemy.orm import Session

from wiki.models import Job, new_id

LEASE = timedelta(minutes=2)
PAUSE = timedelta(minutes=5)
"""How long a failed job waits, times its attempts so far."""


class Failed(Exception):
    """Work could not be done; `failure` is the kind of error, without any words of people.

    `for_good` where it never can be, `for_all` where nothing else of its kind could be done now.
    """

    def __init__(self, failure: str, *, for_good: bool = False, for_all: bool = False) -> None:
        super().__init__(failure)
        self.failure = failure
        self.for_good = for_good
        self.for_all = for_all


def ask(
    db: Session, kind: str, *, key: str, due_at: datetime, payload: dict[str, Any] | None = None
) -> Job:
    """Return the job of this key, writing it when there is none yet."""
    known = db.scalars(select(Job).where(Job.key == key)).first()
    if known is not None:
        return known
    job = Job(id=new_id(), kind=kind, key=key, payload=payload or {}, due_at=due_at)
    db.add(job)
    db.info["work_asked"] = True  # wiki.database wakes whoever does it
    return job


def claim(db: Session, kinds: Collection[str], *, at: datetime) -> str | None:
    """Take a job of these kinds for LEASE and return its id; None if none is due.

    One of the first kind goes before all of the next, and of a kind the one longest due.
    """
    query = (
        select(Job)
        .where(
            Job.kind.in_(kinds),
            Job.done_at.is_(None),
            Job.given_up_at.is_(None),
            Job.due_at <= at,
            is_free(at),
        )
        .order_by(
            case({kind: place for place, kind in enumerate(kinds)}, value=Job.kind),
            Job.due_at,
            Job.id,
        )
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    job = db.scalars(query).first()
    if job is None:
        return None
    job.leased_until = at + LEASE
    job.attempts += 1
    return job.id


def is_free(at: datetime) -> ColumnElement[bool]:
    """Return the condition for jobs that nobody has in hand."""
    return or_(Job.leased_until.is_(None), Job.leased_until < at)


def finish(db: Session, job: Job, *, at: datetime) -> bool:
    """Note that a claimed job is done; False when somebody else noted it first."""
    done = db.execute(
        update(Job).where(Job.id == job.id, Job.done_at.is_(None)).values(done_at=at, failure="")
    )
    return bool(done.rowcount)  # type: ignore[attr-defined]


def postpone(job: Job, *, failure: str, at: datetime) -> None:
    """Let a job that failed wait; `failure` is the kind of error, without any words of people."""
    job.due_at = at + PAUSE * job.attempts
    job.leased_until = None
    job.failure = failure[:80]
