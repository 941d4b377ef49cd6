"""A full or a busy database refuses in words, keeps what was typed and loses nothing."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from tests.faults import prepared
from tests.faults.prepared import Part, Prepared
from wiki.database import Database
from wiki.migrations import upgrade
from wiki.models import Base

WORDS = "Words that took an hour. " * 150
PATH = "/documents/code/en/sections/part-0/threads"


@pytest.fixture
def impatient(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Give the database of the test, seen by one who waits no longer than a second."""
    monkeypatch.setattr("wiki.database.PATIENCE", 1)
    address = database.url.render_as_string(hide_password=False)
    with closing(Database(address, durable=False)) as own:
        yield own


def rows(database: Database) -> dict[str, int]:
    with database.read() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def visitor(site: Prepared) -> FlaskClient:
    client = site.app.test_client()
    client.set_cookie("sign-in", site.visits["noor"][0])
    return client


def fields(site: Prepared, part: Part) -> dict[str, object]:
    first = part.positions[0]
    place = {
        "first_block": first,
        "last_block": first,
        "seen": 1,
        "shown_as": "name",
        "readers": "public",
    }
    return {"csrf_token": site.visits["noor"][1], "form_key": "one", "source": WORDS, **place}


@pytest.fixture
def embedded() -> Iterator[Database]:
    """Give an embedded database, whatever the others are."""
    with closing(Database("sqlite://", durable=False)) as own:
        upgrade.to_head(own)
        yield own


def test_a_full_disk_is_a_page_with_what_was_typed_and_no_half_row(embedded: Database) -> None:
    site = prepared.prepare(embedded)
    filled = fields(site, site.part("part-0"))
    client = visitor(site)
    before = rows(embedded)

    limit_pages(embedded, "1")
    refused = [client.post(PATH, data=filled) for _ in range(3)]

    assert [one.status_code for one in refused] == [507, 507, 507]
    assert all(WORDS.strip() in one.text and "<h1>" in one.text for one in refused)
    assert rows(embedded) == before
    assert client.get("/documents/code/en/sections/part-0").status_code == 200

    limit_pages(embedded, "1073741823")
    assert client.post(PATH, data=filled).status_code == 303


def limit_pages(database: Database, most: str) -> None:
    """Let the file of a database grow to so many pages at most, or stay as large as it is."""
    with database.write() as db:
        db.execute(text(f"PRAGMA max_page_count = {most}"))


def test_a_held_lock_is_a_page_from_which_to_try_again_and_reading_goes_on(
    impatient: Database,
) -> None:
    site = prepared.prepare(impatient)
    filled = fields(site, site.part("part-0"))
    client = visitor(site)
    before = rows(impatient)
    address = impatient.url.render_as_string(hide_password=False)

    with closing(Database(address)) as another, held(another):
        refused = client.post(PATH, data=filled)
        read = client.get("/documents/code/en/sections/part-0")

    assert refused.status_code == 503
    assert refused.headers["Retry-After"]
    assert WORDS.strip() in refused.text
    assert read.status_code == 200
    assert rows(impatient) == before
    assert client.post(PATH, data=filled).status_code == 303


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Keep every other writer waiting meanwhile."""
    with database.write() as db:
        if database.is_sqlite:
            db.connection()
        else:
            db.execute(text("SELECT id FROM text FOR UPDATE"))
        yield
        db.rollback()


def test_many_who_wait_for_one_lock_are_all_answered(impatient: Database) -> None:
    site = prepared.prepare(impatient)
    filled = fields(site, site.part("part-0"))
    address = impatient.url.render_as_string(hide_password=False)
    statuses: list[int] = []

    def send(number: int) -> None:
        mine = {**filled, "form_key": f"mine-{number}"}
        statuses.append(visitor(site).post(PATH, data=mine).status_code)

    with closing(Database(address)) as another, held(another):
        threads = [threading.Thread(target=send, args=(number,)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert statuses == [503] * 6
