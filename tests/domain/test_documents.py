"""Documents are found only by those who may read them."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import PARTS, Cast
from wiki.domain import documents
from wiki.domain.accounts import OPERATOR
from wiki.domain.permissions import Permission, can
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Audit, Document, Readers

TITLES = {"en": "Code", "nl": "Code"}
READERS_BY_RULE = {
    Readers.PUBLIC: {*PARTS, "visitor"},
    Readers.SIGNED_IN: set(PARTS),
    Readers.MEMBERS: set(PARTS) - {"otis", "ada"},
    Readers.GROUPS: {"joost", "ingrid", "mirjam", "claire", "sanne"},
}


@pytest.mark.parametrize("readers", Readers)
def test_a_document_is_listed_for_exactly_those_whom_it_says(
    db: Session, cast: Cast, readers: Readers
) -> None:
    cast.document.readers = readers
    db.flush()

    listed = {name for name, who in cast.everyone().items() if documents.listed(db, viewer=who)}

    assert listed == READERS_BY_RULE[readers]


@pytest.mark.parametrize("readers", Readers)
def test_the_query_and_the_permission_say_the_same(
    db: Session, cast: Cast, readers: Readers
) -> None:
    cast.document.readers = readers
    db.flush()

    for name, who in cast.everyone().items():
        permitted = can(who, Permission.DOCUMENT_READ, cast.document)
        assert (cast.document in documents.listed(db, viewer=who)) is permitted, name


def test_a_closed_account_reads_nothing(db: Session, cast: Cast) -> None:
    cast.document.readers = Readers.PUBLIC
    cast.noor.disabled_at = factories.AT
    db.flush()

    assert documents.listed(db, viewer=cast.noor) == []


def test_what_one_may_not_read_is_not_found_just_like_what_does_not_exist(
    db: Session, cast: Cast
) -> None:
    for key in ("code", "nothing-here"):
        with pytest.raises(NotFound):
            documents.find(db, key, viewer=cast.otis)

    assert documents.find(db, "code", viewer=cast.noor) is cast.document


@pytest.mark.parametrize("key", ["", "Code", "a b", "a--b", "-a", "é", "a/b", "x" * 81])
def test_a_key_that_does_not_fit_an_address_is_refused(db: Session, key: str) -> None:
    with pytest.raises(Invalid, match="key_shape"):
        make(db, key=key)


def test_a_key_that_is_taken_is_refused(db: Session) -> None:
    make(db, key="code")

    with pytest.raises(Invalid, match="key_is_taken"):
        make(db, key="code")


def test_a_document_needs_a_title_in_each_of_its_languages(db: Session) -> None:
    with pytest.raises(Invalid, match="missing") as refused:
        documents.create(
            db,
            key="code",
            titles={"en": "Code", "nl": " "},
            languages=["en", "nl"],
            by=OPERATOR,
            at=factories.AT,
        )

    assert refused.value.field == "titles"


def test_only_an_administrator_makes_documents(db: Session, cast: Cast) -> None:
    for who in (cast.noor, cast.mirjam, cast.claire):
        with pytest.raises(NotAllowed):
            make(db, by=who)

    assert make(db, by=cast.ada).key == "another"


def test_only_the_lead_says_who_reads_and_it_is_audited(db: Session, cast: Cast) -> None:
    for who in (cast.noor, cast.mirjam, cast.claire):
        with pytest.raises(NotAllowed):
            documents.set_readers(db, cast.document, Readers.PUBLIC, by=who, at=factories.AT)
    with pytest.raises(NotFound):
        documents.set_readers(db, cast.document, Readers.PUBLIC, by=cast.ada, at=factories.AT)

    documents.set_readers(db, cast.document, Readers.PUBLIC, by=cast.sanne, at=factories.AT)

    assert cast.document.readers is Readers.PUBLIC
    assert db.query(Audit).filter_by(verb="document.readers_set").one().account_id == cast.sanne.id


def make(db: Session, *, key: str = "another", **overrides: object) -> Document:
    made = {"titles": TITLES, "languages": ["en", "nl"], "by": OPERATOR, "at": factories.AT}
    return documents.create(db, key=key, **{**made, **overrides})  # type: ignore[arg-type]
