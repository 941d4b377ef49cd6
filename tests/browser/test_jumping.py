"""Keys lead from change to change and from talk to talk, but not where somebody types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect
from sqlalchemy.orm import Session

from tests import factories
from tests.browser.conftest import ENGLISH
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from wiki.database import Database
from wiki.domain import texts
from wiki.models import Account, Text

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SECTION = "speaking-up"
STANDS = "document.activeElement.closest('.block')?.id ?? ''"


@pytest.fixture
def talk(database: Database, people: Cast) -> None:
    """Have people talk about the first and the last paragraph."""
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        for quote in ("something is not right", "can *help* you"):
            factories.thread(db, english(db), by=noor, on=quote)


def english(db: Session) -> Text:
    """Return the section as it is in English."""
    return next(one for one in db.query(Text) if one.language == "en")


def is_changed(database: Database, people: Cast) -> None:
    """Change the first two paragraphs."""
    with database.write() as db:
        text = english(db)
        source = ENGLISH.replace("Everybody", "Everyone").replace("the person", "them")
        prepared = texts.prepare(db, text, source)
        by = db.get_one(Account, people.claire.id)
        texts.revise(db, text, prepared, by=by, at=factories.AT, summary="Shorter")


def presses_and_stands(reader: Reader, key: str) -> str:
    """Press a key and return the block the focus is in."""
    reader.page.keyboard.press(key)
    return str(reader.page.evaluate(STANDS))


@pytest.mark.usefixtures("talk")
def test_keys_lead_to_the_next_talk_and_back_and_say_where_they_begin_anew(
    comes: Comes, people: Cast
) -> None:
    bram = comes(people.bram)
    bram.opens_the_section(SECTION)

    assert presses_and_stands(bram, "j") == "block-0"
    assert presses_and_stands(bram, "j") == "block-2"
    assert presses_and_stands(bram, "j") == "block-0"
    bram.sees("That was the last one.")
    assert presses_and_stands(bram, "k") == "block-2"
    bram.sees("That was the first one.")
    assert presses_and_stands(bram, "k") == "block-0"
    bram.does_not_see("That was the")


def test_keys_lead_from_change_to_change(comes: Comes, people: Cast, database: Database) -> None:
    bram = comes(people.bram)
    bram.opens_the_section(SECTION)
    is_changed(database, people)
    bram.opens_the_section(SECTION)
    address = bram.address_of("See what changed")

    assert presses_and_stands(bram, "n") == "block-0"
    assert presses_and_stands(bram, "n") == "block-1"
    assert presses_and_stands(bram, "p") == "block-0"

    bram.opens(address)
    bram.page.keyboard.press("n")
    expect(bram.page.locator(".redline :focus")).to_contain_text("Everybody")
    bram.page.keyboard.press("n")
    expect(bram.page.locator(".redline :focus")).to_contain_text("person")


@pytest.mark.usefixtures("talk")
def test_keys_are_letters_where_somebody_types(comes: Comes, people: Cast) -> None:
    bram = comes(people.bram)
    bram.opens_the_section(SECTION)
    bram.paragraph("Everybody").locator("[data-react]").click()

    bram.page.keyboard.type("j, k, n, p?")

    box = bram.page.locator("textarea[name=source]")
    expect(box).to_have_value("j, k, n, p?")
    expect(box).to_be_focused()


@pytest.mark.usefixtures("talk")
def test_a_key_shows_the_list_where_keys_are_switched_off(comes: Comes, people: Cast) -> None:
    bram = comes(people.bram)
    bram.opens_the_section(SECTION)
    bram.does_not_see("This list")

    bram.page.keyboard.press("?")
    bram.sees("Keys do nothing while you type.")
    bram.tabs_to("Switch keys off")
    bram.page.keyboard.press("Enter")
    bram.page.wait_for_load_state()

    bram.page.locator("body").click()
    assert presses_and_stands(bram, "j") == ""
    bram.page.get_by_text("Keys on this page").click()
    bram.sees("Single keys are switched off")


@pytest.mark.usefixtures("talk")
def test_without_scripts_links_lead_the_same_way(comes: Comes, people: Cast) -> None:
    bram = comes(people.bram, scripts=False)
    bram.opens_the_section(SECTION)
    bram.does_not_see("Keys on this page")

    bram.page.get_by_text("in 2 of 3 paragraphs").click()
    bram.page.locator(".talk__places a").first.click()
    assert bram.page.url.endswith("#block-0")
    bram.page.locator("#threads-0 > summary").click()
    bram.follows("Next comments or suggestions: 1.3")
    assert bram.page.url.endswith("#block-2")
