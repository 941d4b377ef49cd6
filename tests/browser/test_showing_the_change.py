"""Who asks to see the change first goes on writing where they were."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

NEW = "/documents/code/en/sections/speaking-up/proposals/new?first=0&last=0"


def test_the_editor_is_there_again_beside_the_change(
    comes: Callable[..., Reader], people: Cast
) -> None:
    noor = comes(people.noor, device=PHONE)
    noor.opens(NEW)
    editor = noor.page.locator(".editor")
    editor.click()
    noor.page.keyboard.type("Surely ")

    noor.presses("Show the change")

    expect(noor.page.locator("#change")).to_contain_text("Surely")
    expect(editor).to_contain_text("Surely")
    expect(noor.page.locator("[data-cannot]")).to_be_hidden()
