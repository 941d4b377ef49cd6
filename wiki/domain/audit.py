"""The audit: who did what to which thing, without words or names, sealed into a hash chain.

Each row commits to what changed by SHA-256 over a salt and the change. The salt lies apart, so
that forgetting it makes the commitment say nothing. Rows are sealed in batches sorted by their
random ids: the chain shows tampering and tells no order within a batch.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import cast

from sqlalchemy import Table, delete, func, insert, select, update
from sqlalchemy.orm import Session

from wiki.domain import plain
from wiki.models import Account, Audit, AuditSalt, AuditSeal, new_id

GENESIS = "0" * 64
AT_ONCE = 500

_ROW = insert(cast(Table, Audit.__table__))
_SALT = insert(cast(Table, AuditSalt.__table__))
# Built once, since every change writes them.


def record(
    db: Session,
    verb: str,
    kind: str,
    subject_id: str,
    *,
    by: Account | None,
    at: datetime,
    **what: object,
) -> None:
    """Write one row: the act, and a salted commitment to `what` changed (JSON values)."""
    salt, row_id = secrets.token_hex(32), new_id()
    row = {
        "id": row_id,
        "verb": verb,
        "subject_kind": kind,
        "subject_id": subject_id,
        "account_id": by.id if by else None,
        "at": at,
        "commitment": commitment(salt, what),
    }
    plain.write(db, _ROW, row)
    plain.write(db, _SALT, {"audit_id": row_id, "salt": salt})


def commitment(salt: str, what: dict[str, object]) -> str:
    """Return SHA-256 over the salt and the canonical JSON of what changed, as hex."""
    body = json.dumps(what, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def forget(db: Session, subjects: Iterable[str]) -> None:
    """Delete the salts of all acts on things with these ids: what they say can't be tried out."""
    ids = sorted(set(subjects))
    for start in range(0, len(ids), AT_ONCE):
        some = select(Audit.id).where(Audit.subject_id.in_(ids[start : start + AT_ONCE]))
        db.execute(delete(AuditSalt).where(AuditSalt.audit_id.in_(some)))


def seal(db: Session, *, at: datetime) -> AuditSeal | None:
    """Seal the rows not yet sealed; None when there are none."""
    rows = db.scalars(select(Audit).where(Audit.seal.is_(None)).order_by(Audit.id)).all()
    if not rows:
        return None
    last = db.scalars(select(AuditSeal).order_by(AuditSeal.number.desc()).limit(1)).first()
    previous = last.digest if last else GENESIS
    link = AuditSeal(
        number=last.number + 1 if last else 1,
        previous=previous,
        digest=_digest(previous, rows),
        row_count=len(rows),
        sealed_at=at,
    )
    db.add(link)
    db.flush()  # the link must stand before rows point at it
    db.execute(update(Audit).where(Audit.id.in_([row.id for row in rows])).values(seal=link.number))
    return link


def broken_seals(db: Session) -> list[int]:
    """Return the numbers of links whose rows, order or predecessor don't fit any more."""
    broken, previous = [], GENESIS
    for link in db.scalars(select(AuditSeal).order_by(AuditSeal.number)):
        rows = db.scalars(select(Audit).where(Audit.seal == link.number).order_by(Audit.id)).all()
        if link.previous != previous or link.digest != _digest(previous, rows):
            broken.append(link.number)
        previous = link.digest
    return broken


def unsealed_count(db: Session) -> int:
    """Return how many rows wait for a seal."""
    return db.scalar(select(func.count()).select_from(Audit).where(Audit.seal.is_(None))) or 0


def _digest(previous: str, rows: Iterable[Audit]) -> str:
    """Return the hash of a link: over the one before and its rows in order of id."""
    chain = hashlib.sha256(previous.encode())
    for row in rows:
        fields = (row.id, row.verb, row.subject_kind, row.subject_id, row.account_id or "")
        chain.update("\x1f".join((*fields, row.at.isoformat(), row.commitment)).encode())
    return chain.hexdigest()
