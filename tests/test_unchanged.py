"""What was read is remembered until somebody writes, and not a moment longer."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from sqlalchemy import String, bindparam, column, event, select, table, text
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from wiki import unchanged
from wiki.database import Database
from wiki.domain import plain

NOTES = select(column("words", String)).select_from(table("note"))
ONE = NOTES.where(column("id") == bindparam("id"))

Asked = list[str]


@pytest.fixture
def site(database: Database) -> Database:
    """Give a database with two notes in it."""
    with database.write() as db:
        db.execute(text("CREATE TABLE note (id INTEGER PRIMARY KEY, words TEXT)"))
        db.execute(text("INSERT INTO note VALUES (1, 'one'), (2, 'two')"))
    return database


@pytest.fixture
def embedded(site: Database) -> Database:
    """Give the same, where a database tells who else writes."""
    if not site.is_sqlite:
        pytest.skip("PostgreSQL tells a connection nothing of who else writes")
    return site


@pytest.fixture
def asked() -> Iterator[Asked]:
    """Give the questions that reach the database."""
    found: Asked = []

    def note(_connection: object, _cursor: object, statement: str, *_others: object) -> None:
        if statement.startswith("SELECT"):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


def words(db: Session, **given: int) -> list[str]:
    return [row[0] for row in plain.kept(db, ONE if given else NOTES, given)]


def written_over(database: Database, by: str) -> None:
    with database.write() as db:
        db.execute(text("UPDATE note SET words = :words WHERE id = 1"), {"words": by})


def from_another_process(database: Database, by: str) -> None:
    with closing(sqlite3.connect(str(database.file))) as other, other:
        other.execute("UPDATE note SET words = ? WHERE id = 1", (by,))


def test_what_nobody_changed_is_asked_for_once(embedded: Database, asked: Asked) -> None:
    for _ in range(5):
        with embedded.read() as db:
            assert words(db) == ["one", "two"]

    assert len(asked) == 1


def test_other_questions_have_other_answers(site: Database) -> None:
    for _ in range(2):
        with site.read() as db:
            assert (words(db, id=1), words(db, id=2), words(db, id=3)) == (["one"], ["two"], [])


@pytest.mark.parametrize("write", [written_over, from_another_process])
def test_what_anybody_wrote_is_read_at_once(
    embedded: Database, write: Callable[[Database, str], None]
) -> None:
    for number in range(5):
        with embedded.read() as db:
            words(db, id=1)
        write(embedded, str(number))
        with embedded.read() as db:
            assert words(db, id=1) == [str(number)]


def test_a_reader_sees_one_state_also_of_what_it_asks_later(embedded: Database) -> None:
    with embedded.read() as db:
        words(db, id=2)
    with embedded.read() as db:
        assert words(db, id=2) == ["two"]  # remembered: the database itself is asked nothing
        written_over(embedded, "other")
        assert words(db, id=1) == ["one"]
    with embedded.read() as db:
        assert words(db, id=1) == ["other"]


def test_who_writes_reads_what_they_wrote(site: Database) -> None:
    with site.read() as db:
        words(db, id=1)
    with site.write() as db:
        assert words(db, id=1) == ["one"]
        db.execute(text("UPDATE note SET words = 'mine' WHERE id = 1"))
        assert words(db, id=1) == ["mine"]


def test_what_idle_connections_know_can_be_forgotten(embedded: Database, asked: Asked) -> None:
    with embedded.read() as db:
        words(db)
    embedded.forget()
    with embedded.read() as db:
        words(db)

    assert len(asked) == 2


def test_no_connection_remembers_more_than_its_share(embedded: Database, asked: Asked) -> None:
    with embedded.write() as db:
        db.execute(text("UPDATE note SET words = :long"), {"long": "x" * unchanged.CHARACTERS})
    for _ in range(2):
        with embedded.read() as db:
            words(db)

    assert len(asked) == 2
