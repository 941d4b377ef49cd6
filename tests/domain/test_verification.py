"""Verification finds what is not as it was stored, and finds nothing else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import audit, texts
from wiki.domain.verification import verify
from wiki.models import (
    Anchor,
    Audit,
    AuditSeal,
    Block,
    EntryKind,
    Placement,
    Revision,
    SearchEntry,
    Text,
)


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    """Give a text with a history, a talk, a proposal and a sealed audit."""
    text = factories.text(db, cast.document)
    factories.thread(db, text, by=cast.noor)
    proposal = factories.proposal(db, text, by=cast.bram)
    factories.adopted(db, proposal, by=cast.mirjam)
    texts.revise(
        db, text, texts.prepare(db, text, text.source + "\nMore.\n"), by=None, at=factories.AT
    )
    audit.seal(db, at=factories.AT)
    db.flush()
    return text


def test_what_is_as_it_was_stored_gives_no_finding(db: Session, text: Text) -> None:
    found = verify(db)

    assert found.findings == ()
    assert (found.texts, found.revisions, found.anchors, found.seals) == (1, 3, 2, 1)


DAMAGES: dict[str, tuple[str, Callable[[Session], object]]] = {
    "words of the newest state": (
        "damaged",
        lambda db: db.execute(update(Text).values(source="x")),
    ),
    "hash of the newest state": (
        "damaged",
        lambda db: db.execute(update(Text).values(sha256="0" * 64)),
    ),
    "words of a keyframe": (
        "damaged",
        lambda db: db.execute(update(Revision).where(Revision.number == 1).values(keyframe="x")),
    ),
    "a delta": (
        "damaged",
        lambda db: db.execute(update(Revision).where(Revision.number == 2).values(delta="")),
    ),
    "a hash in between": (
        "damaged",
        lambda db: db.execute(update(Revision).where(Revision.number == 2).values(sha256="0" * 64)),
    ),
    "a revision gone": (
        "damaged",
        lambda db: db.execute(update(Revision).where(Revision.number == 2).values(number=9)),
    ),
    "a block gone": (
        "blocks_differ",
        lambda db: db.execute(delete(Block).where(Block.position == 1)),
    ),
    "a block of another length": (
        "blocks_differ",
        lambda db: db.execute(update(Block).where(Block.position == 0).values(end=3)),
    ),
    "a place gone": (
        "without_place",
        lambda db: db.execute(delete(Placement).where(Placement.number == 3)),
    ),
    "a place beyond the text": (
        "place_outside",
        lambda db: db.execute(update(Placement).where(Placement.number == 3).values(end=10**6)),
    ),
    "a place with an end only": (
        "place_outside",
        lambda db: db.execute(update(Placement).where(Placement.number == 3).values(start=None)),
    ),
    "a place on other words": (
        "words_differ",
        lambda db: db.execute(
            update(Placement).where(Placement.state == "same").values(start=0, end=3)
        ),
    ),
    "a talk about nothing": ("without_anchor", lambda db: db.execute(delete(Anchor))),
    "words nobody can search": (
        "index_differs",
        lambda db: db.execute(delete(SearchEntry).where(SearchEntry.kind == EntryKind.BLOCK)),
    ),
    "other words to search": (
        "index_differs",
        lambda db: db.execute(update(SearchEntry).values(words="x")),
    ),
    "an act put down to somebody else": (
        "seal_broken",
        lambda db: db.execute(update(Audit).values(account_id=None)),
    ),
    "an act gone": (
        "seal_broken",
        lambda db: db.delete(db.scalars(select(Audit).order_by(Audit.id)).first()),
    ),
    "another link": (
        "seal_broken",
        lambda db: db.execute(update(AuditSeal).values(digest="0" * 64)),
    ),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_damage_is_found(db: Session, text: Text, damage: str) -> None:
    problem, act = DAMAGES[damage]
    act(db)
    db.flush()
    db.expire_all()

    assert problem in {finding.problem for finding in verify(db).findings}


def test_a_damaged_history_is_told_by_the_numbers_of_its_states(db: Session, text: Text) -> None:
    db.execute(update(Revision).where(Revision.number == 2).values(sha256="0" * 64))
    db.expire_all()

    (finding,) = verify(db).findings

    assert (finding.kind, finding.subject_id, finding.numbers) == ("text", text.id, (2,))
