"""The published code is a page for everybody who may read: frozen words, numbers that lead on."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import speak_english
from wiki.database import Database
from wiki.domain import releases, sections, structure, texts
from wiki.models import Account, Document, EditKind, Readers

Visit = Callable[..., Browser]
OVERVIEW = "/documents/code/en"
CODE = f"{OVERVIEW}/code"
RELEASES = f"{OVERVIEW}/releases"
LISTENING = (
    "We listen.\n\nWe greet [each other](help).\n\n## Late\n\nNobody need answer at night.\n"
)
HELPING = "## Late\n\nAsk the adviser.\n"


def document(db: Session, people: Cast) -> Document:
    return db.get_one(Document, people.document.id)


def release(db: Session, people: Cast, title: str = "For all") -> None:
    lead = db.get_one(Account, people.sanne.id)
    releases.make(db, document(db, people), title, by=lead, at=factories.AT)


@pytest.fixture
def people(database: Database, people: Cast) -> Cast:
    """Give the cast, at work on a document of two sections of which there is no release."""
    with database.write() as db:
        speak_english(db)
        both = {"en": LISTENING, "nl": "We luisteren.\n"}
        factories.section(db, document(db, people), texts=both)
        factories.section(db, document(db, people), key="help", texts={"en": HELPING, "nl": ""})
    return people


@pytest.fixture
def first(database: Database, people: Cast) -> None:
    """Make a release of the document."""
    with database.write() as db:
        release(db, people)


def move_on(database: Database, people: Cast, source: str, *, publish: bool = True) -> None:
    """Give the first section other words, and make a release of that where it is to be public."""
    with database.write() as db:
        text = sections.find_text(db, document(db, people), "respect", "en")
        texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT)
        if publish:
            release(db, people, "Again")


def test_a_reader_sees_the_newest_release_whole(
    visit: Visit, database: Database, people: Cast, first: None
) -> None:
    move_on(database, people, "Unpublished words.\n", publish=False)

    page = visit(people.henk).get(CODE).text

    assert "<h1>Code of conduct (en)</h1>" in page
    assert "Release 1" in page
    assert "For all" in page
    assert '<time datetime="2026-03-02">' in page
    assert re.findall(r'<div class="block prose" id="([^"]*)"', page) == [
        "1.1", "1.2", "1.3", "1.4", "2.1", "2.2"
    ]  # fmt: skip
    assert "Unpublished words" not in page
    assert 'href="#section-help"' in page


def test_whom_to_talk_to_stands_above_the_first_section(
    visit: Visit, people: Cast, first: None
) -> None:
    page = visit(people.noor).get(CODE).text

    before, _, _ = page.partition('id="section-respect"')
    assert "Do you want to talk to someone in confidence?" in before
    assert re.findall(r'class="outline__item" href="([^"]*)"', before) == [
        "#section-respect",
        "#section-help",
    ]


def test_two_sections_with_the_same_heading_have_ids_of_their_own(
    visit: Visit, people: Cast, first: None
) -> None:
    page = visit(people.noor).get(CODE).text

    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {"s-respect..late", "s-help..late"} <= set(ids)


def test_defined_words_stand_at_the_end_as_they_were(
    visit: Visit, database: Database, people: Cast
) -> None:
    with database.write() as db:
        section = sections.find(db, document(db, people), "help")
        by = db.get_one(Account, people.claire.id)
        fields = {"language": "en", "term": "adviser", "definition": "Who listens."}
        structure.change_term(db, section, EditKind.ADD_TERM, fields, by=by, at=factories.AT)
        release(db, people)
        fields = {"language": "en", "term": "adviser", "definition": "Unpublished."}
        structure.change_term(db, section, EditKind.CHANGE_TERM, fields, by=by, at=factories.AT)

    page = visit(people.noor).get(CODE).text

    assert "<dt><strong>adviser</strong></dt><dd>Who listens.</dd>" in page
    assert "Unpublished." not in page


def test_a_section_without_words_in_a_language_says_so(
    visit: Visit, people: Cast, first: None
) -> None:
    page = visit(people.noor).get("/documents/code/nl/code").text

    assert "We luisteren." in page
    assert "Nog niet geschreven in het Nederlands" in page.partition('id="section-help"')[2]


@pytest.mark.parametrize("address", [f"{CODE}/1.2", f"{RELEASES}/1/1.2"])
def test_a_number_leads_to_its_paragraph(
    visit: Visit, people: Cast, first: None, address: str
) -> None:
    answer = visit(people.noor).get(address)

    assert (answer.status_code, answer.location) == (302, f"{CODE}#1.2")


def test_each_number_has_an_address_that_leads_to_it_after_later_releases(
    visit: Visit, database: Database, people: Cast, first: None
) -> None:
    noor = visit(people.noor)
    addresses = re.findall(r'class="block__number" href="([^"]*)"', noor.get(CODE).text)
    assert addresses[1] == f"{RELEASES}/1/1.2"

    move_on(database, people, f"A new beginning.\n\n{LISTENING}")

    assert noor.get(addresses[1]).location == f"{CODE}#1.3"


def test_a_paragraph_that_is_gone_says_what_it_said_last(
    visit: Visit, database: Database, people: Cast, first: None
) -> None:
    move_on(database, people, "We listen.\n")

    answer = visit(people.noor).get(f"{RELEASES}/1/1.4")

    assert answer.status_code == 200
    assert "Paragraph 1.4 of release 1 is no longer in the published code." in answer.text
    assert "Nobody need answer at night." in answer.text
    assert "Release 1, 2 March 2026: 1.4" in answer.text


@pytest.mark.parametrize("place", ["9.9", "1.9", "x", "1", "1.2.3", "01.2", "1.0", "-1.2", "١.٢"])
def test_what_is_no_number_of_the_code_is_not_found(
    visit: Visit, people: Cast, first: None, place: str
) -> None:
    noor = visit(people.noor)

    assert noor.get(f"{CODE}/{place}").status_code == 404
    assert noor.get(f"{RELEASES}/1/{place}").status_code == 404
    assert noor.get(f"{RELEASES}/2/1.1").status_code == 404


def test_before_the_first_release_the_page_leads_to_the_draft(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor)

    page = noor.get(CODE).text

    assert "Nothing has been published yet." in page
    assert f'href="{OVERVIEW}"' in page
    assert f'href="{CODE}"' not in noor.get(OVERVIEW).text
    assert noor.get(f"{CODE}/1.1").status_code == 404


@pytest.mark.parametrize(
    "page", [OVERVIEW, "/documents/code/releases", f"{OVERVIEW}/sections/respect"]
)
def test_pages_of_the_document_lead_to_what_is_published(
    visit: Visit, people: Cast, first: None, page: str
) -> None:
    assert f'href="{CODE}"' in visit(people.noor).get(page).text


def test_who_may_not_read_the_document_does_not_see_it_published(
    visit: Visit, people: Cast, first: None
) -> None:
    for address in (CODE, f"{CODE}/1.1", f"{RELEASES}/1/1.1"):
        assert visit(people.otis).get(address).status_code == 404


def test_what_everybody_may_read_is_published_to_everybody(
    browser: Browser, database: Database, people: Cast, first: None
) -> None:
    with database.write() as db:
        document(db, people).readers = Readers.PUBLIC

    assert "We listen." in browser.get(CODE).text


def test_what_changed_between_two_releases_is_marked_and_told_in_words(
    visit: Visit, database: Database, people: Cast, first: None
) -> None:
    move_on(database, people, LISTENING.replace("We listen.", "We always listen."))
    noor = visit(people.noor)
    compare = f"{RELEASES}/compare?from=1&to=2"

    page = noor.get(compare).text

    assert "From release 1 to release 2" in page
    assert re.search(r'<ins class="added">.*?always', page)
    assert "1 section stayed as it was." in page
    assert compare.replace("&", "&amp;") in noor.get(CODE).text
    assert compare.replace("&", "&amp;") in noor.get("/documents/code/releases").text
    assert noor.get(f"{RELEASES}/compare").text.count("We always listen") == page.count(
        "We always listen"
    )


def test_with_one_release_there_is_nothing_to_compare(
    visit: Visit, people: Cast, first: None
) -> None:
    noor = visit(people.noor)

    assert "There are no two releases to compare yet." in noor.get(f"{RELEASES}/compare").text
    assert "What changed since" not in noor.get("/documents/code/releases").text


@pytest.mark.parametrize("numbers", ["from=1&to=9", "from=0&to=1", "from=999999999&to=1"])
def test_a_release_that_was_not_made_can_not_be_compared(
    visit: Visit, database: Database, people: Cast, first: None, numbers: str
) -> None:
    move_on(database, people, "Other words.\n")

    assert visit(people.noor).get(f"{RELEASES}/compare?{numbers}").status_code == 404


def test_a_search_leads_to_the_paragraph_and_finds_only_what_is_published(
    visit: Visit, database: Database, people: Cast, first: None
) -> None:
    move_on(database, people, "Unpublished words.\n", publish=False)
    noor = visit(people.noor)
    assert f'action="{CODE}/search"' in noor.get(CODE).text

    page = noor.get(f"{CODE}/search?q=answers").text

    assert "1 result for “answers”" in page
    assert f'href="{CODE}#1.4"' in page
    assert "Nobody need <mark>answer</mark> at night." in page
    assert f'href="{CODE}#section-help"' in noor.get(f"{CODE}/search?q=help").text
    assert "Nothing found for “unpublished”." in noor.get(f"{CODE}/search?q=unpublished").text
    assert "What are you looking for?" in noor.get(f"{CODE}/search").text


def test_what_was_looked_for_is_shown_as_typed_and_nothing_else(
    visit: Visit, people: Cast, first: None
) -> None:
    page = visit(people.noor).get(f"{CODE}/search?q=%3Cb%3E%22%26").text

    assert 'value="&lt;b&gt;&#34;&amp;"' in page


def test_before_the_first_release_nothing_is_found(visit: Visit, people: Cast) -> None:
    answer = visit(people.noor).get(f"{CODE}/search?q=listen")

    assert answer.status_code == 200
    assert "Nothing found for “listen”." in answer.text


def test_what_a_section_means_for_the_reader_stands_in_a_box(
    visit: Visit, database: Database, people: Cast
) -> None:
    asked = "## What does this mean for me?\n\nYou are safe.\n\n## Then\n\nMore.\n"
    move_on(database, people, f"We listen.\n\n{asked}")

    page = visit(people.noor).get(CODE).text

    boxes = re.findall(r'<div class="for-me">(.*?)\n</div>', page, re.S)
    assert len(boxes) == 1
    assert re.findall(r' id="([\d.]+)"', boxes[0]) == ["1.2", "1.3"]
    assert "You are safe." in boxes[0]
