"""The poller does what is due, over several processes just once."""

from __future__ import annotations

from sqlalchemy import func, select

from tests.at_once import at_once
from wiki import poller
from wiki.domain import housekeeping
from wiki.models import Job


def undone(database):
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(Job).where(Job.done_at.is_(None)))


def test_a_round_leaves_nothing_due(database):
    assert poller.poll(database) == len(housekeeping.WORK)
    assert poller.poll(database) == 0
    assert undone(database) == 0


def test_a_job_that_fails_is_kept_for_later_and_stops_no_other(database, monkeypatch):
    def fail(_db, _at):
        raise ValueError("words of somebody")

    monkeypatch.setitem(housekeeping.WORK, "seal", fail)

    poller.poll(database)

    with database.read() as db:
        failures = {job.kind: job.failure for job in db.scalars(select(Job))}
    assert failures == {"seal": "ValueError", "forget": ""}
    assert undone(database) == 1


def test_several_pollers_at_once_do_each_job_once(database):
    tried = at_once([lambda: poller.poll(database)] * 4)

    assert sum(tried) == len(housekeeping.WORK)
    assert undone(database) == 0
