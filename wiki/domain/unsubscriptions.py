"""Links in mails that end such mails: for one account, for half a year, used up by a button.

Looking at such a page changes nothing, because mail programs follow links.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.domain import mail_secrets
from wiki.errors import NotFound
from wiki.models import Account, MailFrequency, Unsubscription

LASTS = timedelta(days=180)
PURPOSE = "unsubscribe"


def offer(db: Session, account: Account, *, about: str, key: str, on: date) -> str:
    """Return the secret for the mail `about` something; the same mail gets the same one."""
    secret = mail_secrets.link(key, PURPOSE, about)
    hashed = mail_secrets.hashed(secret)
    if _find(db, hashed) is None:
        db.add(Unsubscription(secret_hash=hashed, account_id=account.id, expires_on=on + LASTS))
    return secret


def get(db: Session, secret: str, *, on: date) -> Unsubscription:
    """Return what a secret stands for; raises NotFound where it was used or is too old."""
    found = _find(db, mail_secrets.hashed(secret))
    if found is None or found.expires_on < on:
        raise NotFound
    return found


def use(db: Session, unsubscription: Unsubscription) -> None:
    """Send its account no more mail about what it brought in."""
    unsubscription.account.mails = MailFrequency.NEVER
    db.delete(unsubscription)


def forget(db: Session, *, on: date) -> None:
    """Delete those that are too old."""
    db.execute(delete(Unsubscription).where(Unsubscription.expires_on < on))


def _find(db: Session, hashed: str) -> Unsubscription | None:
    return db.scalar(select(Unsubscription).where(Unsubscription.secret_hash == hashed))
