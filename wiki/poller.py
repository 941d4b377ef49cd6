"""The thread that does jobs: one in each serving process, sharing the work through the database.

Work within the database is done and noted in one transaction. A mail is sent between two: whoever
ends in between sends it once more when its lease is over, under the same number.
"""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Collection

from sqlalchemy.exc import IntegrityError

from wiki import clock
from wiki.database import Busy, Database, Full
from wiki.domain import housekeeping, jobs, outbox
from wiki.domain.jobs import Failed
from wiki.models import Job

INTERVAL = 30.0
log = logging.getLogger("wiki.jobs")

Deliver = Callable[[str], None]
"""What writes and sends the mail of a job (by id) and notes it; raises Failed."""


class Poller(threading.Thread):
    """Does what is due, then waits for more; a process that ends takes it along."""

    def __init__(self, database: Database, deliver: Deliver | None = None) -> None:
        super().__init__(name="jobs", daemon=True)
        self._database = database
        self._deliver = deliver
        self._ending = threading.Event()

    def run(self) -> None:
        """Look for work until told to end: when some was asked for here, and now and then."""
        while not self._ending.is_set():
            self._database.work_waits.wait(INTERVAL)
            self._database.work_waits.clear()
            if not self._ending.is_set():
                self._poll()

    def end(self) -> None:
        """Look for no more work."""
        self._ending.set()
        self._database.work_waits.set()

    def _poll(self) -> None:
        """Do what is due; whatever goes wrong is noted by kind, and the next round tries again."""
        try:
            poll(self._database, self._deliver)
        except Exception as error:
            _note(type(error).__name__)


def poll(database: Database, deliver: Deliver | None = None) -> int:
    """Plan and do what is due now; return how many jobs were tried. Mails wait without `deliver`.

    Mails come first: somebody may wait for one. Where the mail server can't be had, the others
    wait for the next round. Raises what the database raises.
    """
    tried = 0
    if deliver is not None:
        tried += _work_off(database, outbox.KINDS, deliver, _postpone_mail)
    _plan(database)
    return tried + _work_off(database, housekeeping.WORK, _doing(database), _postpone)


Postpone = Callable[[Job, Failed], None]


def _work_off(database: Database, kinds: Collection[str], do: Deliver, postpone: Postpone) -> int:
    """Do all that is due of some kinds, until none could be; return how many jobs were tried."""
    tried, goes_on = 0, True
    while goes_on and (job_id := _claim(database, kinds)) is not None:
        tried += 1
        goes_on = _try(database, job_id, do, postpone)
    return tried


def _plan(database: Database) -> None:
    try:
        with database.write() as db:
            housekeeping.plan(db, at=clock.now())
    except IntegrityError:
        return  # another process planned the same at the same moment


def _claim(database: Database, kinds: Collection[str]) -> str | None:
    with database.write() as db:
        return jobs.claim(db, kinds, at=clock.now())


def _try(database: Database, job_id: str, do: Deliver, postpone: Postpone) -> bool:
    """Do one job and tell whether another could be done.

    What it raises is noted by kind, since its words could name somebody.
    """
    try:
        do(job_id)
    except (Busy, Full):
        raise
    except Exception as error:
        failed = error if isinstance(error, Failed) else Failed(type(error).__name__)
        _note(failed.failure)
        with database.write() as db:
            job = db.get(Job, job_id)
            if job is not None and job.done_at is None:
                postpone(job, failed)
        return not failed.for_all
    return True


def _doing(database: Database) -> Deliver:
    def do(job_id: str) -> None:
        with database.write() as db:
            housekeeping.do(db, job_id, at=clock.now())

    return do


def _postpone(job: Job, failed: Failed) -> None:
    jobs.postpone(job, failure=failed.failure, at=clock.now())


def _postpone_mail(job: Job, failed: Failed) -> None:
    outbox.postpone(job, failure=failed.failure, for_good=failed.for_good, at=clock.now())


def _note(failure: str) -> None:
    log.warning(json.dumps({"job": "failed", "kind": failure}))
