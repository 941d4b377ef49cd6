"""Somebody looks for a rule: on a phone in Dutch, by keys alone, and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pages.person import DESKTOP, PHONE
from tests.browser.pages.reader import Reader
from tests.browser.pages.seeker import Seeker
from tests.cast import Cast

pytestmark = pytest.mark.browser

EN, NL = "/documents/code/en", "/documents/code/nl"
NARROW = {**PHONE, "viewport": {"width": 320, "height": 640}}


@pytest.mark.parametrize("device", [PHONE, NARROW], ids=["phone", "narrow"])
def test_a_rule_is_found_on_a_phone_in_dutch(
    comes: Callable[..., Reader], people: Cast, device: dict[str, object]
) -> None:
    bram = comes(people.bram, device=device, language="nl")
    bram.opens(NL)
    seeker = Seeker(bram.page, "Zoeken in dit document")
    expect(seeker.field).to_be_hidden()

    bram.page.locator(".finder summary").tap()
    expect(seeker.field).to_be_focused()
    seeker.types("persoon")
    expect(bram.page.get_by_role("search").get_by_role("status")).to_have_text("1 resultaat")
    assert bram.fits_the_screen()
    seeker.options.first.tap()

    expect(bram.page).to_have_url(re.compile("/nl/sections/speaking-up#block-1$"))
    expect(bram.page.locator("#block-1")).to_contain_text("de persoon zelf")


def test_a_rule_is_found_with_keys_alone(comes: Callable[..., Reader], people: Cast) -> None:
    noor = comes(people.noor, device=DESKTOP)
    noor.opens(EN)
    seeker = Seeker(noor.page, "Search in this document")
    keys = noor.page.keyboard

    keys.press("/")
    seeker.types("speaking")
    expect(seeker.field).to_have_attribute("aria-expanded", "true")
    assert seeker.chosen() == ""
    keys.press("ArrowDown")
    assert seeker.chosen() == "1 Speaking up"
    keys.press("ArrowDown")
    assert seeker.chosen() == "1.1 Speaking up Everybody may speak up when something is not right."
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    assert seeker.chosen() == ""
    keys.press("ArrowUp")
    assert seeker.chosen() == "See all results"
    keys.press("Escape")
    expect(seeker.options.first).to_be_hidden()
    assert seeker.field.input_value() == "speaking"
    keys.press("Enter")

    expect(noor.page).to_have_url(re.compile(r"/en/search\?q=speaking$"))
    expect(noor.page.locator("main mark").first).to_have_text("Speaking")


def test_the_key_types_in_a_field_and_does_nothing_once_it_is_switched_off(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, device=DESKTOP)
    noor.opens(f"{EN}/search")
    field = noor.page.get_by_label("Search in this document")
    field.fill("and")
    field.press("/")
    expect(field).to_have_value("and/")

    noor.presses("Switch it off")
    noor.opens(EN)
    noor.page.keyboard.press("/")

    expect(noor.page.get_by_label("Search in this document")).not_to_be_focused()


def test_a_search_works_without_scripts(comes: Callable[..., Reader], people: Cast) -> None:
    bram = comes(people.bram, device=PHONE, language="nl", scripts=False)
    bram.opens(NL)
    bram.page.locator(".finder summary").tap()
    bram.page.get_by_label("Zoeken in dit document").fill("veilig")
    bram.presses("Zoeken")

    expect(bram.page.locator("main mark")).to_have_text("veilig")
    assert bram.fits_the_screen()
    bram.follows("1.2 Je uitspreken")
    expect(bram.page).to_have_url(re.compile("#block-1$"))
