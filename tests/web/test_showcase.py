"""The page of components: on a demo, with all of them; on a real site not at all."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

import pytest
from flask import Flask

from tests.web.browsing import SETTINGS, Browser
from tests.web.suggesting import queries_of
from wiki import paths, settings
from wiki.app import create_app
from wiki.database import Database

PAGE = "/components"


@pytest.fixture
def demo(database: Database) -> Flask:
    return create_app(settings.read(SETTINGS), database, demo=True)


class Ids(HTMLParser):
    """The ids of a page, those of templates for scripts left out."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the id of an element."""
        self.found += [value or "" for name, value in attrs if name == "id"]


@pytest.mark.parametrize(("language", "heading"), [("en", "Components"), ("nl", "Componenten")])
def test_a_demo_shows_every_file_of_components(
    demo: Flask, database: Database, language: str, heading: str
) -> None:
    browser = Browser(demo, database)

    page = browser.get(PAGE, headers={"Accept-Language": language}).text

    assert f"<h1>{heading}</h1>" in page
    shown = set(re.findall(r'id="of-(\w+)"', page))
    assert shown == {file.stem for file in (paths.templates() / "components").glob("*.html")}
    assert [one for one, times in Counter(Ids(page).found).items() if times > 1] == []
    assert browser.post(PAGE).location == PAGE


def test_a_real_site_has_no_such_page(browser: Browser) -> None:
    assert browser.get(PAGE).status_code == 404
    assert browser.post(PAGE).status_code == 404


def test_the_page_asks_the_database_nothing(demo: Flask, database: Database) -> None:
    browser = Browser(demo, database)

    assert queries_of(database, lambda: browser.get(PAGE)) == 0
