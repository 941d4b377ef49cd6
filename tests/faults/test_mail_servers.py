"""What mail servers and a lost database do to mail: none is lost, told twice or held up."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, text

from tests import factories, news
from tests.cast import Cast
from tests.mailbox import Mailbox, free_port, text_of
from tests.news import answer, answered, mail_jobs, wait
from tests.web.browsing import SETTINGS
from wiki import clock, poller, settings
from wiki.app import create_app
from wiki.commands.serving import start_jobs
from wiki.database import Database
from wiki.domain import housekeeping, jobs, mailed_sign_ins, outbox
from wiki.models import Account, Job, MailedFor, Notice, Text
from wiki.poller import Poller
from wiki.web.postman import postman_of

Post = Callable[[], int]
BRAM = "bram@example.org"
SOON = 20.0
"""Seconds within which a thread that lives has surely done what it was asked."""

OTHERS = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"


@pytest.fixture
def people(database: Database) -> Cast:
    """Give the cast, at work on a document that people talk about."""
    return news.talkers(database)


def answered_twice(database: Database, people: Cast) -> None:
    """Have two answers wait for Noor."""
    with database.write() as db:
        found = db.scalars(select(Text)).one()
        noor = db.get_one(Account, people.noor.id)
        for words in ("greet everyone", "accent"):
            about = factories.thread(db, found, by=noor, on=words, at=clock.now()).contribution
            answer(db, about, people.mirjam)
    wait(database)


def answered_to(database: Database, people: Cast, *names: str) -> None:
    """Have an answer wait for each of some people."""
    with database.write() as db:
        found = db.scalars(select(Text)).one()
        for name in names:
            by = db.get_one(Account, getattr(people, name).id)
            made = factories.thread(db, found, by=by, words=name, at=clock.now())
            answer(db, made.contribution, people.mirjam)
    wait(database)


def ask_to_sign_in(database: Database, mailbox: Mailbox, email: str) -> None:
    """Have a link to sign in mailed to somebody."""
    key = settings.read(mailbox.settings).secret_key
    with database.write() as db:
        mailed_sign_ins.ask(db, email, purpose=MailedFor.SIGN_IN, key=key, at=clock.now())


def told(mailbox: Mailbox) -> list[str]:
    """Return which answers the mails tell, one by one."""
    lines = [line for mail in mailbox.mails for line in text_of(mail).splitlines()]
    return sorted(line for line in lines if line.startswith("Your comment"))


def test_two_senders_at_once_tell_one_person_the_same_once(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered_twice(database, people)
    mailbox.meanwhile = post

    post()

    assert len(mailbox.mails) == 1
    assert told(mailbox) == ["Your comment 1 has its answer.", "Your comment 2 has its answer."]


def test_two_senders_that_took_a_job_each_tell_each_their_own(
    database: Database, people: Cast, mailbox: Mailbox, mailing: Flask
) -> None:
    answered_twice(database, people)
    deliver = postman_of(mailing, database, settings.read(mailbox.settings))
    assert deliver is not None
    with database.write() as db:
        first = jobs.claim(db, outbox.KINDS, at=clock.now())
    with database.write() as db:
        second = jobs.claim(db, outbox.KINDS, at=clock.now())
    assert first
    assert second
    mailbox.meanwhile = lambda: deliver(second)

    deliver(first)

    assert told(mailbox) == ["Your comment 1 has its answer.", "Your comment 2 has its answer."]
    with database.read() as db:
        assert [notice.sent_on for notice in db.scalars(select(Notice))].count(None) == 0
    assert all(job.done_at for job in mail_jobs(database))


def test_what_a_mail_took_along_is_told_by_its_next_try(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered_twice(database, people)
    mailbox.answer = "451 later"
    post()
    assert [bool(job.done_at) for job in mail_jobs(database)].count(False) == 1

    mailbox.answer = "250 taken"
    wait(database)
    post()

    assert len(mailbox.mails) == 1
    assert len(told(mailbox)) == 2


def test_an_answer_that_comes_while_a_mail_is_sent_has_a_mail_of_its_own(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered(database, people)
    wait(database)
    mailbox.meanwhile = lambda: answered_to(database, people, "noor")

    post()

    assert len(mailbox.mails) == 2
    assert told(mailbox) == ["Your comment 1 has its answer.", "Your comment 2 has its answer."]


@pytest.mark.parametrize(
    ("stage", "refusal"),
    [
        ("to_sender", "553 5.7.1 sender not owned by this user"),
        ("to_sender", "550 unknown sender"),
        ("to_receiver", "554 5.7.1 relay access denied"),
        ("to_receiver", "550 relay not permitted"),
        ("to_receiver", "553 5.1.8 sender address rejected: no such domain"),
        ("to_receiver", "552 5.2.2 mailbox full"),
        ("answer", "550 5.7.26 refused by the policy of the domain"),
        ("answer", "552 5.3.4 quota exceeded"),
    ],
)
def test_what_an_operator_can_put_right_loses_no_mail(
    database: Database, people: Cast, mailbox: Mailbox, post: Post, stage: str, refusal: str
) -> None:
    answered(database, people)
    wait(database)
    setattr(mailbox, stage, refusal)
    post()
    assert mailbox.mails == []

    setattr(mailbox, stage, "250 good")
    wait(database)
    post()

    assert len(mailbox.mails) == 1


@pytest.mark.parametrize(
    "refusal", ["550 5.1.1 no such user", "550 5.1.10 not found", "550 5.2.1 closed"]
)
def test_an_address_that_does_not_exist_is_given_up_at_once_and_stops_no_other(
    database: Database, people: Cast, mailbox: Mailbox, post: Post, refusal: str
) -> None:
    answered_to(database, people, "noor", "bram")
    mailbox.to_receiver = refusal
    post()

    assert [bool(job.given_up_at) for job in mail_jobs(database)] == [True, True]


def test_a_later_mail_tells_what_was_given_up_and_then_it_is_no_trouble(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered_to(database, people, "noor")
    mailbox.to_receiver = "550 5.2.1 closed"
    post()
    mailbox.to_receiver = "250 good"
    answered_to(database, people, "noor")
    post()

    assert len(told(mailbox)) == 2
    with database.read() as db:
        assert outbox.troubles(db, at=clock.now()).given_up == 0


def test_a_mail_that_was_taken_is_taken_whatever_the_server_says_at_the_end(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered_to(database, people, "noor")
    mailbox.to_goodbye = "421 too busy to part"

    post()
    wait(database)
    post()

    assert len(mailbox.mails) == 1


def test_whoever_waits_to_sign_in_waits_for_no_news(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered_to(database, people, "noor", "bram", "tomasz")
    ask_to_sign_in(database, mailbox, "noor@example.org")
    mailbox.meanwhile = lambda: ask_to_sign_in(database, mailbox, BRAM)

    post()

    subjects = [str(mail["Subject"]) for mail in mailbox.mails]
    assert len(subjects) == 5
    assert not [subject for subject in subjects[:2] if subject in subjects[2:]]
    assert [str(mail["To"]) for mail in mailbox.mails[:2]] == ["noor@example.org", BRAM]


@pytest.mark.parametrize("case", ["unreachable", "sender refused"])
def test_a_server_that_takes_no_mail_is_asked_once_a_round_and_other_work_goes_on(
    database: Database, people: Cast, mailbox: Mailbox, case: str
) -> None:
    nowhere = {"WIKI_SMTP_URL": f"smtp://127.0.0.1:{free_port()}"} if case == "unreachable" else {}
    found = settings.read(mailbox.settings | nowhere)
    deliver = postman_of(create_app(found, database), database, found)
    answered_to(database, people, "noor", "bram", "tomasz")
    mailbox.to_sender = "553 5.7.1 sender not owned by this user"

    poller.poll(database, deliver)
    assert sorted(job.attempts for job in mail_jobs(database)) == [0, 0, 1]
    poller.poll(database, deliver)

    assert sorted(job.attempts for job in mail_jobs(database)) == [0, 1, 1]
    with database.read() as db:
        assert db.scalars(select(Job).where(Job.kind == "seal")).one().done_at is not None


def test_a_job_that_was_deleted_while_it_failed_ends_no_round(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered_to(database, people, "noor", "bram")

    def forget_all() -> None:
        with database.write() as db:
            outbox.forget(db, at=clock.now() + timedelta(days=30))

    mailbox.answer, mailbox.meanwhile = "451 later", forget_all

    assert post() > 0
    assert mail_jobs(database) == []


class Noted(logging.Handler):
    """Learns that something went wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds: list[str] = []
        self.happened = threading.Event()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the kind of what went wrong."""
        self.kinds.append(json.loads(record.getMessage())["kind"])
        self.happened.set()


@pytest.fixture
def noted() -> Iterator[Noted]:
    """Give what learns that a job went wrong."""
    handler = Noted()
    poller.log.addHandler(handler)
    yield handler
    poller.log.removeHandler(handler)


@contextmanager
def lost(database: Database) -> Iterator[None]:
    """Take the database away: its server ends all connections, or the embedded one lacks jobs."""
    with database.write() as db:
        db.execute(select(Job))  # so there is a connection to lose
    address = database.url.render_as_string(hide_password=False)
    with closing(Database(address)) as another:
        if database.is_sqlite:
            with another.write() as db:
                db.execute(text("ALTER TABLE job RENAME TO job_away"))
            yield
            with another.write() as db:
                db.execute(text("ALTER TABLE job_away RENAME TO job"))
            return
        with another.read() as db:
            db.execute(text(f"SELECT pg_terminate_backend(pid) {OTHERS}"))
        yield


def test_the_thread_lives_on_after_it_lost_its_database(
    database: Database, noted: Noted, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed = threading.Event()
    monkeypatch.setitem(housekeeping.WORK, "seal", lambda _db, _at: sealed.set())
    thread = Poller(database)
    with lost(database):
        thread.start()
        database.work_waits.set()
        assert noted.happened.wait(SOON)
    database.work_waits.set()

    assert sealed.wait(SOON)
    thread.end()
    thread.join(SOON)
    assert noted.kinds == ["OperationalError"]


def test_a_process_is_ready_only_while_its_thread_lives(database: Database) -> None:
    found = settings.read(SETTINGS)
    app = create_app(found, database)
    start_jobs(app, database, found)
    assert app.test_client().get("/readyz").status_code == 200

    (thread,) = [each for each in threading.enumerate() if isinstance(each, Poller)]
    thread.end()
    thread.join(SOON)

    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200
