"""Notices: word for a person, written in the transaction of what it tells; ids and no words.

They go by mail, as often as their receiver likes: all that wait for one person in one mail. Each
has a job of its own, so that nobody waits for another to queue one; a mail takes the jobs of all it
tells, so that two senders never tell the same. People find it under what they brought in, too.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.domain import jobs, outbox
from wiki.domain.permissions import Permission, can
from wiki.models import Account, Contribution, Job, MailFrequency, Notice, new_id

KEY = "notice:"
"""Beginning of the key of a notice's job; its id is the rest."""

TAKEN = "taken"
"""Where a job holds the ids of the notices of other jobs that it tells along."""

GATHERED = timedelta(minutes=5)
"""How long a notice that goes at once waits for others that go with it."""

MORNING = 7
"""The hour at which the mail of a day goes."""


Told = tuple[Notice, Contribution]
"""A notice, and what it is about."""


def queue(
    db: Session, kind: str, contribution: Contribution, to: str | None, *, key: str, at: datetime
) -> Notice | None:
    """Queue a notice about a contribution to an account (by id); voices and groups get none.

    Nor does who wants no mail. The same `key` queues once, whatever happens twice.
    """
    if to is None:
        return None
    known = db.scalars(select(Notice).where(Notice.key == key)).first()
    if known is not None:
        return known
    frequency = db.get_one(Account, to).mails
    if frequency is MailFrequency.NEVER:
        return None
    notice = Notice(
        id=new_id(),
        kind=kind,
        key=key,
        account_id=to,
        subject_id=contribution.id,
        queued_on=at.date(),
    )
    db.add(notice)
    due_at = at + GATHERED if frequency is MailFrequency.AT_ONCE else next_morning(at)
    outbox.ask(db, outbox.NOTICES, to, key=KEY + notice.id, due_at=due_at)
    return notice


def take_back(db: Session, key: str) -> None:
    """Take back the notice of this key, if nobody was told it yet."""
    db.execute(delete(Notice).where(Notice.key == key, Notice.sent_on.is_(None)))


def take(db: Session, job: Job, account: Account, *, at: datetime) -> list[Told]:
    """Return what a claimed job is to tell its account: all that waits and nobody else tells.

    The jobs it takes along are done with; it keeps what was theirs, also for its later tries.
    """
    told = _waiting(db, account)
    keys = [KEY + notice.id for notice, _ in told]
    others = (
        select(Job)
        .where(Job.key.in_(keys), Job.id != job.id, Job.done_at.is_(None), jobs.is_free(at))
        .with_for_update(skip_locked=True)
    )
    own = _notices_of(job)
    for other in db.scalars(others):
        own |= _notices_of(other)
        other.done_at = at
    job.payload = job.payload | {TAKEN: sorted(own)}
    return [one for one in told if one[0].id in own]


def _notices_of(job: Job) -> set[str]:
    return {job.key.removeprefix(KEY), *job.payload.get(TAKEN, ())}


def _waiting(db: Session, account: Account) -> list[Told]:
    """Return what waits to be told to an account, of what it may still read.

    What it may not read any more is forgotten, and all of it once the account wants no mail.
    """
    query = (
        select(Notice, Contribution)
        .outerjoin(Contribution, Contribution.id == Notice.subject_id)
        .where(Notice.account_id == account.id, Notice.sent_on.is_(None))
        .order_by(Notice.queued_on, Notice.id)
    )
    told, untold = [], []
    for notice, about in db.execute(query):
        if about is not None and _may_hear(account, about):
            told.append((notice, about))
        else:
            untold.append(notice.id)
    _forget(db, untold)
    return told


def note_sent(db: Session, notices: Iterable[str], *, on: date) -> None:
    """Note that notices (by id) were told."""
    db.execute(update(Notice).where(Notice.id.in_(list(notices))).values(sent_on=on))


def forget(db: Session, *, before: date) -> None:
    """Delete the notices queued before a day, told or not: by then nobody waits for them."""
    db.execute(delete(Notice).where(Notice.queued_on < before))


def _forget(db: Session, notices: Sequence[str]) -> None:
    if notices:
        db.execute(delete(Notice).where(Notice.id.in_(notices)))


def _may_hear(account: Account, about: Contribution) -> bool:
    wants = account.mails is not MailFrequency.NEVER and account.email is not None
    return wants and can(account, Permission.CONTRIBUTION_READ, about)


def next_morning(at: datetime) -> datetime:
    """Return when the mail of a day goes: in the morning, by the clock of `at`."""
    later = at if at.hour < MORNING else at + timedelta(days=1)
    return later.replace(hour=MORNING, minute=0, second=0, microsecond=0)
