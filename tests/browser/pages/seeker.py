"""A search field and the list below it, as somebody uses them."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect


class Seeker:
    """The search field of a page."""

    def __init__(self, page: Page, name: str) -> None:
        self.page = page
        self.field: Locator = page.get_by_label(name)
        self.options: Locator = page.get_by_role("option")

    def types(self, words: str) -> None:
        """Type words and wait for what is listed below them."""
        self.field.press_sequentially(words)
        expect(self.options.first).to_be_visible()

    def chosen(self) -> str:
        """Return the option that is chosen by the keys, the focus being still in the field."""
        expect(self.field).to_be_focused()
        name = self.field.get_attribute("aria-activedescendant")
        if name is None:
            return ""
        option = self.page.locator(f"#{name}")
        expect(option).to_have_attribute("aria-selected", "true")
        return " ".join(option.inner_text().split())
