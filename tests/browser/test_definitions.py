"""Defined words in a browser: their meaning comes into sight, and the text stays in its place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.domain import sections, structure
from wiki.models import Account, Document, EditKind

pytestmark = pytest.mark.browser

SECTION = "/documents/code/en/sections/speaking-up"
Comes = Callable[..., Reader]


@pytest.fixture
def defined(database: Database, people: Cast) -> None:
    """Define two words of the section."""
    with database.write() as db:
        claire = db.get_one(Account, people.claire.id)
        section = sections.find(db, db.get_one(Document, people.document.id), "speaking-up")
        for term, meaning in (("person", "Whoever it is about."), ("colleague", "Who works here.")):
            fields = {"language": "en", "term": term, "definition": meaning}
            structure.change_term(
                db, section, EditKind.ADD_TERM, fields, by=claire, at=factories.AT
            )


@pytest.mark.parametrize("device", [{}, PHONE], ids=["desk", "phone"])
def test_a_word_brings_up_its_meaning_by_keyboard_without_scripts_and_leads_back(
    comes: Comes, people: Cast, defined: None, device: dict[str, object]
) -> None:
    noor = comes(people.noor, device=device, scripts=False)
    noor.opens(SECTION)
    word = noor.page.get_by_role("link", name="person", exact=True)
    word.scroll_into_view_if_needed()
    before = word.bounding_box()

    word.press("Enter")

    meaning = noor.page.locator(".definition:target")
    expect(meaning).to_contain_text("Whoever it is about.")
    expect(meaning).to_be_in_viewport(ratio=1)
    expect(meaning).to_be_focused()
    assert word.bounding_box() == before
    assert noor.fits_the_screen()

    noor.page.keyboard.press("Tab")
    noor.page.keyboard.press("Enter")

    expect(meaning).to_have_count(0)
    expect(noor.page.locator("#block-1:target")).to_be_in_viewport()


def test_escape_leads_back_to_the_word(comes: Comes, people: Cast, defined: None) -> None:
    noor = comes(people.noor)
    noor.opens(SECTION)
    word = noor.page.get_by_role("link", name="colleague", exact=True)

    word.press("Enter")
    expect(noor.page.locator(".definition:target")).to_be_focused()
    noor.page.keyboard.press("Escape")

    expect(noor.page.locator(".definition:target")).to_have_count(0)
    expect(word).to_be_focused()


def test_words_around_a_defined_one_are_commented_on_as_they_were_selected(
    comes: Comes, people: Cast, defined: None
) -> None:
    noor = comes(people.noor)
    noor.opens(SECTION)

    noor.comments_on("to the person first", "Not to the boss?")

    expect(noor.page.locator(".block mark")).to_have_text(["to the ", "person", " first"])
    expect(noor.page.locator(".block a.term mark")).to_have_text("person")
