"""The poller does what is due, over several processes just once."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import func, select
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


def test_several_pollers_at_once_do_each_job_once(database: Database) -> None:
    tried = at_once([lambda: poller.poll(database)] * 4)

    assert sum(int(str(count)) for count in tried) == len(housekeeping.WORK)
    assert undone(database) == 0
