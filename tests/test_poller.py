"""The poller does what is due, over several processes just once."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.at_once import at_once
from wiki import poller
from wiki.database import Database
from wiki.domain import housekeeping
from wiki.models import Job


def undone(database: Database) -> int:
    with database.read() as db:
        query = select(func.count()).select_from(Job).where(Job.done_at.is_(None))
        return db.scalar(query) or 0


def planned(database: Database) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(Job)) or 0


def wait_for(happened: Callable[[], object]) -> None:
    for _ in range(1_000):
        if happened():
            return
        time.sleep(0.01)
    pytest.fail("it did not happen")


def test_a_round_leaves_nothing_due(database: Database) -> None:
    assert poller.poll(database) == len(housekeeping.WORK)
    assert poller.poll(database) == 0
    assert undone(database) == 0


def test_a_job_that_fails_is_kept_for_later_and_stops_no_other(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_db: Session, _at: datetime) -> None:
        raise ValueError("words of somebody")

    monkeypatch.setitem(housekeeping.WORK, "seal", fail)

    poller.poll(database)

    with database.read() as db:
        failures = {job.kind: job.failure for job in db.scalars(select(Job))}
    assert failures == {"seal": "ValueError", "forget": ""}
    assert undone(database) == 1


def test_it_goes_on_when_the_database_was_away(
    database: Database, caplog: pytest.LogCaptureFixture
) -> None:
    with database.write() as db:
        db.execute(text("ALTER TABLE job RENAME TO job_away"))
    thread = poller.Poller(database)
    thread.start()
    database.work_waits.set()
    wait_for(lambda: "Error" in caplog.text)
    with database.write() as db:
        db.execute(text("ALTER TABLE job_away RENAME TO job"))

    database.work_waits.set()

    wait_for(lambda: undone(database) == 0 and planned(database))
    thread.end()
    thread.join()


def test_several_pollers_at_once_do_each_job_once(database: Database) -> None:
    tried = at_once([lambda: poller.poll(database)] * 4)

    assert sum(int(str(count)) for count in tried) == len(housekeeping.WORK)
    assert undone(database) == 0
