"""A document that comes in while people work on it overwrites nothing of theirs unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select

from tests import factories
from wiki.database import Database
from wiki.domain import bundles, texts
from wiki.domain.accounts import OPERATOR
from wiki.domain.arrivals import Incoming, IncomingText
from wiki.errors import Invalid
from wiki.models import Revision, Text
from wiki.text.frontmatter import Facts

WORDS = "We listen.\n"
COMING = Incoming(
    "code",
    {"en": "Code"},
    [
        IncomingText("respect.en.md", Facts("respect", "Respect", "en"), WORDS),
        IncomingText("help.en.md", Facts("help", "Help", "en"), "We help.\n"),
    ],
)


def bring_in(database: Database) -> None:
    """Import the document in a transaction of its own."""
    with database.write() as db:
        bundles.bring_in(db, COMING, by=OPERATOR, at=factories.AT, summary="imported")


def reword(database: Database) -> None:
    """Save a colleague's words in a transaction of its own."""
    with database.write() as db:
        text = db.scalars(select(Text).where(Text.title == "Respect")).one()
        prepared = texts.prepare(db, text, "We all listen.\n")
        texts.revise(db, text, prepared, by=None, at=factories.AT)


@contextmanager
def after_reading_all_texts(database: Database, act: Callable[[], None]) -> Iterator[None]:
    """Act once, as soon as somebody who writes has read all texts of a document."""
    done: list[str] = []

    def seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not done and "FROM text JOIN section" in statement:
            done.append(statement)
            act()

    event.listen(database._writer, "after_cursor_execute", seen)
    yield
    event.remove(database._writer, "after_cursor_execute", seen)
    assert done, "nobody read all texts"


def test_words_saved_while_a_document_comes_in_are_not_overwritten(
    database: Database, backend: str
) -> None:
    if backend == "sqlite":
        pytest.skip("SQLite lets nobody write while a document comes in")
    bring_in(database)

    with (
        after_reading_all_texts(database, lambda: reword(database)),
        pytest.raises(Invalid, match="texts_differ") as refused,
    ):
        bring_in(database)

    assert refused.value.values == {"texts": "respect (en)"}
    with database.read() as db:
        assert "We all listen.\n" in db.scalars(select(Text.source)).all()
        assert db.scalars(select(Revision.number).order_by(Revision.number)).all() == [1, 1, 2]
