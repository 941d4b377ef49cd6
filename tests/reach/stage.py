"""A small site of its own for one state of a page: one text in one language, and the cast."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from tests.databases import Copies
from tests.web.browsing import MAILING, Browser
from wiki import clock, settings
from wiki.app import create_app
from wiki.database import Database
from wiki.domain import editing, outlooks, releases, sections
from wiki.models import Account, Document, Text

CODE = "/documents/code"


class Stage:
    """The app of a demo on a database with one short text; everybody reads its language."""

    def __init__(self, database: Database, language: str) -> None:
        self.database, self.language = database, language
        self.section = f"{CODE}/{language}/sections/respect"
        with database.write() as db:
            self.people = self._gather(db)
        self.app = create_app(settings.read(MAILING), database, demo=True)

    def visit(self, account: Account | None = None) -> Browser:
        """Return a browser of somebody."""
        browser = Browser(self.app, self.database)
        if account is None:
            browser.client.set_cookie("language", self.language)
            return browser
        return browser.sign_in(account)

    def text(self, db: Session) -> Text:
        """Return the text."""
        document = db.get_one(Document, self.people.document.id)
        return sections.find_text(db, document, "respect", self.language)

    def suggest(self, old: str = "in the morning", new: str = "every day") -> str:
        """Have Noor suggest other words; returns the address of that."""
        with self.database.write() as db:
            by = db.get_one(Account, self.people.noor.id)
            made = factories.proposal(db, self.text(db), old, new, by=by, at=clock.now())
            return f"{CODE}/proposals/{made.id}"

    def comment(self, by: Account, words: str) -> str:
        """Say something about the text, and return the id of the talk."""
        with self.database.write() as db:
            who = db.get_one(Account, by.id)
            return factories.thread(db, self.text(db), by=who, words=words, at=clock.now()).id

    def move_on(self, old: str, new: str) -> None:
        """Have Claire change the text."""
        with self.database.write() as db:
            text, by = self.text(db), db.get_one(Account, self.people.claire.id)
            seen = outlooks.onto_head(db, text, text.source, text.source.replace(old, new))
            editing.save(db, seen, summary="Other words", by=by, at=clock.now())

    def release(self) -> None:
        """Have Sanne make a release."""
        with self.database.write() as db:
            document = db.get_one(Document, self.people.document.id)
            by = db.get_one(Account, self.people.sanne.id)
            releases.make(db, document, "For all", by=by, at=clock.now())

    def plan(self, opens_in: int, closes_in: int) -> None:
        """Plan a round, in days from today."""
        today = clock.now().date()
        days = {
            "opens_on": today + timedelta(days=opens_in),
            "closes_on": today + timedelta(days=closes_in),
        }
        with self.database.write() as db:
            document = db.get_one(Document, self.people.document.id)
            by = db.get_one(Account, self.people.sanne.id)
            factories.round_(db, document, by=by, **days)

    def _gather(self, db: Session) -> Cast:
        people = casts.gather(db, factories.document(db))
        factories.text(db, people.document, language=self.language)
        db.execute(update(Account).values(language=self.language))
        for account in people.everyone().values():
            if account is not None:
                db.refresh(account)
        return people


@contextmanager
def staged(copies: Copies, language: str) -> Iterator[Stage]:
    """Give a stage on an empty database."""
    with copies.lent() as address, closing(Database(address, durable=False)) as database:
        yield Stage(database, language)
