"""Leaving a form asks where words would be lost, and only there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog

from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

SECTION = "/documents/code/en/sections/speaking-up"
SEND = "Send suggestion"


def asked_when_leaving(reader: Reader) -> bool:
    """Follow a link out of the page, and tell whether the browser asked first."""
    asked: list[str] = []

    def go(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    reader.page.on("dialog", go)
    reader.follows("Help")
    reader.page.wait_for_url("**/help*")
    reader.complaints.clear()  # the browser reports the refusal itself
    return asked == ["beforeunload"]


@pytest.mark.parametrize(("way", "button"), [("words", "Preview"), ("proposals/new", SEND)])
def test_a_refused_form_with_the_words_of_the_text_asks_nothing(
    comes: Callable[..., Reader], people: Cast, way: str, button: str
) -> None:
    claire = comes(people.claire)
    claire.opens(f"{SECTION}/{way}?first=0&last=0")
    claire.presses(button)
    claire.sees("Nothing was changed yet.")

    assert not asked_when_leaving(claire)


def test_a_refused_form_with_other_words_asks(comes: Callable[..., Reader], people: Cast) -> None:
    noor = comes(people.noor)
    noor.opens(f"{SECTION}/proposals/new?first=0&last=0")
    noor.writes_instead("Anyone may speak up.")
    noor.page.evaluate(
        "document.querySelectorAll('[name=shown_as]').forEach((one) => one.remove())"
    )
    noor.presses(SEND)
    noor.sees("Please choose one of the options.")

    assert asked_when_leaving(noor)


def test_a_form_refused_for_no_field_of_its_own_asks(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens(f"{SECTION}?block=0#react")
    noor.writes("Who is anyone?", in_="Your comment")
    noor.page.evaluate("document.querySelector('form:has([name=source]) [name=seen]').value = '?'")
    noor.presses("Send comment")
    noor.sees("This page is out of date")

    assert asked_when_leaving(noor)


def test_words_typed_into_a_fresh_form_are_asked_about(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens(f"{SECTION}/proposals/new?first=0&last=0")
    noor.writes_instead("Anyone may speak up.")

    assert asked_when_leaving(noor)


def test_what_was_not_saved_is_brought_into_focus(
    comes: Callable[..., Reader], people: Cast
) -> None:
    claire = comes(people.claire)
    claire.opens(f"{SECTION}/words?first=0&last=0")
    claire.writes("", in_="Your words")
    claire.writes("Nothing of this is needed.", in_="Summary")
    claire.presses("Save the text")
    claire.sees("Nothing is saved yet")

    assert "Nothing is saved yet" in claire.page.evaluate("document.activeElement.textContent")
    assert claire.page.evaluate("document.activeElement.role") == "status"
