"""A section without words in a language says so, and where it can be read or written."""

from __future__ import annotations

import pytest

from tests import factories
from tests.cast import Cast
from tests.journeys.visitor import Visit
from wiki.database import Database
from wiki.models import Document

HERE = "/documents/code/en/sections/remote-work"


@pytest.fixture(autouse=True)
def remote_work(database: Database, people: Cast) -> None:
    """Add a section with words in Dutch alone, as a suggestion does."""
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        titles = {"en": "Remote work", "nl": "Thuiswerken"}
        texts = {"en": "", "nl": "We maken samen een plan.\n"}
        factories.section(db, document, key="remote-work", titles=titles, texts=texts)


def test_its_page_leads_to_the_language_that_has_words(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(HERE).sees("Nothing is written here in English yet.")
    noor.misses("0 min")
    assert not noor.is_offered("Write it in English")

    noor.follows("Read it in Dutch").sees("We maken samen een plan.", "1 min")


def test_its_editor_writes_it(visit: Visit, people: Cast) -> None:
    claire = visit(people.claire).opens(HERE).follows("Write it in English")

    claire.sends("Save the text", words="We plan together.", summary="Translated.")

    claire.opens(HERE).sees("We plan together.", "1 min").misses("Nothing is written here")


def test_the_overview_marks_it(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens("/documents/code/en")
    noor.sees("Remote work Not yet written in English").misses("0 min")

    noor.opens("/documents/code/nl").misses("Nog niet geschreven", "0 min")


def test_who_makes_a_release_is_told_and_can_still_make_it(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne).opens("/documents/code/en").opens("/documents/code/releases/new")
    sanne.sees("Not everything is written yet", "3 Remote work (English)")
    sanne.misses("Thuiswerken (Dutch)")

    sanne.sends("Make release 1", title="For the council").sees("Release 1 is made.")

    visit(people.claire).opens("/documents/code/releases").misses("Not everything is written")


def test_who_makes_a_release_is_told_of_a_section_that_one_language_lacks(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        factories.section(db, document, key="travel", texts={"en": "We travel light.\n"})
    sanne = visit(people.sanne).opens("/documents/code/en").opens("/documents/code/releases/new")

    sanne.sees("4 Travel (Dutch)").follows("4 Travel").sees("We travel light.")
