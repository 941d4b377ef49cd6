"""Signed-in browsers: each holds a random secret, of which only the hash is stored.

A sign-in is a row, so it can be ended at once. It ends by itself after 30 days without use, and
after half a year in any case. It keeps the day it began and the week of its last use, nothing
finer: nobody can read from it when somebody was there.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.orm import Session, contains_eager

from wiki.domain import plain
from wiki.domain.viewers import Held, SignedIn
from wiki.models import Account, Invitation, MailedSignIn, Membership, SignIn

IDLE = timedelta(days=30)
LONGEST = timedelta(days=180)


def begin(db: Session, account: Account, *, on: date) -> str:
    """Sign an account in and return the secret its browser must show; sign-ins that ended go."""
    db.execute(delete(SignIn).where(SignIn.expires_on < on))
    secret = secrets.token_urlsafe(32)
    db.add(
        SignIn(
            secret_hash=_hash(secret),
            account_id=account.id,
            began_on=on,
            last_used_week=_week(on),
            expires_on=on + IDLE,
        )
    )
    db.flush()
    return secret


_HOLDS = (
    SignIn.secret_hash == bindparam("secret_hash"),
    SignIn.expires_on >= bindparam("on"),
    Account.disabled_at.is_(None),
    Account.erased_on.is_(None),
)
_SIGNED_IN = (
    select(
        Account.id,
        Account.display_name,
        Account.language,
        Account.is_administrator,
        SignIn.last_used_week,
        Membership.document_id,
        Membership.role,
    )
    .join(SignIn, SignIn.account_id == Account.id)
    .outerjoin(Membership, Membership.account_id == Account.id)
    .where(*_HOLDS)
)
_ACCOUNT = (
    select(Account)
    .join(SignIn, SignIn.account_id == Account.id)
    .outerjoin(Account.memberships)
    .options(contains_eager(Account.memberships))
    .where(*_HOLDS)
)
# Built once: every page of somebody signed in asks the first, and every change the second.


def find(db: Session, secret: str, *, on: date) -> SignedIn | None:
    """Return who a secret signs in, while the sign-in holds and the account is enabled."""
    rows = plain.kept(db, _SIGNED_IN, {"secret_hash": _hash(secret), "on": on})
    if not rows:
        return None
    held = tuple(Held(document, role) for *_, document, role in rows if document)
    return SignedIn(*rows[0][:5], held)


def account(db: Session, secret: str, *, on: date) -> Account | None:
    """Return the account that `find` tells of, to change things by."""
    return db.scalars(_ACCOUNT, {"secret_hash": _hash(secret), "on": on}).unique().first()


def is_due_for_renewal(found: SignedIn, *, on: date) -> bool:
    """Tell whether this is the first use in a week."""
    return found.last_used_week < _week(on)


def renew(db: Session, secret: str, *, on: date) -> None:
    """Count the 30 days without use from this day on."""
    query = select(SignIn).join(Account, Account.id == SignIn.account_id).where(*_HOLDS)
    sign_in = db.scalars(query, {"secret_hash": _hash(secret), "on": on}).first()
    if sign_in is None:
        return
    sign_in.last_used_week = _week(on)
    sign_in.expires_on = min(on + IDLE, sign_in.began_on + LONGEST)


def end(db: Session, secret: str) -> None:
    """Sign one browser out; a secret that stands for nothing is no error."""
    db.execute(delete(SignIn).where(SignIn.secret_hash == _hash(secret)))


def end_all(db: Session, account: Account, *, at: datetime) -> None:
    """Sign an account out everywhere; links and codes to it that are on their way end, too."""
    db.execute(delete(SignIn).where(SignIn.account_id == account.id))
    _end_links(db, account, at)


def end_one(db: Session, account: Account, number: str) -> None:
    """End one of an account's sign-ins, by its id; one that is gone already is no error."""
    db.execute(delete(SignIn).where(SignIn.account_id == account.id, SignIn.id == number))


def end_others(db: Session, account: Account, *, but: str, at: datetime) -> None:
    """Sign an account out everywhere except in the browser that holds this secret.

    Links and codes that are on their way could open another one, so they end, too.
    """
    others = SignIn.secret_hash != _hash(but)
    db.execute(delete(SignIn).where(SignIn.account_id == account.id, others))
    _end_links(db, account, at)


@dataclass(frozen=True, slots=True)
class Listed:
    """A sign-in as its owner sees it: the day it began, the Monday of the week of its last use."""

    number: str
    began_on: date
    last_used_week: date
    is_here: bool


def listed(db: Session, account: Account, *, here: str, on: date) -> list[Listed]:
    """Return the sign-ins of an account, the one that holds the secret `here` first."""
    query = select(SignIn.id, SignIn.began_on, SignIn.last_used_week, SignIn.secret_hash).where(
        SignIn.account_id == account.id, SignIn.expires_on >= on
    )
    own = _hash(here)
    found = [Listed(*row[:3], row[3] == own) for row in db.execute(query)]
    return sorted(found, key=lambda one: (not one.is_here, -one.began_on.toordinal(), one.number))


def _end_links(db: Session, account: Account, at: datetime) -> None:
    """Let what was mailed to sign in, or handed over to choose a password, be over."""
    to_a_password = Invitation.email == account.email, Invitation.document_id.is_(None)
    for link, theirs in (
        (MailedSignIn, (MailedSignIn.account_id == account.id,)),
        (Invitation, to_a_password),
    ):
        still_open = link.used_at.is_(None), link.expires_at > at
        db.execute(update(link).where(*theirs, *still_open).values(expires_at=at))


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _week(on: date) -> date:
    return on - timedelta(days=on.weekday())
