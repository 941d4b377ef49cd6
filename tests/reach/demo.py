"""The demo, walked through by everybody along every link: real texts, much talk, every outcome.

Of pages that are built from the same parts only the longest is kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.exceptions import HTTPException

from tests.demo import DOCUMENT, account
from tests.reach.views import LANGUAGES, Maker, View
from tests.web.browsing import Browser
from wiki.database import Database

PEOPLE = ("noor", "bram", "mirjam", "claire", "sanne", "joost", "ingrid", "henk", "otis")
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
TAG = re.compile(r"<[a-z][^>]*>")
VALUE = re.compile(r'(?<!class)(?<!role)(?<!type)="[^"]*"')
FILES = ("assets.show", "assets.favicon", "exports.show", "search.index")
MOST_PAGES = 3_000


class Walk:
    """What people meet who follow every link of the demo."""

    def __init__(self, app: Flask, database: Database) -> None:
        self._app, self._database = app, database
        self._maker = Maker(app)
        self._addresses = app.url_map.bind("localhost")
        self._longest: dict[tuple[str, str, str, frozenset[str]], View] = {}
        self._walked = False

    def of(self, endpoint: str) -> Iterator[View]:
        """Give the views of one page."""
        if not self._walked:
            self._walked = True
            for who in PEOPLE:
                self._walk(who)
        for key, view in self._longest.items():
            if key[0] == endpoint:
                yield view

    def _walk(self, who: str) -> None:
        browser = Browser(self._app, self._database).sign_in(account(self._database, who))
        seen: set[str] = set()
        todo = [f"{DOCUMENT}/{language}" for language in LANGUAGES] + ["/input"]
        while todo:
            address = todo.pop()
            if address in seen:
                continue
            seen.add(address)
            assert len(seen) < MOST_PAGES
            todo += self._keep(browser, who, address)

    def _keep(self, browser: Browser, who: str, address: str) -> list[str]:
        """Keep the page of an address where it is new or the longest; return where it leads."""
        endpoint = self._endpoint(address)
        if endpoint in FILES:
            return []
        view = self._maker.view(f"{address} of the demo as {who}", browser.get(address))
        if view is None:
            return []
        key = endpoint, view.language, view.template, parts(view.html)
        known = self._longest.get(key)
        if known is None or len(known.html) < len(view.html):
            self._longest[key] = view
        return [unescape(link) for link in LINK.findall(view.html)]

    def _endpoint(self, address: str) -> str:
        try:
            return str(self._addresses.match(urlsplit(address).path)[0])
        except HTTPException:
            return FILES[0]


def parts(html: str) -> frozenset[str]:
    """Return the kinds of elements a page is built from: names, classes and which attributes."""
    return frozenset(VALUE.sub("", tag) for tag in TAG.findall(html))
