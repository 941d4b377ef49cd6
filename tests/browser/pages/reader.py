"""What a reader does with a section: comments on words or a paragraph, suggests other words."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.pages.person import Person
from tests.browser.pages.selecting import select, selects_in_editor

WORDS = {
    "en": {
        "comment": "Comment",
        "field": "Your comment",
        "send": "Send comment",
        "words": "Your words",
        "why": "Why (helps the decision)",
        "suggest": "Send suggestion",
    },
    "nl": {
        "comment": "Reageren",
        "field": "Je opmerking",
        "send": "Opmerking versturen",
        "words": "Jouw woorden",
        "why": "Waarom (helpt bij het besluit)",
        "suggest": "Wijzigingsvoorstel versturen",
    },
}


class Reader(Person):
    """Somebody who takes part; `speaks` says in which language the pages are."""

    speaks = "en"

    def opens_the_section(self, section: str) -> None:
        """Read a section of the code."""
        self.opens(f"/documents/code/{self.speaks}/sections/{section}")

    def selects(self, words: str, *, up_to: str = "") -> None:
        """Select words, and wait for what one can do with them."""
        select(self.page, words, last_words=up_to)
        expect(self.page.locator("[data-selection-bar]")).to_be_visible()

    def comments_on(self, words: str, comment: str, *, up_to: str = "") -> None:
        """Select words and say something about them."""
        self.selects(words, up_to=up_to)
        self.page.locator("[data-action=comment]").click()
        self.says(comment)

    def comments_on_the_paragraph(self, words: str, comment: str) -> None:
        """Say something about the paragraph with these words, without selecting any."""
        self.paragraph(words).locator("[data-react]").click()
        self.says(comment)

    def says(self, comment: str) -> None:
        """Write in the open form for a comment, and send it."""
        self.page.get_by_role("textbox", name=WORDS[self.speaks]["field"]).fill(comment)
        self.presses(WORDS[self.speaks]["send"])

    def writes_other_words(self, section: str, old: str, new: str) -> None:
        """Begin to write other words for the paragraph that holds the old ones."""
        self.opens_the_section(section)
        block = self.paragraph(old).get_attribute("data-block")
        self.opens(f"/documents/code/{self.speaks}/sections/{section}/proposals/new?first={block}")
        self.writes_instead(self.words_in_the_box().replace(old, new))

    def writes_instead(self, words: str) -> None:
        """Write these words, and no others, into the box of a suggestion."""
        if self.has_scripts:
            self.waits_for_the_editor()
        self.writes(words, in_=WORDS[self.speaks]["words"])

    def begins_to_write_at(self, words: str) -> None:
        """Press "Suggest" at the paragraph with these words, and have it open where it stands."""
        self.paragraph(words).locator("[data-suggest]").click()
        self.waits_for_the_editor()

    def takes_a_moment(self) -> None:
        """Let the browser tell the page what is selected now."""
        self.page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go)))")

    def writes_over(self, old: str, new: str) -> None:
        """Select words in the editor and type others over them."""
        selects_in_editor(self.page, old)
        self.takes_a_moment()
        self.page.keyboard.type(new)

    def words_in_the_box(self) -> str:
        """Return the Markdown that would be sent, once the box is ready to be written in."""
        if self.has_scripts:
            self.waits_for_the_editor()
        return self.page.locator("textarea[name=words]").input_value()

    def waits_for_the_editor(self) -> None:
        """Wait until the box is an editor, or says why it stays plain."""
        expect(self.page.locator(".editor, [data-cannot]:visible").first).to_be_visible()

    def sees_the_change(self, *, removed: str, added: str) -> None:
        """Find a redline that strikes through and underlines these words."""
        change = self.page.locator("#change")
        expect(change.locator("del").filter(has_text=removed).first).to_be_visible()
        expect(change.locator("ins").filter(has_text=added).first).to_be_visible()

    def sends_the_suggestion(self, why: str) -> str:
        """Send what was written, with the reason; gives the address of its page."""
        self.page.get_by_role("textbox", name=WORDS[self.speaks]["why"]).fill(why)
        self.presses(WORDS[self.speaks]["suggest"])
        self.page.wait_for_url("**/proposals/*")
        return self.page.url

    def marked(self) -> list[str]:
        """Return the words of the text that people talk about."""
        return self.page.locator("[data-visible] mark").all_inner_texts()

    def paragraph(self, words: str) -> Locator:
        """Return the block with these words."""
        return self.page.locator("[data-block]").filter(has_text=words).first
