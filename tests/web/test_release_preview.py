"""Before a release is made the lead reads what it brings, in each language; only that is made."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import queries_of, seal_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import releases, texts
from wiki.models import Account, Document, Text

Visit = Callable[..., Browser]
RELEASES = "/documents/code/releases"
ENGLISH = "We greet everyone in the morning.\n"
DUTCH = "We groeten iedereen in de ochtend.\n"


@pytest.fixture(autouse=True)
def draft(database: Database, people: Cast) -> None:
    """Give a section in both languages, and one in English alone."""
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        titles = {"en": "Respect", "nl": "Respect"}
        both = {"en": ENGLISH, "nl": DUTCH}
        factories.section(db, document, key="respect", titles=titles, texts=both)
        factories.text(db, document, "We lead.\n", key="leading")


def is_released(database: Database, people: Cast) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        by = db.get_one(Account, people.sanne.id)
        releases.make(db, document, "For all", by=by, at=factories.AT)


def is_revised(database: Database, language: str, old: str, new: str) -> None:
    with database.write() as db:
        text = next(one for one in db.query(Text) if old in one.source and one.language == language)
        prepared = texts.prepare(db, text, text.source.replace(old, new))
        texts.revise(db, text, prepared, by=None, at=factories.AT)


def numbers(database: Database, people: Cast) -> list[int]:
    with database.read() as db:
        found = releases.listed(db, db.get_one(Document, people.document.id))
        return [one.number for one in found]


def test_the_first_one_lists_its_sections_in_each_language(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne)
    assert "Read what it would bring" in words_of(sanne.get(RELEASES).text)

    seen = words_of(sanne.get(f"{RELEASES}/new").text)

    assert "Make release 1" in seen
    assert "English: Code of conduct (en)" in seen
    assert "Dutch: Code of conduct (nl)" in seen
    assert "This is the first release" in seen
    assert seen.count("1 Respect: new section") == 2
    assert seen.count("2 Leading: new section") == 1


def test_what_changed_since_is_told_in_words_and_marked(
    visit: Visit, people: Cast, database: Database
) -> None:
    is_released(database, people)
    is_revised(database, "en", "in the morning", "every day")
    is_revised(database, "nl", "in de ochtend", "elke dag")

    page = visit(people.sanne).get(f"{RELEASES}/new").text

    seen = words_of(page)
    assert "What changed since release 1, “For all”." in seen
    assert "“in the morning” becomes “every day”" in seen
    assert "‘in de ochtend’ becomes ‘elke dag’" in seen
    assert re.search(r'<ins class="added">.{0,90}every day', page)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_it_is_made_as_it_was_read(visit: Visit, people: Cast, database: Database) -> None:
    sanne = visit(people.sanne)
    seal = seal_of(sanne.get(f"{RELEASES}/new").text)

    made = sanne.post(RELEASES, title="For the council", seal=seal)

    assert made.location == f"{RELEASES}/1"
    assert numbers(database, people) == [1]


@pytest.mark.parametrize("sent", ["what was read before", "nothing"])
def test_what_was_not_read_is_not_made_and_the_title_stays(
    visit: Visit, people: Cast, database: Database, sent: str
) -> None:
    sanne = visit(people.sanne)
    before = seal_of(sanne.get(f"{RELEASES}/new").text)
    is_revised(database, "en", "in the morning", "every day")

    fields = {"seal": before} if sent == "what was read before" else {}
    answer = sanne.post(RELEASES, title="For the council", **fields)

    assert answer.status_code == 409
    assert "No release is made." in words_of(answer.text)
    assert 'value="For the council"' in answer.text
    assert seal_of(answer.text) != before
    assert numbers(database, people) == []


def test_a_release_that_a_colleague_makes_meanwhile_is_read_about_first(
    visit: Visit, people: Cast, database: Database
) -> None:
    sanne = visit(people.sanne)
    seal = seal_of(sanne.get(f"{RELEASES}/new").text)
    is_released(database, people)

    answer = sanne.post(RELEASES, title="For the council", seal=seal)

    assert answer.status_code == 422
    assert "Release 1 holds just this." in words_of(answer.text)
    assert ">\nFor the council</textarea>" in answer.text
    assert numbers(database, people) == [1]


def test_without_a_title_it_is_asked_for(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne)
    seal = seal_of(sanne.get(f"{RELEASES}/new").text)

    answer = sanne.post(RELEASES, title=" ", seal=seal)

    assert answer.status_code == 422
    assert 'href="#field-title"' in answer.text


def test_more_sections_take_no_more_queries(visit: Visit, people: Cast, database: Database) -> None:
    sanne = visit(people.sanne)
    is_released(database, people)
    is_revised(database, "en", "in the morning", "every day")
    few = queries_of(database, lambda: sanne.get(f"{RELEASES}/new"))
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        for number in range(5):
            factories.text(db, document, f"Number {number}.\n", key=f"more-{number}")

    assert queries_of(database, lambda: sanne.get(f"{RELEASES}/new")) == few
