"""The audit shows tampering, keeps no words, and can forget."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import audit
from wiki.models import Audit, AuditSalt, AuditSeal


@pytest.fixture
def acts(db: Session, cast: Cast) -> list[Audit]:
    db.flush()
    audit.seal(db, at=factories.AT)
    for n in range(5):
        audit.record(
            db, "text.revised", "text", str(n), by=cast.noor, at=factories.AT, words=f"secret {n}"
        )
    return list(db.scalars(select(Audit).where(Audit.seal.is_(None)).order_by(Audit.subject_id)))


def test_rows_are_sealed_in_batches_that_hang_together(db: Session, acts: list[Audit]) -> None:
    second = audit.seal(db, at=factories.AT)

    assert second is not None
    assert (second.number, second.row_count) == (2, 5)
    assert second.previous == db.get_one(AuditSeal, 1).digest
    assert audit.unsealed_count(db) == 0
    assert audit.broken_seals(db) == []


def test_there_is_no_seal_without_rows(db: Session, acts: list[Audit]) -> None:
    audit.seal(db, at=factories.AT)

    assert audit.seal(db, at=factories.AT) is None


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "text.restored"},
        {"subject_id": "another"},
        {"account_id": None},
        {"at": factories.AT + timedelta(seconds=1)},
        {"commitment": "0" * 64},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_changed_row_breaks_its_seal(
    db: Session, acts: list[Audit], change: dict[str, object]
) -> None:
    audit.seal(db, at=factories.AT)
    db.execute(update(Audit).where(Audit.id == acts[0].id).values(**change))
    db.expire_all()

    assert audit.broken_seals(db) == [2]


def test_a_row_taken_out_and_a_link_taken_out_are_found(db: Session, acts: list[Audit]) -> None:
    audit.seal(db, at=factories.AT)
    db.execute(delete(Audit).where(Audit.id == acts[0].id))
    assert audit.broken_seals(db) == [2]

    db.execute(delete(AuditSeal).where(AuditSeal.number == 1))
    db.expire_all()
    assert audit.broken_seals(db) == [2]


def test_a_row_holds_no_words_and_its_commitment_is_salted(db: Session, acts: list[Audit]) -> None:
    salt = db.get_one(AuditSalt, acts[0].id).salt

    assert acts[0].commitment == audit.commitment(salt, {"words": "secret 0"})
    assert acts[0].commitment != audit.commitment("0" * 64, {"words": "secret 0"})
    assert "secret" not in "".join(str(value) for value in vars(acts[0]).values())


def test_forgetting_the_salts_leaves_the_chain_whole(db: Session, acts: list[Audit]) -> None:
    audit.seal(db, at=factories.AT)

    db.execute(delete(AuditSalt))

    assert audit.broken_seals(db) == []
    assert db.scalar(select(func.count()).select_from(Audit))
