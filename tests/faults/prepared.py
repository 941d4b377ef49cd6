"""A document with many paragraphs, suggestions to decide on, and people who are signed in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from tests.web.browsing import SETTINGS, Browser
from wiki import clock, settings
from wiki.app import create_app
from wiki.database import Database
from wiki.domain import blocks
from wiki.models import Text

WRITERS = ("noor", "bram", "mirjam", "claire")


@dataclass(frozen=True)
class Part:
    """A section of its own: its key, where each paragraph is, and the suggestions on it."""

    key: str
    positions: Sequence[int]
    suggested: Sequence[str]


@dataclass
class Prepared:
    """The database, the cookies and tokens of people, and the sections to write in."""

    app: Flask
    database: Database
    people: Cast
    visits: dict[str, tuple[str, str]] = field(default_factory=dict)

    def part(self, key: str, suggested: int = 0) -> Part:
        """Make another section; its first paragraphs have a suggestion each."""
        with self.database.write() as db:
            document = db.merge(self.people.document)
            source = "\n\n".join(paragraph(one) for one in range(24)) + "\n"
            text = factories.text(db, document, source, key=key, at=clock.now())
            made = [
                factories.proposal(
                    db,
                    text,
                    f"on floor {one}.",
                    f"on floor {one}, every day.",
                    by=db.merge(self.people.bram),
                    at=clock.now(),
                ).id
                for one in range(suggested)
            ]
            return Part(text.section.key, _positions(text), made)


def paragraph(number: int) -> str:
    """Return the words of a paragraph."""
    return f"Paragraph {number} says that colleagues greet each other on floor {number}."


def prepare(database: Database) -> Prepared:
    """Return the database with its people, four of them signed in."""
    with database.write() as db:
        people = _gathered(db)
    app = create_app(settings.read(SETTINGS), database)
    prepared = Prepared(app, database, people)
    for name in WRITERS:
        browser = Browser(app, database).sign_in(getattr(people, name))
        token = browser.token()
        cookie = browser.client.get_cookie("sign-in")
        assert cookie is not None
        prepared.visits[name] = (cookie.value, token)
    return prepared


def _gathered(db: Session) -> Cast:
    people = casts.gather(db, factories.document(db, at=clock.now()))
    for account in people.everyone().values():
        if account is not None:
            db.refresh(account)
    return people


def _positions(text: Text) -> list[int]:
    split = blocks.split(text.source)
    return [place for place, block in enumerate(split) if block.source.startswith("Paragraph")]
