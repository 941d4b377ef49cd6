"""Whether the database does its work."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from wiki.domain import used_forms
from wiki.models import new_id


def writes_and_reads(db: Session) -> bool:
    """Write something and tell whether it reads the same; the caller undoes it."""
    key = new_id()
    used_forms.claim(db, key, on=date.min)
    used_forms.settle(db, key, key)
    db.flush()
    db.expire_all()
    return used_forms.claim(db, key, on=date.min) == key
