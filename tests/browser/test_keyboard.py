"""Commenting and suggesting with the keyboard alone: every stop shows itself, and leads on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pages.keyboard import tabs_to
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SECTION = "speaking-up"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_comment_is_written_and_sent_by_keyboard(
    comes: Comes, people: Cast, scripts: bool
) -> None:
    noor = comes(people.noor, scripts=scripts)
    noor.opens_the_section(SECTION)

    tabs_to(noor, "[data-react]")
    noor.page.keyboard.press("Enter")
    expect(noor.page.locator("textarea[name=source]")).to_be_visible()
    if not scripts:
        tabs_to(noor, "textarea[name=source]")
    expect(noor.page.locator("textarea[name=source]")).to_be_focused()
    noor.page.keyboard.type("Also in a mail?")
    tabs_to(noor, "form:has(textarea[name=source]) button:not([type=button])")
    noor.page.keyboard.press("Enter")

    noor.sees("Thank you.", "Also in a mail?")


@pytest.mark.parametrize("scripts", [True, False])
def test_other_words_are_written_and_sent_by_keyboard(
    comes: Comes, people: Cast, scripts: bool
) -> None:
    noor = comes(people.noor, scripts=scripts)
    noor.opens_the_section(SECTION)

    tabs_to(noor, "[data-suggest]")
    noor.page.keyboard.press("Enter")
    if scripts:
        noor.waits_for_the_editor()
        expect(noor.page.locator("[contenteditable=true]")).to_be_focused()
    else:
        expect(noor.page.locator("textarea[name=words]")).to_be_visible()
        tabs_to(noor, "textarea[name=words]")
    noor.page.keyboard.press("Control+End")
    noor.page.keyboard.type(" Always.")
    tabs_to(noor, "button[name=send]")
    noor.page.keyboard.press("Enter")

    noor.sees("Always.", "Thank you.")
