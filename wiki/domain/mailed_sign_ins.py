"""Signing in by mail: a link, and a code to type where it was asked for, one of which works once.

Whether an address has an account shows in nothing: what is asked for an address without one is
kept just the same, and no mail comes of it. Looking at the link changes nothing, because mail
programs follow links. A code may be tried five times, and only where somebody asked for it.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.domain import accounts, mail_secrets, outbox
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Account, MailedFor, MailedSignIn, new_id

LASTS = timedelta(minutes=15)
MOST_TRIES = 5
KEPT = timedelta(days=1)
PURPOSE = "sign-in"


class State(StrEnum):
    """Whether a mailed sign-in can still be used."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


def ask(
    db: Session, email: str, *, purpose: MailedFor, onward: str = "", key: str, at: datetime
) -> MailedSignIn:
    """Have a link and a code mailed to an address, if an account has it; `key` is the site's."""
    account = accounts.find_by_email(db, email)
    number = new_id()
    asked = MailedSignIn(
        id=number,
        secret_hash=mail_secrets.hashed(link_of(number, key=key)),
        account_id=account.id if account and _may_enter(account) else None,
        purpose=purpose,
        onward=onward,
        expires_at=at + LASTS,
    )
    db.add(asked)
    outbox.ask(db, outbox.SIGN_IN, number, key=f"sign-in:{number}", due_at=at)
    return asked


def get(db: Session, number: str) -> MailedSignIn:
    """Return what was asked for under a number, to sign in; raises NotFound."""
    found = db.get(MailedSignIn, number)
    if found is None or found.purpose is MailedFor.ERASURE:
        raise NotFound
    return found


def get_for_erasure(db: Session, number: str, *, by: Account) -> MailedSignIn:
    """Return the code that somebody asked for to be erased, under a number.

    Refuses with NotFound what is none, with NotAllowed somebody else's.
    """
    found = db.get(MailedSignIn, number)
    if found is None or found.purpose is not MailedFor.ERASURE:
        raise NotFound
    if found.account_id != by.id:
        raise NotAllowed("not_your_account")
    return found


def of_link(db: Session, secret: str) -> MailedSignIn:
    """Return what the secret of a link belongs to, in whatever state; raises NotFound."""
    hashed = mail_secrets.hashed(secret)
    found = db.scalar(select(MailedSignIn).where(MailedSignIn.secret_hash == hashed))
    if found is None or found.account is None or found.purpose is MailedFor.ERASURE:
        raise NotFound
    return found


def state(asked: MailedSignIn, *, at: datetime) -> State:
    """Tell whether this can still be used."""
    if asked.used_at is not None:
        return State.USED
    return State.OPEN if at < asked.expires_at else State.EXPIRED


def link_of(number: str, *, key: str) -> str:
    """Return the secret of the link."""
    return mail_secrets.link(key, PURPOSE, number)


def code_of(number: str, *, key: str) -> str:
    """Return the code."""
    return mail_secrets.code(key, PURPOSE, number)


def count_try(db: Session, number: str) -> None:
    """Count a code before it is judged; refuses with Stale the sixth.

    Keep this whatever comes of the code.
    """
    query = (
        update(MailedSignIn)
        .where(MailedSignIn.id == number, MailedSignIn.tries < MOST_TRIES)
        .values(tries=MailedSignIn.tries + 1)
        .returning(MailedSignIn.id)
    )
    if db.scalar(query) is None:
        raise Stale("mailed_code_over")


def forgive_try(db: Session, number: str) -> None:
    """Take back the count of a code that was right, where something else was wrong."""
    query = update(MailedSignIn).where(MailedSignIn.id == number, MailedSignIn.tries > 0)
    db.execute(query.values(tries=MailedSignIn.tries - 1))


def require_right(asked: MailedSignIn, typed: str, *, key: str, at: datetime) -> None:
    """Refuse with Invalid a wrong code, with Stale one that came too late."""
    if state(asked, at=at) is not State.OPEN:
        raise Stale("mailed_link_over")
    if not is_code(asked, typed, key=key):
        raise Invalid("code", "wrong_code")


def is_code(asked: MailedSignIn, typed: str, *, key: str) -> bool:
    """Tell whether this is the code; none is, where there is no account."""
    digits = "".join(character for character in typed if character not in " -\u2013\u00a0")
    fits = hmac.compare_digest(digits.encode(), code_of(asked.id, key=key).encode())
    return fits and asked.account_id is not None


def use(db: Session, asked: MailedSignIn, *, at: datetime) -> Account:
    """Use up a link or code and return its account; refuses with Stale one that is over."""
    used = db.scalar(
        update(MailedSignIn)
        .where(MailedSignIn.id == asked.id)
        .where(MailedSignIn.used_at.is_(None), MailedSignIn.expires_at > at)
        .values(used_at=at)
        .returning(MailedSignIn.id)
    )
    account = db.get(Account, asked.account_id) if asked.account_id else None
    if used is None or account is None or not _may_enter(account):
        raise Stale("mailed_link_over")
    return account


def forget(db: Session, *, before: datetime) -> None:
    """Delete those that ended before a moment."""
    db.execute(delete(MailedSignIn).where(MailedSignIn.expires_at < before))


def _may_enter(account: Account) -> bool:
    return account.disabled_at is None and account.erased_on is None
