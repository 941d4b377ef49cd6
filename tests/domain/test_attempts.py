"""Limits on guessing, and forms used once."""

from __future__ import annotations

import contextlib
import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wiki.database import Database
from wiki.domain import attempts, used_forms
from wiki.errors import TooMany
from wiki.models import Attempt, UsedForm

KEY = "key of the tests"


def try_it(db: Session, at: datetime, limits: dict[str, int], act: str = "sign_in") -> None:
    attempts.count(db, act, limits, key=KEY, at=at)


def test_as_many_tries_as_the_limit_are_taken_and_no_more(db: Session, at: datetime) -> None:
    for _ in range(3):
        try_it(db, at, {"noor": 3})

    with pytest.raises(TooMany) as refusal:
        try_it(db, at, {"noor": 3})
    assert 0 < refusal.value.seconds <= 15 * 60 + 1


def test_subjects_and_acts_are_counted_apart(db: Session, at: datetime) -> None:
    try_it(db, at, {"noor": 1})
    try_it(db, at, {"bram": 1})
    try_it(db, at, {"noor": 1}, act="other")

    with pytest.raises(TooMany):
        try_it(db, at, {"bram": 1, "joost": 5})


def test_after_the_wait_that_was_told_one_can_try_again(db: Session, at: datetime) -> None:
    try_it(db, at, {"noor": 1})
    with pytest.raises(TooMany) as refusal:
        try_it(db, at, {"noor": 1})

    try_it(db, at + timedelta(seconds=refusal.value.seconds), {"noor": 1})


def test_a_limit_may_be_for_a_day(db: Session, at: datetime) -> None:
    def try_today(at: datetime) -> None:
        attempts.count(db, "mail", {"noor": 2}, key=KEY, at=at, within=attempts.A_DAY)

    early = at.replace(hour=0, minute=0)
    try_today(early)
    try_today(early + timedelta(hours=9))

    with pytest.raises(TooMany) as refusal:
        try_today(early + timedelta(hours=23))
    assert refusal.value.seconds == 3600 + 1
    try_today(early + timedelta(days=1))


def test_a_try_that_was_right_is_forgiven(db: Session, at: datetime) -> None:
    for _ in range(5):
        try_it(db, at, {"noor": 1})
        attempts.forgive(db, "sign_in", {"noor": 1}, key=KEY, at=at)


def test_counts_are_forgotten_after_a_day_and_name_nobody(db: Session, at: datetime) -> None:
    try_it(db, at, {"noor@example.org": 1})
    row = db.scalars(select(Attempt)).one()
    assert "noor" not in row.subject_hash

    try_it(db, at + timedelta(days=2), {"bram": 1})

    assert db.scalar(select(func.count()).select_from(Attempt)) == 1


def test_many_tries_at_once_do_not_slip_through(database: Database, at: datetime) -> None:
    refused: list[TooMany] = []

    def guess() -> None:
        for _ in range(5):
            try:
                with database.write() as db:
                    try_it(db, at, {"noor": 7})
            except TooMany as error:
                refused.append(error)

    in_threads(guess, 4)

    assert len(refused) == 20 - 7


def test_a_form_leads_where_its_first_use_led(db: Session, at: datetime) -> None:
    assert used_forms.claim(db, "key", on=at.date()) is None
    used_forms.settle(db, "key", "/documents/code")

    assert used_forms.claim(db, "key", on=at.date()) == "/documents/code"
    assert used_forms.claim(db, "another", on=at.date()) is None


def test_a_form_that_says_something_else_is_used_for_the_first_time(
    db: Session, at: datetime
) -> None:
    for said in ("one", "other", "one"):
        assert used_forms.claim(db, "key", on=at.date(), said=said) is None
        used_forms.settle(db, "key", f"/{said}", said=said)

    assert used_forms.claim(db, "key", on=at.date(), said="one") == "/one"
    assert used_forms.location_of(db, "key", said="one") == "/one"
    assert used_forms.location_of(db, "key", said="other") is None


def test_what_another_form_said_is_not_forgotten(db: Session, at: datetime) -> None:
    used_forms.claim(db, "key", on=at.date(), said="one")
    used_forms.claim(db, "another", on=at.date(), said="other")

    assert used_forms.claim(db, "key", on=at.date(), said="one") is not None


def test_of_many_at_once_one_uses_the_form(database: Database, at: datetime) -> None:
    led: list[str | None] = []

    def send() -> None:
        for _ in range(5):
            with database.write() as db:
                earlier = used_forms.claim(db, "key", on=at.date())
                if earlier is None:
                    used_forms.settle(db, "key", "/there")
                led.append(earlier)

    in_threads(send, 4)

    assert sorted(led, key=str) == ["/there"] * 19 + [None]


def test_a_form_whose_use_failed_can_be_used_again(database: Database, at: datetime) -> None:
    with contextlib.suppress(ZeroDivisionError), database.write() as db:
        used_forms.claim(db, "key", on=at.date())
        raise ZeroDivisionError

    with database.write() as db:
        assert used_forms.claim(db, "key", on=at.date()) is None


def test_keys_of_old_forms_can_be_forgotten(db: Session, at: datetime) -> None:
    used_forms.claim(db, "old", on=at.date() - timedelta(days=9))
    used_forms.claim(db, "new", on=at.date())

    used_forms.forget(db, before=at.date() - timedelta(days=7))

    assert db.scalar(select(func.count()).select_from(UsedForm)) == 1


def in_threads(work: object, count: int) -> None:
    threads = [threading.Thread(target=work) for _ in range(count)]  # type: ignore[arg-type]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
