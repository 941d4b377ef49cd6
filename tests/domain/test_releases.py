"""A release is a numbered whole that never changes, whatever happens to the document."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import releases, revisions, texts
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Document, EditKind, Release, Text


def make(db: Session, cast: Cast, title: str = "For the council") -> Release:
    return releases.make(db, cast.document, title, by=cast.sanne, at=factories.AT)


def revise(db: Session, text: Text, source: str) -> None:
    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT)


def frozen(db: Session, release: Release, language: str = "en") -> list[str]:
    return [
        revisions.source_at(db, one.revision.text, one.revision.number)
        for one in releases.frozen_texts(db, release, language)
    ]


def test_a_release_keeps_the_words_while_the_text_moves_on(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, "Then.\n")
    release = make(db, cast)

    for words in ("Now.\n", "Later.\n"):
        revise(db, text, words)

    assert frozen(db, release) == ["Then.\n"]


def test_a_release_holds_every_language_and_the_order_of_that_moment(
    db: Session, cast: Cast
) -> None:
    factories.section(db, cast.document, key="one", texts={"en": "1.\n", "nl": "een.\n"})
    factories.section(db, cast.document, key="two", texts={"en": "2.\n"})
    release = make(db, cast)
    moving = factories.structural(EditKind.MOVE_SECTION, cast.document.sections[1], position="1")
    text = db.scalars(select(Text)).first()
    assert text is not None
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[moving])
    factories.adopted(db, proposal, by=cast.mirjam)

    assert frozen(db, release) == ["1.\n", "2.\n"]
    assert frozen(db, release, "nl") == ["een.\n"]
    assert frozen(db, make(db, cast)) == ["2.\n", "1.\n"]


def test_releases_are_numbered_in_their_order(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    for number in (1, 2, 3):
        revise(db, text, f"State {number}.\n")
        assert make(db, cast).number == number

    assert [one.number for one in releases.listed(db, cast.document)] == [3, 2, 1]
    assert releases.get(db, cast.document, 2).title == "For the council"
    newest = releases.latest(db, cast.document)
    assert newest is not None
    assert newest.number == 3


def test_when_nothing_changed_there_is_nothing_to_release(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    make(db, cast)

    with pytest.raises(Invalid, match="released_already") as refused:
        make(db, cast)
    assert refused.value.values["number"] == 1

    revise(db, text, "Other.\n")
    assert make(db, cast).number == 2


def test_the_order_of_languages_is_no_change(db: Session, cast: Cast) -> None:
    for number in range(8):
        both = {"en": f"Word {number}.\n", "nl": f"Woord {number}.\n"}
        factories.section(db, cast.document, key=f"section-{number}", texts=both)
    make(db, cast)
    db.flush()
    db.expire_all()

    with pytest.raises(Invalid, match="released_already"):
        make(db, cast)


def test_a_defined_term_that_changed_is_worth_a_release(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    make(db, cast)
    defining = factories.structural(
        EditKind.ADD_TERM, text.section, language="en", term="respect", definition="Listening."
    )
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[defining])
    factories.adopted(db, proposal, by=cast.mirjam)

    second = make(db, cast)

    assert releases.frozen_texts(db, second, "en")[0].terms == {"respect": "Listening."}


def test_an_empty_document_and_a_release_without_title_are_refused(db: Session, cast: Cast) -> None:
    with pytest.raises(Invalid, match="nothing_to_release"):
        make(db, cast)
    factories.text(db, cast.document)
    with pytest.raises(Invalid, match="missing"):
        make(db, cast, title="  ")


def test_only_the_lead_makes_releases(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document)

    for who in (cast.noor, cast.mirjam, cast.claire, cast.henk):
        with pytest.raises(NotAllowed):
            releases.make(db, cast.document, "One", by=who, at=factories.AT)
    with pytest.raises(NotFound):
        releases.make(db, cast.document, "One", by=cast.ada, at=factories.AT)


def test_a_number_that_was_not_given_is_not_found(db: Session, cast: Cast) -> None:
    for number in (0, 1, -1):
        with pytest.raises(NotFound):
            releases.get(db, cast.document, number)


def test_of_two_releases_at_once_one_is_made(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        factories.text(db, cast.document)

    def release() -> int:
        with database.write() as db:
            document = db.scalars(select(Document)).one()
            lead = db.merge(cast.sanne)
            return releases.make(db, document, "One", by=lead, at=factories.AT).number

    results = at_once([release, release])

    assert sorted(str(result) for result in results) == ["1", "released_already"]
