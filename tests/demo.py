"""The demo as tests meet it: filled, served on loopback, its people signed in without the form."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select

from tests.serving import serving
from tests.web.browsing import SETTINGS, Browser
from wiki import clock, settings
from wiki.app import create_app
from wiki.commands import starting
from wiki.database import Database
from wiki.domain import releases
from wiki.migrations import upgrade
from wiki.models import Account, Contribution, ContributionKind, Document

DOCUMENT = "/documents/employee-code"
LEAD = "sanne"


def fill(database: Database) -> None:
    """Write the demo into an empty database."""
    with database.write() as db:
        starting.fill(db, settings.read(SETTINGS), at=clock.now())


def account(database: Database, name: str) -> Account:
    """Return somebody of the demo, with their roles."""
    with database.read() as db:
        found = db.scalars(select(Account).where(Account.email == f"{name}@example.org")).one()
        assert found.memberships is not None
        return found


@dataclass(frozen=True)
class Demo:
    """A site that shows the demo, and its address."""

    app: Flask
    database: Database
    site: str

    def sign_in(self, name: str) -> str:
        """Return the cookie of a browser on which somebody is signed in."""
        browser = Browser(self.app, self.database).sign_in(account(self.database, name))
        cookie = browser.client.get_cookie("sign-in")
        assert cookie is not None
        return cookie.value

    def proposal(self, *, waits: bool = False) -> str:
        """Return the id of the first suggestion; `waits` asks for one without an outcome."""
        asked = select(Contribution.id).where(Contribution.kind == ContributionKind.PROPOSAL)
        if waits:
            asked = asked.where(Contribution.outcome.is_(None), Contribution.held_at.is_(None))
        with self.database.read() as db:
            return db.scalars(asked.order_by(Contribution.number)).first() or ""

    def release(self, title: str) -> None:
        """Make a release of the draft as it stands."""
        with self.database.write() as db:
            by = db.get_one(Account, account(self.database, LEAD).id)
            document = db.scalars(select(Document)).first()
            assert document is not None
            releases.make(db, document, title, by=by, at=clock.now())


@contextmanager
def served() -> Iterator[Demo]:
    """Serve the demo until the end of the block."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(f"sqlite:///{folder}/wiki.sqlite3")) as database,
    ):
        upgrade.to_head(database)
        fill(database)
        app = create_app(settings.read(SETTINGS), database)
        with serving(app) as site:
            yield Demo(app, database, site)
