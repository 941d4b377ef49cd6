"""Every component fits every screen, shows the focus, and stays where it was drawn."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser as Chromium

from tests.browser.pages.person import DESKTOP, PHONE, Person
from tests.serving import serving
from tests.web.browsing import SETTINGS
from wiki import settings
from wiki.app import create_app
from wiki.database import Database

pytestmark = pytest.mark.browser

FOCUSED = """async () => {
  await document.fonts.ready;
  const every = "a, button, input, select, textarea, summary";
  const size = () => document.querySelector("main").offsetHeight;
  const odd = [];
  for (const one of document.querySelector("main").querySelectorAll(every)) {
    if (one.disabled || !one.getClientRects().length) continue;
    const [before, own] = [size(), one.offsetWidth + "x" + one.offsetHeight];
    one.focus({ focusVisible: true });
    const stays = size() === before && one.offsetWidth + "x" + one.offsetHeight === own;
    const shows = getComputedStyle(one).outlineStyle !== "none";
    if (!stays || !shows) odd.push(one.outerHTML.slice(0, 80));
  }
  return odd;
}"""
"""What can have the focus and does not show it, or moves what is around it."""

SMALLEST = {"viewport": {"width": 320, "height": 640}}


@pytest.fixture
def site(database: Database) -> Iterator[str]:
    with serving(create_app(settings.read(SETTINGS), database, demo=True)) as address:
        yield address


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("device", [SMALLEST, PHONE, DESKTOP])
def test_components_fit_the_screen(
    chromium: Chromium, site: str, device: dict[str, object], language: str
) -> None:
    somebody = Person(chromium, site, device=device, language=language)
    somebody.opens("/components")

    assert somebody.fits_the_screen()
    somebody.leaves()


@pytest.mark.parametrize("theme", ["Light", "Dark"])
def test_whatever_has_the_focus_shows_it_and_moves_nothing(
    chromium: Chromium, site: str, theme: str
) -> None:
    somebody = Person(chromium, site)
    somebody.opens("/components")
    somebody.presses(theme)

    assert somebody.page.evaluate(FOCUSED) == []
    somebody.leaves()
