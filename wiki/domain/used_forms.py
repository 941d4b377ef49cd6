"""Forms that were used: sending one twice leads where the first sending led.

A form is known by the random key its page gave it and by what it says: sent again in other words it
is another form. Both are kept as hashes and bound to no person.
"""

from __future__ import annotations

import hashlib
from datetime import date

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.models import UsedForm

HALF = 32
"""Characters of a hash that stand for the key of a form, and as many for what it says."""


def claim(db: Session, key: str, *, on: date, said: str = "") -> str | None:
    """Take a form for this transaction; return where it led if it last said the same.

    What it said before is forgotten: first one thing, then another, then the first again are three
    sendings. On PostgreSQL a second sending waits here until the first one is kept or undone.
    """
    used = _hash(key, said)
    try:
        with db.begin_nested():
            db.add(UsedForm(key_hash=used, used_on=on))
    except IntegrityError:
        return db.get_one(UsedForm, used).location
    same_key = UsedForm.key_hash.between(used[:HALF], f"{used[:HALF]}g")  # g follows every digit
    db.execute(delete(UsedForm).where(same_key, UsedForm.key_hash != used))
    return None


def location_of(db: Session, key: str, *, said: str = "") -> str | None:
    """Return where a form led that last said the same, None for one that was not used so."""
    used = db.get(UsedForm, _hash(key, said))
    return used.location if used else None


def settle(db: Session, key: str, location: str, *, said: str = "") -> None:
    """Keep where a claimed form led."""
    kept = update(UsedForm).where(UsedForm.key_hash == _hash(key, said)).values(location=location)
    if db.execute(kept).rowcount != 1:  # type: ignore[attr-defined]
        raise LookupError("a form is settled in the transaction that claimed it")


def forget(db: Session, *, before: date) -> None:
    """Delete the forms used before a day."""
    db.execute(delete(UsedForm).where(UsedForm.used_on < before))


def _hash(key: str, said: str) -> str:
    return "".join(hashlib.sha256(one.encode()).hexdigest()[:HALF] for one in (key, said))
