"""The thread that does jobs: one in each serving process, sharing the work through the database."""

from __future__ import annotations

import json
import logging
import threading

from sqlalchemy.exc import IntegrityError

from wiki import clock
from wiki.database import Busy, Database, Full
from wiki.domain import housekeeping, jobs
from wiki.models import Job

INTERVAL = 30.0
log = logging.getLogger("wiki.jobs")


class Poller(threading.Thread):
    """Does what is due, then waits; a process that ends takes it along."""

    def __init__(self, database: Database) -> None:
        super().__init__(name="jobs", daemon=True)
        self._database = database
        self._ending = threading.Event()

    def run(self) -> None:
        """Look for work until told to end."""
        while not self._ending.wait(INTERVAL):
            poll(self._database)

    def end(self) -> None:
        """Look for no more work."""
        self._ending.set()


def poll(database: Database) -> int:
    """Plan and do what is due now; return how many jobs were tried."""
    tried = 0
    try:
        _plan(database)
        while (job_id := _claim(database)) is not None:
            tried += 1
            _do(database, job_id)
    except (Busy, Full) as error:
        _note(type(error).__name__)  # the next round tries again
    return tried


def _plan(database: Database) -> None:
    try:
        with database.write() as db:
            housekeeping.plan(db, at=clock.now())
    except IntegrityError:
        return  # another process planned the same at the same moment


def _claim(database: Database) -> str | None:
    with database.write() as db:
        return jobs.claim(db, at=clock.now())


def _do(database: Database, job_id: str) -> None:
    """Do one job; what it raises is noted by kind, since its words could name somebody."""
    try:
        with database.write() as db:
            housekeeping.do(db, job_id, at=clock.now())
    except (Busy, Full):
        raise
    except Exception as error:
        failure = type(error).__name__
        _note(failure)
        with database.write() as db:
            jobs.postpone(db.get_one(Job, job_id), failure=failure, at=clock.now())


def _note(failure: str) -> None:
    log.warning(json.dumps({"job": "failed", "kind": failure}))
