"""What is remembered for the length of a transaction is forgotten with it."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests import factories
from wiki.database import Database
from wiki.domain import locks, plain
from wiki.models import Text


@pytest.fixture
def text(database: Database) -> Text:
    with database.write() as db:
        return factories.text(db, factories.document(db))


def retitle(db: Session, text: Text) -> None:
    """Change a title where the handle doesn't notice."""
    db.connection().execute(update(Text).where(Text.id == text.id).values(title="Later"))


def test_a_held_text_is_read_once_in_a_transaction(database: Database, text: Text) -> None:
    with database.write() as db:
        held = locks.hold_text(db, text)
        retitle(db, text)

        assert locks.hold_text(db, text) is held
        assert held.title == text.title


def test_a_text_is_held_anew_in_the_next_transaction(database: Database, text: Text) -> None:
    with database.write() as db:
        locks.hold_text(db, text)
        db.rollback()
        retitle(db, text)

        assert locks.hold_text(db, text).title == "Later"


def test_a_savepoint_that_is_undone_gives_its_locks_back(database: Database, text: Text) -> None:
    with database.write() as db:
        savepoint = db.begin_nested()
        locks.hold_text(db, text)
        savepoint.rollback()
        retitle(db, text)

        assert locks.hold_text(db, text).title == "Later"


def test_plain_rows_are_those_of_the_present_transaction(database: Database, text: Text) -> None:
    title = select(Text.title).where(Text.id == text.id)
    with database.write() as db:
        retitle(db, text)
        assert [row.title for row in plain.rows(db, title, {})] == ["Later"]
        db.rollback()

        assert [row.title for row in plain.rows(db, title, {})] == [text.title]
