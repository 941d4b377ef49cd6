"""The screens of which pictures are made: who opens what, and what they do there first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from tests.browser.pages.selecting import select
from tests.demo import DOCUMENT

Step = Callable[[Page, str], None]

SECTION = f"{DOCUMENT}/{{language}}/sections/treating-each-other"
PUBLISHED = f"{DOCUMENT}/{{language}}/code"
SELECTED = 7
"""How many words are selected, from the beginning of a paragraph."""

ADDED = {
    "en": " Nobody is interrupted while they explain what they mean.",
    "nl": " Niemand wordt onderbroken tijdens een uitleg.",
}
REASON = {
    "en": "Thank you. This says more clearly what we mean.",
    "nl": "Dank je wel. Zo staat er duidelijker wat we bedoelen.",
}
SOUGHT = {"en": "respect", "nl": "respect"}


def nothing(_page: Page, _language: str) -> None:
    """Leave the page as it opens."""


def plain_paragraph(page: Page) -> Locator:
    """Return the first paragraph of plain words."""
    words = page.locator("[data-block]", has=page.locator("p[data-visible], [data-visible] p"))
    return words.filter(has_not=page.locator("strong, em, ul, ol, table")).first


def selects(page: Page, _language: str) -> None:
    """Select the first words of a paragraph."""
    paragraph = plain_paragraph(page)
    paragraph.scroll_into_view_if_needed()
    words = (paragraph.locator("p").last.text_content() or "").split()[:SELECTED]
    select(page, " ".join(words))
    expect(page.locator("[data-selection-bar]")).to_be_visible()


def opens_the_editor(page: Page, _language: str) -> None:
    """Choose a paragraph, and wait until it can be written in."""
    number = plain_paragraph(page).get_attribute("data-block")
    page.goto(f"{page.url}/proposals/new?first={number}")
    page.locator(".editor").focus()


def writes(page: Page, language: str) -> None:
    """Write a sentence behind the paragraph, and wait for the redline of it."""
    opens_the_editor(page, language)
    page.keyboard.press("Control+End")
    page.keyboard.type(ADDED[language])
    expect(page.locator("#change ins").first).to_be_visible()
    page.locator("#change").evaluate("(change) => change.scrollIntoView({ block: 'center' })")


def previews(page: Page, language: str) -> None:
    """Adopt a suggestion as far as reading what comes of it."""
    page.locator("[name=outcome][value=adopted]").check()
    page.locator("[name=reason]").fill(REASON[language])
    page.locator("[name=preview]").first.click()
    page.wait_for_load_state()


def sends_it_unchanged(page: Page, language: str) -> None:
    """Send a suggestion in which nothing changes."""
    opens_the_editor(page, language)
    page.locator("[name=send]").click()
    page.wait_for_load_state()


@dataclass(frozen=True)
class Screen:
    """A page as somebody sees it after a few steps; without a name `who` it is a visitor."""

    name: str
    who: str
    address: str
    steps: Step = nothing


SCREENS = [
    Screen("home", "noor", f"{DOCUMENT}/{{language}}"),
    Screen("section", "noor", f"{DOCUMENT}/{{language}}/sections/where-to-go"),
    Screen("selection", "noor", SECTION, selects),
    Screen("suggest", "noor", SECTION, opens_the_editor),
    Screen("redline", "noor", SECTION, writes),
    Screen("proposal", "noor", f"{DOCUMENT}/proposals/{{proposal}}"),
    Screen("queue", "mirjam", f"{DOCUMENT}/queue"),
    Screen("decision", "mirjam", f"{DOCUMENT}/proposals/{{waiting}}/decision"),
    Screen("preview", "mirjam", f"{DOCUMENT}/proposals/{{waiting}}/decision", previews),
    Screen("history", "noor", f"{SECTION}/history"),
    Screen("revisions", "noor", f"{SECTION}/history/compare?from=1&to=2"),
    Screen("input", "noor", "/input"),
    Screen("account", "noor", "/account"),
    Screen("sign-in", "", "/sign-in"),
    Screen("members", "sanne", f"{DOCUMENT}/members"),
    Screen("published", "noor", PUBLISHED),
    Screen("releases", "noor", f"{DOCUMENT}/releases"),
    Screen("changes", "noor", f"{DOCUMENT}/{{language}}/releases/compare?from=1&to=2"),
    Screen("search", "noor", f"{DOCUMENT}/{{language}}/search?q={{sought}}"),
    Screen("help", "noor", "/help"),
    Screen("error-404", "noor", f"{DOCUMENT}/{{language}}/sections/nowhere"),
    Screen("error-422", "noor", SECTION, sends_it_unchanged),
]
