"""Forms that were used: sending one twice leads where the first sending led.

A form is known by the random key its page gave it, kept as a hash and bound to no person.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.models import UsedForm


def claim(db: Session, key: str, *, on: date) -> str | None:
    """Take a key for this transaction; return where its first use led if that is done already.

    On PostgreSQL a second sending waits here until the first one is kept or undone.
    """
    key_hash = _hash(key)
    try:
        with db.begin_nested():
            db.add(UsedForm(key_hash=key_hash, used_on=on))
    except IntegrityError:
        return db.get_one(UsedForm, key_hash).location
    return None


def location_of(db: Session, key: str) -> str | None:
    """Return where the first use of a key led, None for one that was not used yet."""
    used = db.get(UsedForm, _hash(key))
    return used.location if used else None


def settle(db: Session, key: str, location: str) -> None:
    """Keep where a claimed key led."""
    kept = update(UsedForm).where(UsedForm.key_hash == _hash(key)).values(location=location)
    if db.execute(kept).rowcount != 1:  # type: ignore[attr-defined]
        raise LookupError("a form is settled in the transaction that claimed it")


def forget(db: Session, *, before: date) -> None:
    """Delete the keys used before a day."""
    db.execute(delete(UsedForm).where(UsedForm.used_on < before))


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
