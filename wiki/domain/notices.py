"""Notices: word for a person, written in the transaction of what it tells; ids and no words.

They go by mail, as often as their receiver likes: all that wait for one person in one mail. People
find the same under what they brought in.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.domain import outbox
from wiki.domain.permissions import Permission, can
from wiki.models import Account, Contribution, MailFrequency, Notice, new_id

GATHERED = timedelta(minutes=5)
"""How long a notice that goes at once waits for others that go with it."""

MORNING = 7
"""The hour at which the mail of a day goes."""


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
    outbox.ask(db, outbox.NOTICES, to, key=f"notice:{notice.id}", due_at=due_at)
    return notice


def waiting(db: Session, account: Account) -> list[tuple[Notice, Contribution]]:
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
