"""A filled site, and what everybody meets on each page and with each form.

What an open form does is undone, so that the site stays as it was filled.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cached_property
from typing import Any
from urllib.parse import quote

from sqlalchemy import select, text
from sqlalchemy.orm import Session
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests import cast as casts
from tests.web import filling
from tests.web.browsing import MAILING, Browser
from tests.web.filling import Place
from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.models import Base, Readers, new_id

OF_THINGS = ("thread", "proposal", "comment", "contribution", "said")
OF_A_DOCUMENT = (*OF_THINGS, "round_id")
RANDOM = re.compile(r'(name="(?:csrf_token|form_key)" value=")[^"]*')
SAYS_NOTHING = ("Content-Length", "Set-Cookie", "X-Request-Id")


class Undone(Database):
    """A database that undoes the changes of every transaction at its end."""

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a handle that works as ever, and keep nothing."""
        try:
            with super().write() as db:
                yield db
                db.flush()
                raise _NothingIsKept
        except _NothingIsKept:
            pass


class _NothingIsKept(Exception):
    pass


class Site:
    """Documents of every kind, the people who come to see them, and the app on both.

    Both databases tell by a number whether anything was written since, so that the rows need not be
    read each time.
    """

    def __init__(
        self, database: Database, undone: Database, kinds: Iterable[Readers] = Readers
    ) -> None:
        with database.write() as db:
            self.cast, self.secrets = filling.everyone(db)
            self.places = {kind: filling.place(db, self.cast, kind) for kind in kinds}
        configured = settings.read(MAILING)
        self.database = database
        self.apps = {False: create_app(configured, database), True: create_app(configured, undone)}
        self._guests: dict[tuple[str, bool], Browser] = {}
        self._tokens: dict[tuple[str, bool], str] = {}
        self._watcher = sqlite3.connect(str(database.file)) if database.file else None
        self._known: tuple[str, dict[str, list[str]]] = ("", {})

    @cached_property
    def rules(self) -> dict[str, Rule]:
        """Return every rule by endpoint and method, such as `threads.show GET`."""
        every = self.apps[False].url_map.iter_rules()
        return {f"{rule.endpoint} {method}": rule for rule in every for method in methods(rule)}

    def address(self, rule: Rule, place: Place, **others: str) -> str:
        """Return the address of a page about the things of a place; `others` replaces values."""
        known = place.values | others
        known |= {"name": f"{known['document']}-draft.md", "address": self._asset}
        own = {name: known.get(f"{rule.endpoint}.{name}", known[name]) for name in rule.arguments}
        named = own | {name: value for name, value in others.items() if name in own}
        adapter = self.apps[False].url_map.bind("localhost")
        return adapter.build(rule.endpoint, named, methods(rule)[0])

    def visit(
        self,
        who: str,
        method: str,
        address: str,
        fields: Mapping[str, Any] | None = None,
        *,
        undone: bool = False,
        language: str = "",
    ) -> TestResponse:
        """Return what a person meets at an address, in the language that they chose last.

        `undone` keeps nothing that it changes.
        """
        guest = self._guest(who, undone)
        if language:
            guest.client.set_cookie("language", self._chosen(who, language))
        if method != "POST":
            return guest.client.open(address, method=method)
        if (who, undone) not in self._tokens:
            self._tokens[who, undone] = guest.token()
        sent = {"csrf_token": self._tokens[who, undone], **(fields or {})}
        response = guest.client.post(address, data=sent)
        if undone:
            self._begin_anew(who, guest)
        return response

    def state(self) -> dict[str, list[str]]:
        """Return every row of the database, read anew where anything was written since."""
        version = self._version()
        if version != self._known[0]:
            self._known = (version, self._rows())
        return self._known[1]

    def _version(self) -> str:
        """Return what the database says has been written so far."""
        if self._watcher is not None:
            return str(self._watcher.execute("PRAGMA data_version").fetchone()[0])
        with self.database.read() as db:
            return str(db.scalar(text("SELECT pg_current_wal_insert_lsn()")))

    def _begin_anew(self, who: str, guest: Browser) -> None:
        """Let a person come again with nothing left to tell them, and signed in as before."""
        with guest.client.session_transaction() as cookie:
            cookie.pop("_flashes", None)
            if "csrf_token" not in cookie:
                del self._guests[who, True], self._tokens[who, True]

    def close(self) -> None:
        """Stop watching the database."""
        if self._watcher is not None:
            self._watcher.close()

    def _rows(self) -> dict[str, list[str]]:
        with self.database.read() as db:
            return {
                name: sorted(map(repr, db.execute(select(table)).all()))
                for name, table in Base.metadata.tables.items()
            }

    def _chosen(self, who: str, language: str) -> str:
        """Return what the browser of somebody keeps after they chose a language."""
        signed_in = who in casts.PARTS
        return f"{language}.{casts.PARTS[who][1]}" if signed_in else language

    def _guest(self, who: str, undone: bool) -> Browser:
        """Return a person's browser, signed in where somebody is."""
        if (who, undone) not in self._guests:
            guest = Browser(self.apps[undone], self.database)
            if who in self.secrets:
                with guest.client.session_transaction() as cookie:
                    cookie["_user_id"] = self.secrets[who]
            self._guests[who, undone] = guest
        return self._guests[who, undone]

    @cached_property
    def _asset(self) -> str:
        """Return the name of the style sheet."""
        page = self.visit("visitor", "GET", "/help").text
        return re.findall(r"/assets/([\w.-]+\.css)", page)[0]


@contextmanager
def opened(address: str, kinds: Iterable[Readers] = Readers) -> Iterator[Site]:
    """Give a site on an empty database, filled with a document of each kind."""
    with (
        closing(Database(address, durable=False)) as database,
        closing(Undone(address, durable=False)) as undone,
    ):
        site = Site(database, undone, kinds)
        yield site
        site.close()


def methods(rule: Rule) -> list[str]:
    """Return the methods of a rule that need a row; HEAD and OPTIONS follow from them."""
    return sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})


def ids_of_nothing(rule: Rule) -> dict[str, str]:
    """Return new ids for the things that the address of a rule names."""
    return {name: new_id() for name in OF_A_DOCUMENT if name in rule.arguments}


def said(response: TestResponse, address: str) -> tuple[int, str, set[tuple[str, str]]]:
    """Return all that an answer tells, without its own address and what differs each time."""
    page = RANDOM.sub(r"\1", response.text)
    for spelled in sorted({address, quote(address), quote(address, safe="")}, key=len):
        page = page.replace(spelled, "@")
    headers = {(name, value) for name, value in response.headers if name not in SAYS_NOTHING}
    return response.status_code, page, headers
