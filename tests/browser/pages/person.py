"""Somebody at a device of their own: goes to pages, reads them, presses what they offer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, expect

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}

FOCUS = """() => {
  const found = document.activeElement;
  const words = found.innerText.replace(/\\s+/g, " ").trim();
  return { words, outline: getComputedStyle(found).outlineStyle };
}"""
"""The words of what has the focus, and how it shows it."""


class Person:
    """One browser, signed in where it holds the cookie of a sign-in; speaks one language."""

    def __init__(
        self,
        chromium: Browser,
        site: str,
        *,
        device: Mapping[str, Any] = DESKTOP,
        language: str = "en",
        cookie: str = "",
        scripts: bool = True,
    ) -> None:
        self.has_scripts = scripts
        self._context = chromium.new_context(
            **device,
            locale={"en": "en-GB", "nl": "nl-NL"}[language],
            java_script_enabled=scripts,
            base_url=site,
            reduced_motion="reduce",
        )
        self._context.set_default_timeout(10_000)
        if cookie:
            self._context.add_cookies([{"name": "sign-in", "value": cookie, "url": site}])
        self.complaints: list[str] = []
        self.page: Page = self._opens_a_tab()

    def leaves(self) -> None:
        """Close the browser; nothing may have gone wrong in it."""
        self._context.close()
        assert self.complaints == [], self.complaints

    def loses_the_tab(self) -> None:
        """Have the tab go without a question, as when a browser fails, and open another."""
        self.page.close(run_before_unload=False)
        self.page = self._opens_a_tab()

    def is_cut_off(self, *, cut_off: bool = True) -> None:
        """Be without network, or have it again."""
        self._context.set_offline(cut_off)

    def loses_the_sign_in(self) -> None:
        """Have the browser hold no cookie any more."""
        self._context.clear_cookies()

    def opens(self, address: str) -> None:
        """Go to a page."""
        self.page.goto(address)

    def follows(self, words: str) -> None:
        """Follow the first link with these words."""
        self._press(self.page.get_by_role("link", name=words).first)

    def presses(self, words: str) -> None:
        """Press the button with these words."""
        self._press(self.page.get_by_role("button", name=words, exact=True))

    def chooses(self, words: str) -> None:
        """Choose among what a form offers."""
        self.page.get_by_label(words).check()

    def unticks(self, number: int) -> None:
        """Leave out one of the changes of a suggestion, counted from 1."""
        self.page.locator(f"input[name=take][value='{number}']").uncheck()

    def tabs_to(self, words: str) -> None:
        """Press Tab until the focus is on something with these words; every stop shows itself."""
        for _ in range(60):
            self.page.keyboard.press("Tab")
            stop = self.page.evaluate(FOCUS)
            assert stop["outline"] != "none", f"the focus can't be seen on: {stop['words']}"
            if stop["words"] == words:
                return
        raise AssertionError(f"Tab never comes to: {words}")

    def writes(self, words: str, *, in_: str) -> None:
        """Fill in a field."""
        self.page.get_by_role("textbox", name=in_).fill(words)

    def sees(self, *words: str) -> None:
        """Find these words on the page, in sight."""
        for each in words:
            expect(self.page.locator("body")).to_contain_text(each, use_inner_text=True)

    def does_not_see(self, *words: str) -> None:
        """Find none of these words in sight."""
        for each in words:
            expect(self.page.locator("body")).not_to_contain_text(each, use_inner_text=True)

    def fits_the_screen(self) -> bool:
        """Tell whether nothing of the page lies beside the screen."""
        return bool(self.page.evaluate("document.documentElement.scrollWidth <= innerWidth"))

    def address_of(self, words: str) -> str:
        """Return where the link with these words leads."""
        return self.page.get_by_role("link", name=words).get_attribute("href") or ""

    def downloads(self, words: str) -> bytes:
        """Fetch the file behind the first link with these words."""
        with self.page.expect_download() as started:
            self.page.get_by_role("link", name=words).first.click()
        return started.value.path().read_bytes()

    def _opens_a_tab(self) -> Page:
        tab = self._context.new_page()
        tab.on("pageerror", self._fails)
        tab.on("console", self._listens)
        return tab

    def _fails(self, error: Exception) -> None:
        self.complaints.append(str(error))

    def _listens(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(said.text)

    def _press(self, what: Locator) -> None:
        what.click()
