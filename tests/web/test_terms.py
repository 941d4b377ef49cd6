"""Defined words: read where they are used, suggested and changed with every use in sight."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import speak_english
from wiki.database import Database
from wiki.domain import structure, terms
from wiki.models import Account, Document, EditKind, Section

Visit = Callable[..., Browser]
SECTION = "/documents/code/en/sections/one"
TERMS = "/documents/code/en/terms"
NEW = f"{TERMS}/new"
WORDS = "No respect, no work.\n\nRespect each other.\n"
ADDED = {"kind": "add", "term": "work", "definition": "What we\r\ndo here."}
SENT = {"why": "It is unclear.", "shown_as": "name", "readers": "public", "send": "yes"}


@pytest.fixture
def section_id(database: Database, people: Cast) -> str:
    """Give the id of a section that defines a word and uses it twice."""
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        made = factories.section(db, document, key="one", texts={"en": WORDS, "nl": "Ja.\n"})
        fields = {"language": "en", "term": "respect", "definition": "Care for others."}
        claire = db.get_one(Account, people.claire.id)
        structure.change_term(db, made, EditKind.ADD_TERM, fields, by=claire, at=factories.AT)
        return made.id


@pytest.fixture
def term_id(database: Database, section_id: str) -> str:
    with database.read() as db:
        document = db.get_one(Section, section_id).document
        return terms.listed(db, document, "en")[0].id


def test_a_defined_word_leads_to_its_definition_on_the_page_and_back(
    visit: Visit, term_id: str, people: Cast
) -> None:
    page = visit(people.henk).get(SECTION).text

    assert page.count(f'role="doc-glossref" href="#term-{term_id}"') == 2
    definition = page.partition(f'id="term-{term_id}"')[2].partition("</dl>")[0]
    assert "Care for others." in definition
    assert re.findall(r'href="#block-(\d)"', definition) == ["0", "1"]


def test_a_page_without_defined_words_says_nothing_of_them(
    visit: Visit, section_id: str, people: Cast
) -> None:
    assert "doc-glossary" not in visit(people.henk).get(SECTION.replace("/en/", "/nl/")).text


def test_every_defined_word_is_listed_with_its_uses(
    visit: Visit, term_id: str, people: Cast
) -> None:
    page = visit(people.henk).get(TERMS).text

    assert "Used at 2 places" in page
    assert f'href="{SECTION}#block-1"' in page
    assert "Define a word" in page


def test_a_definition_is_sent_only_after_every_use_was_shown(
    visit: Visit, database: Database, section_id: str, people: Cast
) -> None:
    noor = visit(people.noor)
    shown = noor.post(NEW, section=section_id, seen="", **ADDED, **SENT)

    assert shown.status_code == 200
    assert "Nothing is sent yet" in shown.text
    assert "Used at 1 place" in shown.text
    assert "What we do here" not in noor.get("/input").text

    sent = noor.post(NEW, section=section_id, seen="work", **ADDED, **SENT)
    assert sent.status_code == 303
    proposal = visit(people.mirjam).get(str(sent.location)).text
    assert "Defines “work”: What we do here." in proposal
    assert "Used at 1 place" in proposal


def test_who_decides_sees_what_a_word_means_now_and_every_use(
    visit: Visit, term_id: str, people: Cast
) -> None:
    other = {"kind": "change", "about": term_id, "definition": "Fear."}
    sent = visit(people.noor).post(NEW, **other, **SENT)

    page = visit(people.mirjam).get(f"{sent.location}/decision").text

    assert "Care for others." in page
    assert "Used at 2 places" in page
    assert f'href="{SECTION}#block-0"' in page


def test_the_form_for_removing_a_definition_shows_every_use(
    visit: Visit, term_id: str, people: Cast
) -> None:
    page = visit(people.noor).get(f"{NEW}?term={term_id}&kind=remove").text

    assert "Used at 2 places" in page
    assert 'name="definition"' not in page


def test_an_editor_changes_a_definition_at_once(visit: Visit, term_id: str, people: Cast) -> None:
    claire = visit(people.claire)
    other = {"kind": "change", "about": term_id, "definition": "Fear."}

    assert claire.post(NEW, **other, save="yes").status_code == 303
    assert "Fear." in claire.get(SECTION).text
    assert claire.post(NEW, kind="remove", about=term_id, save="yes").status_code == 303
    assert "doc-glossary" not in claire.get(SECTION).text


def test_a_participant_saves_no_definition_at_once(
    visit: Visit, term_id: str, people: Cast
) -> None:
    noor = visit(people.noor)
    other = {"kind": "change", "about": term_id, "definition": "Fear."}

    assert "Save at once" not in noor.get(f"{NEW}?term={term_id}").text
    assert noor.post(NEW, **other, save="yes").status_code == 403


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "add", "term": "respect", "definition": "x"}, "defines this word already"),
        ({"kind": "add", "term": "", "definition": "x"}, "Please fill this in."),
        ({"kind": "add", "term": "new", "definition": ""}, "Please fill this in."),
    ],
)
def test_a_definition_that_can_not_be_says_why_and_keeps_what_was_typed(
    visit: Visit, section_id: str, people: Cast, fields: dict[str, str], words: str
) -> None:
    answer = visit(people.noor).post(NEW, section=section_id, seen="", **fields, **SENT)

    assert answer.status_code == 422
    assert words in answer.text
    assert f'value="{fields["term"]}"' in answer.text


def test_a_definition_that_says_the_same_is_no_suggestion(
    visit: Visit, term_id: str, people: Cast
) -> None:
    same = {"kind": "change", "about": term_id, "definition": "Care for others."}

    answer = visit(people.noor).post(NEW, **same, **SENT)

    assert answer.status_code == 422
    assert "Nothing was changed yet" in answer.text


def test_a_suggested_definition_gets_another_wording(
    visit: Visit, term_id: str, people: Cast
) -> None:
    noor = visit(people.noor)
    other = {"kind": "change", "about": term_id, "definition": "Fear."}
    proposal = str(noor.post(NEW, **other, **SENT).location)

    assert 'name="definition"' in noor.get(f"{proposal}/wording").text
    answer = noor.post(f"{proposal}/wording", definition="Awe.", why="Better.", send="yes")
    assert answer.status_code == 303
    assert "in other words: Awe." in noor.get(proposal).text
