"""The outbox: mails to write and send, as jobs asked for in the transaction of what they tell.

A job holds the id of what its mail is about, never an address or words: those are looked up when
the mail is written, and with them whether the receiver may still know. A mail that can't be
delivered is tried again ever more seldom and given up after three days, which stays to be seen.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, delete, func, select
from sqlalchemy.orm import Session

from wiki.domain import jobs
from wiki.models import Job

SIGN_IN = "mail.sign_in"
INVITATION = "mail.invitation"
ROLES = "mail.roles"
NOTICES = "mail.notices"
KINDS = (SIGN_IN, INVITATION, ROLES, NOTICES)
"""The kinds of mail, in the order in which they go: somebody waits for the first."""

FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_TRIES = 18
"""With those pauses, the last one is after three days."""

SHOWN = timedelta(days=30)
TOO_LATE = timedelta(days=7)


@dataclass(frozen=True)
class Troubles:
    """Mails that are late, and mails of the last 30 days that were given up.

    `failures` are the kinds of error, the most frequent first.
    """

    late: int
    given_up: int
    failures: Sequence[str]


def ask(db: Session, kind: str, about: str, *, key: str, due_at: datetime) -> Job:
    """Have a mail of a kind written about the thing of an id; the same key asks once."""
    return jobs.ask(db, kind, key=key, due_at=due_at, payload={"about": about})


def postpone(job: Job, *, failure: str, for_good: bool, at: datetime) -> None:
    """Let a mail that was not taken wait twice as long as before, or give it up."""
    job.failure, job.leased_until = failure[:80], None
    if for_good or job.attempts >= MOST_TRIES:
        job.given_up_at = at
        return
    job.due_at = at + min(FIRST_PAUSE * 2 ** min(job.attempts - 1, 20), LONGEST_PAUSE)


def troubles(db: Session, *, at: datetime) -> Troubles:
    """Return what is wrong with mail, if anything."""
    late = Job.given_up_at.is_(None) & Job.done_at.is_(None) & (Job.failure != "")
    given_up = (Job.given_up_at > at - SHOWN) & Job.done_at.is_(None)
    return Troubles(_count(db, late), _count(db, given_up), _failures(db, late | given_up))


class Trouble(StrEnum):
    """What is wrong with one mail."""

    LATE = "late"
    GIVEN_UP = "given_up"


def troubles_of(db: Session, keys: Collection[str]) -> Mapping[str, Trouble]:
    """Return which mails of these keys were not taken so far, or never will be."""
    query = select(Job.key, Job.given_up_at).where(
        Job.key.in_(keys), Job.done_at.is_(None), Job.failure != ""
    )
    return {
        key: Trouble.GIVEN_UP if given_up_at else Trouble.LATE
        for key, given_up_at in db.execute(query)
    }


def forget(db: Session, *, at: datetime) -> None:
    """Delete mails that nobody waits for any more; where there is no mail server, that is all."""
    too_late = (Job.due_at < at - TOO_LATE) & Job.given_up_at.is_(None) & Job.done_at.is_(None)
    long_shown = Job.given_up_at < at - SHOWN
    db.execute(delete(Job).where(Job.kind.in_(KINDS), too_late | long_shown))


def _count(db: Session, condition: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(Job).where(Job.kind.in_(KINDS), condition)
    return db.scalar(query) or 0


def _failures(db: Session, condition: ColumnElement[bool]) -> Sequence[str]:
    query = (
        select(Job.failure)
        .where(Job.kind.in_(KINDS), condition)
        .group_by(Job.failure)
        .order_by(func.count().desc(), Job.failure)
        .limit(5)
    )
    return db.scalars(query).all()
