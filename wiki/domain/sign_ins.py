"""Signed-in browsers: each holds a random secret, of which only the hash is stored.

A sign-in is a row, so it can be ended at once. It ends by itself after 30 days without use, and
after half a year in any case. It keeps the day it began and the week of its last use, nothing
finer: nobody can read from it when somebody was there.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam, delete, func, select
from sqlalchemy.orm import Session, contains_eager

from wiki.models import Account, SignIn

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


class Holding(NamedTuple):
    """A sign-in that holds: whose it is, and the Monday of the week it was last used."""

    account: Account
    last_used_week: date


_HOLDING = (
    select(Account, SignIn.last_used_week)
    .join(SignIn, SignIn.account_id == Account.id)
    .outerjoin(Account.memberships)
    .options(contains_eager(Account.memberships))
    .where(SignIn.secret_hash == bindparam("secret_hash"), SignIn.expires_on >= bindparam("on"))
    .where(Account.disabled_at.is_(None), Account.erased_on.is_(None))
)
"""Built once: every page of somebody signed in asks it."""


def find(db: Session, secret: str, *, on: date) -> Holding | None:
    """Return the sign-in that a secret stands for, while it holds and its account is enabled."""
    given = {"secret_hash": _hash(secret), "on": on}
    found = db.execute(_HOLDING, given).unique().first()
    return Holding(*found) if found else None


def is_due_for_renewal(holding: Holding, *, on: date) -> bool:
    """Tell whether this is the first use in a week."""
    return holding.last_used_week < _week(on)


def renew(db: Session, secret: str, *, on: date) -> None:
    """Count the 30 days without use from this day on."""
    if find(db, secret, on=on) is None:
        return
    sign_in = db.scalars(select(SignIn).where(SignIn.secret_hash == _hash(secret))).one()
    sign_in.last_used_week = _week(on)
    sign_in.expires_on = min(on + IDLE, sign_in.began_on + LONGEST)


def end(db: Session, secret: str) -> None:
    """Sign one browser out; a secret that stands for nothing is no error."""
    db.execute(delete(SignIn).where(SignIn.secret_hash == _hash(secret)))


def end_all(db: Session, account: Account) -> None:
    """Sign an account out everywhere."""
    db.execute(delete(SignIn).where(SignIn.account_id == account.id))


def count(db: Session, account: Account, *, on: date) -> int:
    """Return on how many browsers an account is signed in."""
    return (
        db.scalar(
            select(func.count())
            .select_from(SignIn)
            .where(SignIn.account_id == account.id, SignIn.expires_on >= on)
        )
        or 0
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _week(on: date) -> date:
    return on - timedelta(days=on.weekday())
