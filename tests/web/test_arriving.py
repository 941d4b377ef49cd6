"""Who opens a link signed out comes to its page by every way of signing in, in its language."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.mailbox import Mailbox, code_in, link_in
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION
from wiki import clock
from wiki.database import Database
from wiki.domain import accounts, passwords
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Text

Arrive = Callable[[Browser, str], str]
PASSWORD = "three blue horses"
NEXT = re.compile(r'name="next" value="([^"]*)"')
DUTCH = SECTION.replace("/en/", "/nl/")


@pytest.fixture(params=["password", "link", "code"])
def sign_in(
    request: pytest.FixtureRequest,
    people: Cast,
    database: Database,
    mailbox: Mailbox,
    post: Callable[[], int],
) -> Arrive:
    """Give what signs noor in from the page to sign in, and returns where that leads."""
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        noor.language = "nl"
        chosen = passwords.choose(PASSWORD)
        accounts.set_password(db, noor, chosen, by=OPERATOR, at=clock.now())

    def by_password(browser: Browser, following: str) -> str:
        known = {"email": "noor@example.org", "password": PASSWORD, "next": following}
        return str(browser.post("/sign-in", **known).location)

    def by_mail(browser: Browser, following: str) -> str:
        asked = {"purpose": "sign_in", "email": "noor@example.org", "next": following}
        page = str(browser.post("/sign-in/mail", **asked).location)
        post()
        if request.param == "code":
            return str(browser.post(page, code=code_in(mailbox.newest)).location)
        return str(browser.post(link_in(mailbox.newest, "/sign-in/link/")).location)

    return by_password if request.param == "password" else by_mail


@pytest.mark.parametrize("asked", ["/input", SECTION, DUTCH, "/documents/code/threads/none"])
def test_one_comes_to_the_page_that_was_asked_for(
    mailing: Flask, database: Database, text: Text, sign_in: Arrive, asked: str
) -> None:
    browser = Browser(mailing, database)
    answer = browser.get(asked)
    door = re.search(r'href="(/sign-in\?next=[^"]*)"', answer.text)
    page = browser.get(html.unescape(door[1]) if door else str(answer.location)).text
    following = NEXT.search(page, page.index("<main"))

    assert following
    assert sign_in(browser, html.unescape(following[1])) == asked


def test_nothing_is_said_of_another_language_than_that_of_the_page(
    mailing: Flask, database: Database, text: Text, sign_in: Arrive
) -> None:
    browser = Browser(mailing, database)
    sign_in(browser, SECTION)

    assert "Je leest verder" not in browser.get(SECTION).text
