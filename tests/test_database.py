"""A database is read and written in transactions that end by themselves, on both kinds alike."""

from __future__ import annotations

import threading
from contextlib import closing

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from wiki import database as databases
from wiki.database import Busy, Database, Full


@pytest.fixture
def counter(database: Database) -> Database:
    """Give a database with one number in it."""
    with database.write() as db:
        db.execute(text("CREATE TABLE counter (n INTEGER PRIMARY KEY)"))
        db.execute(text("INSERT INTO counter VALUES (0)"))
    return database


def value(db: Session, *, lock: str = "") -> int:
    return int(db.execute(text(f"SELECT n FROM counter {lock}")).scalar_one())


def put(db: Session, number: int) -> None:
    db.execute(text("UPDATE counter SET n = :n"), {"n": number})


def test_what_is_written_is_kept(counter: Database) -> None:
    with counter.write() as db:
        put(db, 7)

    with counter.read() as db:
        assert value(db) == 7


def test_an_error_keeps_nothing_of_the_transaction(counter: Database) -> None:
    def fail_halfway() -> None:
        with counter.write() as db:
            put(db, 7)
            raise LookupError

    with pytest.raises(LookupError):
        fail_halfway()

    with counter.read() as db:
        assert value(db) == 0


def test_a_handle_for_reading_cannot_write(counter: Database) -> None:
    with pytest.raises(DBAPIError), counter.read() as db:
        put(db, 7)


def test_a_reader_sees_one_state_while_others_write(counter: Database) -> None:
    with counter.read() as reader:
        before = value(reader)
        with counter.write() as writer:
            put(writer, 7)

        assert value(reader) == before


def test_writers_in_many_threads_lose_no_count(counter: Database) -> None:
    lock = "" if counter.is_sqlite else "FOR UPDATE"

    def add() -> None:
        for _ in range(25):
            with counter.write() as db:
                put(db, value(db, lock=lock) + 1)

    threads = [threading.Thread(target=add) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with counter.read() as db:
        assert value(db) == 100


def test_a_row_that_refers_to_nothing_is_refused(counter: Database) -> None:
    with counter.write() as db:
        db.execute(text("CREATE TABLE note (n INTEGER REFERENCES counter (n))"))

    with pytest.raises(IntegrityError), counter.write() as db:
        db.execute(text("INSERT INTO note VALUES (99)"))


def test_a_writer_who_waits_too_long_is_told_that_the_database_is_busy(
    counter: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)
    address = counter.url.render_as_string(hide_password=False)
    with (
        closing(Database(address, durable=False)) as other,
        other.write() as holder,
    ):
        put(holder, 1)
        impatient = Database(address, durable=False)
        with closing(impatient), pytest.raises(Busy), impatient.write() as db:
            put(db, 2)


def test_writers_of_one_process_queue_and_the_last_is_told_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(databases, "PATIENCE", 0.05)

    with (
        closing(Database("sqlite://", durable=False)) as embedded,
        embedded.write(),
        pytest.raises(Busy),
        embedded.write(),
    ):
        pass


def test_a_full_database_says_so_and_works_again_once_there_is_room() -> None:
    def fill(db: Session, *, room: int) -> None:
        db.execute(text(f"PRAGMA max_page_count = {room}"))
        db.execute(text("INSERT INTO page VALUES (:body)"), {"body": "x" * 100_000})

    with closing(Database("sqlite://", durable=False)) as small:
        with small.write() as db:
            db.execute(text("CREATE TABLE page (body TEXT)"))
        with pytest.raises(Full), small.write() as db:
            fill(db, room=2)
        with small.write() as db:
            fill(db, room=1000)
        with small.read() as db:
            assert db.execute(text("SELECT count(*) FROM page")).scalar_one() == 1


def test_a_migration_that_rebuilds_a_table_keeps_the_rows_that_refer_to_it() -> None:
    with closing(Database("sqlite://", durable=False)) as database:
        with database.write() as db:
            db.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
            db.execute(text("CREATE TABLE child (id REFERENCES parent (id) ON DELETE CASCADE)"))
            db.execute(text("INSERT INTO parent VALUES (1)"))
            db.execute(text("INSERT INTO child VALUES (1)"))

        with database.migration() as connection:
            connection.execute(text("CREATE TABLE rebuilt (id INTEGER PRIMARY KEY, name TEXT)"))
            connection.execute(text("INSERT INTO rebuilt (id) SELECT id FROM parent"))
            connection.execute(text("DROP TABLE parent"))
            connection.execute(text("ALTER TABLE rebuilt RENAME TO parent"))

        with database.read() as db:
            assert db.execute(text("SELECT count(*) FROM child")).scalar_one() == 1


def test_a_migration_that_leaves_rows_referring_to_nothing_is_undone() -> None:
    with closing(Database("sqlite://", durable=False)) as database:
        with database.write() as db:
            db.execute(text("CREATE TABLE parent (id INTEGER PRIMARY KEY)"))
            db.execute(text("CREATE TABLE child (id REFERENCES parent (id))"))
            db.execute(text("INSERT INTO parent VALUES (1)"))
            db.execute(text("INSERT INTO child VALUES (1)"))

        with pytest.raises(RuntimeError, match="child"), database.migration() as connection:
            connection.execute(text("DELETE FROM parent"))

        with database.read() as db:
            assert db.execute(text("SELECT count(*) FROM parent")).scalar_one() == 1


def test_a_temporary_database_goes_when_it_is_closed() -> None:
    database = Database("sqlite://", durable=False)
    with database.write() as db:
        db.execute(text("CREATE TABLE note (body TEXT)"))

    database.close()

    assert database.file is not None
    assert not database.file.parent.exists()
