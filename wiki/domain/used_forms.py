"""Forms that were used: sending one twice leads where the first sending led.

A form is known by the random key its page gave it and by what it says: sent again in other words it
is another form. Both are kept as hashes and bound to no person. A caller makes `said` so that
nobody can try words on it: of a hash alone, short words can be guessed.
"""

from __future__ import annotations

import hashlib
from datetime import date
from typing import cast

from sqlalchemy import Date, Table, bindparam, delete, select, text, update
from sqlalchemy.orm import Session

from wiki.models import UsedForm

HALF = 32
"""Digits of a hash that stand for the key of a form, and as many for what it says."""

_FORMS = cast(Table, UsedForm.__table__)
_THIS = _FORMS.c.key_hash == bindparam("used")
_TAKE = text(
    "INSERT INTO used_form (key_hash, used_on, location) VALUES (:used, :on, '')"
    " ON CONFLICT DO NOTHING"
).bindparams(bindparam("on", type_=Date()))
_FORGET_OTHERS = delete(_FORMS).where(
    _FORMS.c.key_hash.between(bindparam("from"), bindparam("to")), ~_THIS
)
_LOCATION = select(_FORMS.c.location).where(_THIS)
_SETTLE = update(_FORMS).where(_THIS).values(location=bindparam("led_to"))
# Built once, since every form asks them; both databases know ON CONFLICT.


def claim(db: Session, key: str, *, on: date, said: str = "") -> str | None:
    """Take a form for this transaction; return where it led if it last said the same.

    What it said before is forgotten: first one thing, then another, then the first again are three
    sendings. On PostgreSQL a second sending waits here until the first one is kept or undone; two
    that say different things at the same moment don't see each other, and both stay.
    """
    used, connection = _hash(key, said), db.connection()
    while connection.execute(_TAKE, {"used": used, "on": on}).rowcount == 0:
        earlier = location_of(db, key, said=said)
        if earlier is not None:  # else it was replaced between the two
            return earlier
    of_key = {"used": used, "from": used[:HALF] + "0" * HALF, "to": used[:HALF] + "9" * HALF}
    connection.execute(_FORGET_OTHERS, of_key)
    return None


def location_of(db: Session, key: str, *, said: str = "") -> str | None:
    """Return where a form led that last said the same, None for one that was not used so."""
    location: str | None = db.connection().scalar(_LOCATION, {"used": _hash(key, said)})
    return location


def settle(db: Session, key: str, location: str, *, said: str = "") -> None:
    """Keep where a claimed form led."""
    given = {"used": _hash(key, said), "led_to": location}
    if db.connection().execute(_SETTLE, given).rowcount != 1:
        raise LookupError("a form is settled in the transaction that claimed it")


def forget(db: Session, *, before: date) -> None:
    """Delete the forms used before a day."""
    db.execute(delete(UsedForm).where(UsedForm.used_on < before))


def _hash(key: str, said: str) -> str:
    return _digits(key) + _digits(said)


def _digits(words: str) -> str:
    """Return a hash in digits from 0 to 9, which every collation of a database sorts alike."""
    number = int.from_bytes(hashlib.sha256(words.encode()).digest())
    return f"{number % 10**HALF:0{HALF}}"
