"""From a mail to a comment that is sent, on a phone: every tap is counted."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Locator

from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.mailbox import Mailbox, link_in
from tests.serving import serving
from tests.web.browsing import Browser
from wiki.database import Database

pytestmark = pytest.mark.browser

SECTION = "/documents/code/en/sections/speaking-up"
MOST = 5


class Thumb(Reader):
    """Somebody with a phone in one hand."""

    taps = 0

    def _press(self, what: Locator) -> None:
        self.taps += 1
        what.tap()

    def opens_from_a_mail(self, link: str) -> None:
        """Tap the link in a mail."""
        self.taps += 1
        self.opens(link)

    def taps_react_at(self, words: str) -> None:
        """Tap the button beside a paragraph."""
        self._press(self.paragraph(words).locator("[data-react]"))


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_mail_to_a_sent_comment_in_five_taps_at_most(
    chromium: Chromium,
    mailing: Flask,
    mailbox: Mailbox,
    post: Callable[[], int],
    database: Database,
    people: Cast,
    scripts: bool,
) -> None:
    laptop = Browser(mailing, database)
    asked = {"purpose": "sign_in", "email": "noor@example.org", "next": SECTION}
    assert laptop.post("/sign-in/mail", **asked).status_code == 303
    post()
    link = link_in(mailbox.newest, "/sign-in/link/")

    with serving(mailing) as site:
        noor = Thumb(chromium, site, device=PHONE, scripts=scripts)
        noor.opens_from_a_mail(link)
        noor.presses("Sign in")
        noor.taps_react_at("We say it to the person first")
        noor.page.keyboard.type("Also in a mail?") if scripts else noor.writes(
            "Also in a mail?", in_="Your comment"
        )
        noor.presses("Send comment")

        noor.sees("Thank you.", "Also in a mail?")
        assert noor.taps <= MOST
        assert noor.fits_the_screen()
        noor.leaves()
