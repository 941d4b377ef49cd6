"""Jobs are done once, by whoever claims them, and their work and note are one."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import func, select

from wiki.domain import audit, housekeeping, jobs
from wiki.models import Audit, Job, UsedForm


def test_asking_twice_under_one_key_asks_once(db, at):
    first = jobs.ask(db, "seal", key="seal:now", due_at=at)
    db.flush()

    assert jobs.ask(db, "seal", key="seal:now", due_at=at) is first


def test_a_claimed_job_is_not_given_to_another_until_its_lease_ends(db, at):
    job = jobs.ask(db, "seal", key="seal:now", due_at=at)
    db.flush()

    assert jobs.claim(db, housekeeping.WORK, at=at) == job.id
    db.flush()
    assert jobs.claim(db, housekeeping.WORK, at=at) is None
    assert jobs.claim(db, housekeeping.WORK, at=at + jobs.LEASE + timedelta(seconds=1)) == job.id


def test_a_job_is_not_done_before_it_is_due(db, at):
    jobs.ask(db, "seal", key="seal:later", due_at=at + timedelta(hours=1))
    db.flush()

    assert jobs.claim(db, housekeeping.WORK, at=at) is None


def test_a_failed_job_waits_longer_each_time(db, at):
    job = jobs.ask(db, "seal", key="seal:now", due_at=at)
    db.flush()
    jobs.claim(db, housekeeping.WORK, at=at)
    jobs.postpone(job, failure="ValueError", at=at)
    db.flush()

    assert jobs.claim(db, housekeeping.WORK, at=at) is None
    assert jobs.claim(db, housekeeping.WORK, at=at + jobs.PAUSE) == job.id


def test_only_the_first_note_that_a_job_is_done_counts(db, at):
    job = jobs.ask(db, "seal", key="seal:now", due_at=at)
    db.flush()

    assert jobs.finish(db, job, at=at)
    assert not jobs.finish(db, job, at=at)


def test_an_hour_is_planned_once_and_seals_the_audit(db, at):
    audit.record(db, "document.created", "document", "x" * 26, by=None, at=at)
    housekeeping.plan(db, at=at)
    db.flush()
    housekeeping.plan(db, at=at)
    db.flush()

    assert db.scalar(select(func.count()).select_from(Job)) == 2
    while (job_id := jobs.claim(db, housekeeping.WORK, at=at)) is not None:
        housekeeping.do(db, job_id, at=at)
        db.flush()
    assert audit.unsealed_count(db) == 0
    assert audit.broken_seals(db) == []
    assert db.scalars(select(Audit.seal)).all() == [1]


def test_used_form_keys_are_forgotten_after_two_days(db, at):
    db.add(UsedForm(key_hash="a" * 64, used_on=(at - timedelta(days=3)).date(), location="/"))
    db.add(UsedForm(key_hash="b" * 64, used_on=at.date(), location="/"))
    db.flush()

    housekeeping.forget(db, at)

    assert db.scalars(select(UsedForm.key_hash)).all() == ["b" * 64]
