"""On a phone a suggestion begins with its result; the redline is one tap away, without scripts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pages.person import DESKTOP, PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

NEW = "/documents/code/en/sections/speaking-up/proposals/new?first=0&last=0"
OTHER = "Anyone may speak up, always."


def sends(reader: Reader, words: str) -> None:
    """Suggest these words for the first paragraph."""
    reader.opens(NEW)
    reader.writes_instead(words)
    reader.presses("Send suggestion")


def tabs_of(reader: Reader) -> list[tuple[str, object]]:
    """Return the ways to show the change, each with where it begins and how wide it is."""
    seen = [(tab, tab.bounding_box()) for tab in reader.page.locator(".tabs a:visible").all()]
    return [(tab.inner_text(), (box["x"], box["width"])) for tab, box in seen if box]


def test_a_phone_shows_the_result_first_and_the_redline_after_one_tap(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, device=PHONE, scripts=False)
    sends(noor, OTHER)

    expect(noor.page.locator(".suggested")).to_have_text(OTHER)
    expect(noor.page.locator("main del").first).to_be_hidden()
    assert noor.page.locator(".tabs [aria-current]:visible").inner_text() == "After"
    assert noor.fits_the_screen()
    places = tabs_of(noor)
    noor.follows("Marked")
    assert tabs_of(noor) == places
    expect(noor.page.locator(".redline del").first).to_be_visible()


def test_a_wide_screen_shows_the_redline_first(comes: Callable[..., Reader], people: Cast) -> None:
    noor = comes(people.noor, device=DESKTOP, scripts=False)
    sends(noor, OTHER)

    expect(noor.page.locator(".redline del").first).to_be_visible()
    expect(noor.page.locator(".suggested")).to_be_hidden()


def test_what_only_goes_is_shown_struck_through_on_a_phone_too(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, device=PHONE, scripts=False)
    sends(noor, "")

    expect(noor.page.locator(".redline del").first).to_be_visible()
