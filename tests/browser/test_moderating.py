"""A moderator works through the queue: on a phone with Tab alone, at a desk with single keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.pages.keyboard import tabs_to
from tests.browser.pages.person import PHONE, Person
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.web.suggesting import speak_english
from wiki.database import Database
from wiki.models import Account, Text

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
QUEUE = "/documents/code/queue"


@pytest.fixture(autouse=True)
def waiting(database: Database, people: Cast) -> None:
    """Have two comments wait, and two suggestions."""
    with database.write() as db:
        speak_english(db)
        text = next(one for one in db.query(Text) if one.language == "en")
        noor, bram = (db.get_one(Account, one.id) for one in (people.noor, people.bram))

        def at(minutes: int) -> object:
            return factories.AT + timedelta(minutes=minutes)

        said = ((noor, "Students too?"), (bram, "Guests too?"))
        for minutes, (who, words) in enumerate(said):
            factories.thread(db, text, by=who, on="Everybody", words=words, at=at(minutes))  # type: ignore[arg-type]
        for minutes, (old, new) in enumerate((("first", "at once"), ("not right", "wrong")), 5):
            factories.proposal(db, text, old, new, by=noor, at=at(minutes))  # type: ignore[arg-type]


def enters(person: Person, wanted: str) -> None:
    """Go to something with Tab, and press Enter there."""
    tabs_to(person, wanted)
    with person.page.expect_navigation():
        person.page.keyboard.press("Enter")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_whole_moderation_is_done_on_a_phone_by_keyboard(
    comes: Comes, people: Cast, scripts: bool
) -> None:
    mirjam = comes(people.mirjam, device=PHONE, scripts=scripts)
    mirjam.opens(QUEUE)

    for row in (1, 2):
        tabs_to(mirjam, f".queue__row:nth-child({row}) input[type=checkbox]")
        mirjam.page.keyboard.press("Space")
    enters(mirjam, "#together button:first-child")
    mirjam.sees("2 comments get this answer", "Students too?", "Guests too?")
    tabs_to(mirjam, "textarea[name=reason]")
    mirjam.page.keyboard.type("Everybody who works or studies here.")
    enters(mirjam, "button[name=preview]")
    mirjam.sees("Read the answer", "Everybody who works or studies here.")
    assert mirjam.fits_the_screen()
    enters(mirjam, "button[name=save]")
    mirjam.sees("The outcome of 2 comments is saved.")

    enters(mirjam, ".queue__row:first-child .queue__title a")
    enters(mirjam, "a[href*='/decision']")
    tabs_to(mirjam, "input[name=outcome]:checked")
    for _ in range(4):
        mirjam.page.keyboard.press("ArrowDown")
        if mirjam.page.locator("input[value=not_adopted]").is_checked():
            break
    tabs_to(mirjam, "textarea[name=reason]")
    mirjam.page.keyboard.type("That may not be safe.")
    enters(mirjam, "button[name=preview]")
    enters(mirjam, "button[name=save]")
    mirjam.sees("The decision is saved.", "Next in the queue: Suggestion 4")

    enters(mirjam, ".flashes a[href*='/proposals/']")
    mirjam.sees("Suggestion 4", "Back to the queue")
    enters(mirjam, ".queue__ways a:first-child")
    expect(mirjam.page.locator(".queue__row")).to_have_count(1)


def test_single_keys_lead_through_the_queue_tick_and_open(comes: Comes, people: Cast) -> None:
    mirjam = comes(people.mirjam)
    mirjam.opens(QUEUE)
    key = mirjam.page.keyboard.press

    key("x")
    mirjam.sees("First go to something with J or K.")
    key("j")
    key("x")
    mirjam.sees("Ticked.")
    key("j")
    key("k")
    key("x")
    mirjam.sees("Not ticked any more.")
    expect(mirjam.page.locator("input[type=checkbox]:checked")).to_have_count(0)
    key("j")
    key("o")
    expect(mirjam.page.locator("h1")).to_have_text("Comment 2")

    key("j")
    expect(mirjam.page.locator("h1")).to_have_text("Suggestion 3")
    key("k")
    expect(mirjam.page.locator("h1")).to_have_text("Comment 2")
    key("k")
    expect(mirjam.page.locator("h1")).to_have_text("Comment 1")
    key("k")
    mirjam.sees("Nothing waits before this one.")


def test_keys_that_are_switched_off_do_nothing(comes: Comes, people: Cast) -> None:
    mirjam = comes(people.mirjam)
    mirjam.opens(QUEUE)
    mirjam.page.get_by_text("Keys on this page").click()
    mirjam.presses("Switch keys off")
    mirjam.opens(QUEUE)

    mirjam.page.keyboard.press("j")

    assert mirjam.page.evaluate("document.activeElement.tagName") == "BODY"
