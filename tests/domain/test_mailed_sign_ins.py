"""Mailed sign-ins: made alike for every address, used once, within limits."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from wiki.domain import jobs, mailed_sign_ins, notices, outbox, unsubscriptions
from wiki.domain.mailed_sign_ins import State
from wiki.errors import NotFound, Stale
from wiki.models import Job, MailedFor, MailedSignIn, MailFrequency

KEY = "the key of a site for tests"


def asked(db: Session, at: datetime, email: str = "noor@example.org") -> MailedSignIn:
    made = mailed_sign_ins.ask(db, email, purpose=MailedFor.SIGN_IN, key=KEY, at=at)
    db.flush()
    return made


def test_an_address_without_an_account_leaves_the_same_rows(
    db: Session, cast: Cast, at: datetime
) -> None:
    known, unknown = asked(db, at), asked(db, at, "nobody@example.org")

    assert known.account_id == cast.noor.id
    assert unknown.account_id is None
    assert {job.kind for job in db.scalars(select(Job))} == {outbox.SIGN_IN}
    code = mailed_sign_ins.code_of(unknown.id, key=KEY)
    assert not mailed_sign_ins.is_code(unknown, code, key=KEY)
    with pytest.raises(NotFound):
        mailed_sign_ins.of_link(db, mailed_sign_ins.link_of(unknown.id, key=KEY))


def test_a_code_is_eight_digits_however_it_is_spaced(db: Session, cast: Cast, at: datetime) -> None:
    made = asked(db, at)
    code = mailed_sign_ins.code_of(made.id, key=KEY)

    assert len(code) == 8
    assert code.isdigit()
    for typed in (code, f"{code[:4]} {code[4:]}", f"{code[:4]}-{code[4:]}"):
        assert mailed_sign_ins.is_code(made, typed, key=KEY)
    for wrong in ("", code[:7], code + "0", "\u00e9" * 8, "\u0660" * 8):
        assert not mailed_sign_ins.is_code(made, wrong, key=KEY)
    assert not mailed_sign_ins.is_code(made, code, key="another key")


def test_it_is_used_once_and_not_after_a_quarter_of_an_hour(
    db: Session, cast: Cast, at: datetime
) -> None:
    made, late = asked(db, at), asked(db, at)

    assert mailed_sign_ins.use(db, made, at=at) is cast.noor
    db.refresh(made)
    assert mailed_sign_ins.state(made, at=at) is State.USED
    with pytest.raises(Stale):
        mailed_sign_ins.use(db, made, at=at)
    assert mailed_sign_ins.state(late, at=at + mailed_sign_ins.LASTS) is State.EXPIRED
    with pytest.raises(Stale):
        mailed_sign_ins.use(db, late, at=at + mailed_sign_ins.LASTS)


def test_five_codes_may_be_tried(db: Session, cast: Cast, at: datetime) -> None:
    made = asked(db, at)

    for _ in range(5):
        mailed_sign_ins.count_try(db, made.id)
    with pytest.raises(Stale):
        mailed_sign_ins.count_try(db, made.id)
    mailed_sign_ins.forgive_try(db, made.id)
    mailed_sign_ins.count_try(db, made.id)


def test_they_are_forgotten_a_day_after_they_end(db: Session, cast: Cast, at: datetime) -> None:
    asked(db, at)

    mailed_sign_ins.forget(db, before=at)
    assert db.scalars(select(MailedSignIn)).all()
    mailed_sign_ins.forget(db, before=at + timedelta(days=1))
    assert not db.scalars(select(MailedSignIn)).all()


def test_a_link_that_ends_mails_works_once_and_for_half_a_year(
    db: Session, cast: Cast, at: datetime
) -> None:
    today = at.date()
    secrets = [
        unsubscriptions.offer(db, cast.noor, about=about, key=KEY, on=today)
        for about in ("one", "one", "two")
    ]
    db.flush()

    assert len(set(secrets)) == 2
    unsubscriptions.use(db, unsubscriptions.get(db, secrets[0], on=today))
    db.flush()
    assert cast.noor.mails is MailFrequency.NEVER
    for secret, on in ((secrets[0], today), (secrets[2], today + timedelta(days=181))):
        with pytest.raises(NotFound):
            unsubscriptions.get(db, secret, on=on)


@pytest.mark.parametrize(("hour", "days"), [(3, 0), (7, 1), (23, 1)])
def test_the_mail_of_a_day_is_due_at_seven(at: datetime, hour: int, days: int) -> None:
    now = at.replace(hour=hour)

    due = notices.next_morning(now)

    assert (due.hour, due.minute, (due.date() - now.date()).days) == (7, 0, days)


def test_a_mail_waits_twice_as_long_each_time_until_it_is_given_up(
    db: Session, at: datetime
) -> None:
    job = outbox.ask(db, outbox.NOTICES, "x", key="x", due_at=at)
    db.flush()
    waited = timedelta()

    while job.given_up_at is None:
        assert jobs.claim(db, outbox.KINDS, at=at + waited) == job.id
        outbox.postpone(job, failure="Timeout", for_good=False, at=at + waited)
        waited = job.due_at - at
        db.flush()

    assert timedelta(days=2) < waited < timedelta(days=4)
    assert jobs.claim(db, outbox.KINDS, at=at + timedelta(days=30)) is None
