"""Mail really leaves, through a mail server: what it says, what it never says, what goes wrong."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from tests import factories, news
from tests.cast import Cast
from tests.mailbox import Mailbox, free_port, link_in, text_of
from tests.news import REASON, WORDS, answer, answered, mail_jobs, said, wait
from wiki import clock, poller, settings
from wiki.app import create_app
from wiki.database import Database
from wiki.domain import accounts, approvals, comments, holds, outbox, proposals, supports
from wiki.mail_server import MailServer, Undelivered
from wiki.models import Account, Job, MailFrequency, Notice, Readers, ShownAs, Stance, Text
from wiki.web.postman import postman_of

Post = Callable[[], int]


@pytest.fixture
def people(database: Database) -> Cast:
    """Give the cast, at work on a document that people talk about."""
    return news.talkers(database)


def test_an_answer_is_told_by_mail_with_a_link_and_nobodys_words(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered(database, people)
    post()
    assert mailbox.mails == []
    wait(database)
    post()

    (mail,) = mailbox.mails
    assert mail["To"] == "noor@example.org"
    assert mail["Subject"] == "There is news about what you brought in"
    assert "Your comment 1 has its answer.\nhttp://" in mailbox.newest
    assert "/documents/code/threads/" in mailbox.newest
    everything = mail.as_string() + mailbox.newest
    assert not [word for word in (REASON, WORDS, "Mirjam", "Conduct") if word in everything]


def test_a_mail_is_plain_text_and_simple_html_and_calls_no_other_host(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered(database, people)
    wait(database)
    post()

    (mail,) = mailbox.mails
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    html = mail.get_body(("html",))
    assert html is not None
    page = html.get_content()
    assert '<html lang="en">' in page
    assert not [tag for tag in ("<img", "<script", "<style", "style=") if tag in page]
    assert all(part.startswith("127.0.0.1:8000") for part in page.split("http://")[1:])
    assert mail["Auto-Submitted"] == "auto-generated"


def test_many_answers_come_in_one_mail_in_the_receivers_language(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    with database.write() as db:
        first = said(db, people.bram)
        answer(db, first, people.mirjam)
        text = db.scalars(select(Text)).one()
        bram = db.get_one(Account, people.bram.id)
        second = factories.thread(db, text, by=bram, on="Nobody", at=clock.now()).contribution
        noor = db.get_one(Account, people.noor.id)
        comments.reply(db, second, "Yes.", shown_as=ShownAs.NAME, by=noor, at=clock.now())
    wait(database)
    post()

    (mail,) = mailbox.mails
    assert mail["Subject"] == "Er is nieuws over je inbreng"
    assert "Je opmerking 1: er is een antwoord." in mailbox.newest
    assert "Je opmerking 2: iemand heeft gereageerd." in mailbox.newest
    assert "Yes." not in mailbox.newest


@pytest.mark.parametrize("case", ["under a role", "for few"])
def test_of_what_is_confidential_a_mail_says_only_that_there_is_news(
    database: Database, people: Cast, mailbox: Mailbox, post: Post, case: str
) -> None:
    with database.write() as db:
        role = case == "under a role"
        about = said(db, people.joost, shown_as=ShownAs.ROLE if role else ShownAs.NAME)
        about.document.readers = Readers.MEMBERS if role else Readers.GROUPS
        answer(db, about, people.mirjam)
        db.get_one(Account, people.joost.id).language = "en"
    wait(database)
    post()

    assert "There is news about something you brought in.\n" in mailbox.newest
    assert "/documents/" not in mailbox.mails[0].as_string() + mailbox.newest
    assert "comment 1" not in mailbox.newest


def test_who_stands_behind_what_is_confidential_reads_why_they_hear_of_it(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    with database.write() as db:
        text = db.scalars(select(Text)).one()
        joost, noor, mirjam, claire = (
            db.get_one(Account, one.id)
            for one in (people.joost, people.noor, people.mirjam, people.claire)
        )
        noor.language = claire.language = "en"
        one = factories.proposal(db, text, by=joost, shown_as=ShownAs.ROLE)
        supports.stand_behind(db, one, by=noor, at=clock.now())
        approvals.give(db, one.contribution, stance=Stance.ADOPT, by=claire, at=clock.now())
        again = factories.rewording(text, "in the morning", "always")
        proposals.revise(db, one, [again], why="", by=joost, at=clock.now())
        factories.adopted(db, one, by=mirjam, at=clock.now())
    wait(database)
    post()

    said = {str(mail["To"]): mail for mail in mailbox.mails}
    for who, line in (
        (people.noor, "There is news about something you stand behind."),
        (people.claire, "There is news about something you gave your view on."),
    ):
        mail = said[str(who.email)]
        assert mail["Subject"] == "There is news for you"
        assert line in text_of(mail)
        assert "you brought" not in text_of(mail)
        assert "/documents/" not in text_of(mail)


@pytest.mark.parametrize("case", ["never", "disabled", "unreadable", "never since"])
def test_who_may_not_know_or_does_not_want_to_gets_no_mail(
    database: Database, people: Cast, mailbox: Mailbox, post: Post, case: str
) -> None:
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        about = said(db, people.noor)
        if case == "never":
            noor.mails = MailFrequency.NEVER
        answer(db, about, people.mirjam)
        if case == "never since":
            noor.mails = MailFrequency.NEVER
        if case == "disabled":
            noor.disabled_at = clock.now()
        if case == "unreadable":
            noor.memberships.clear()
    wait(database)
    post()

    assert mailbox.mails == []
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Notice)) == 0


def test_what_is_put_out_of_sight_is_told_to_its_author(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    with database.write() as db:
        mirjam = db.get_one(Account, people.mirjam.id)
        about = said(db, people.noor)
        holds.hold(db, about, reason=REASON, by=mirjam, at=clock.now())
    wait(database)
    post()

    assert "is out of sight for now" in mailbox.newest
    assert REASON not in mailbox.newest


def test_the_mail_of_a_day_goes_in_the_morning(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    with database.write() as db:
        db.get_one(Account, people.noor.id).mails = MailFrequency.DAILY
    answered(database, people)
    (job,) = mail_jobs(database)

    assert (job.due_at.hour, job.due_at.minute) == (7, 0)
    wait(database, timedelta(days=1))
    post()
    assert len(mailbox.mails) == 1


def test_a_mail_program_ends_mails_with_one_press_and_opening_the_link_does_not(
    database: Database, people: Cast, mailbox: Mailbox, post: Post, mailing: object
) -> None:
    answered(database, people)
    wait(database)
    post()
    mail = mailbox.mails[0]
    client = mailing.test_client()  # type: ignore[attr-defined]
    path = link_in(str(mail["List-Unsubscribe"]).strip("<>"), "/unsubscribe/")

    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for _ in range(5):
        assert "Send me no more of these" in client.get(path).text
    assert frequency(database, people.noor) is MailFrequency.AT_ONCE
    for _ in range(2):
        assert client.post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert frequency(database, people.noor) is MailFrequency.NEVER
    assert "used already" in client.get(path).text
    assert client.get("/unsubscribe/" + "a" * 43).status_code == 404


def frequency(database: Database, who: Account) -> MailFrequency:
    with database.read() as db:
        return db.get_one(Account, who.id).mails


def test_a_sender_that_dies_after_sending_sends_the_same_once_more_and_no_third_time(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered(database, people)
    wait(database)
    post()
    with database.write() as db:  # as if nothing had been noted, and the lease were over
        db.execute(update(Notice).values(sent_on=None))
        db.execute(update(Job).values(done_at=None))
    wait(database)
    post()
    post()

    first, second = mailbox.mails
    assert first["Message-ID"] == second["Message-ID"]
    assert text_of(first) == text_of(second)


def test_a_server_that_is_busy_is_asked_again_ever_later_and_nothing_is_lost(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    answered(database, people)
    wait(database)
    mailbox.answer = "451 noor@example.org is busy"

    pauses = []
    for _ in range(4):
        post()
        (job,) = mail_jobs(database)
        pauses.append(round((job.due_at - clock.now()).total_seconds() / 60))
        wait(database, timedelta(hours=1))
    assert pauses == [1, 2, 4, 8]
    assert job.failure == "SMTPDataError 451"
    mailbox.answer = "250 taken"
    post()

    assert len(mailbox.mails) == 1
    with database.read() as db:
        assert outbox.troubles(db, at=clock.now()) == outbox.Troubles(0, 0, [])


@pytest.mark.parametrize(
    ("answer_", "tries"), [("550 5.1.1 no such person", 1), ("451 later", outbox.MOST_TRIES)]
)
def test_what_is_refused_for_good_or_far_too_long_is_given_up_and_shown(
    database: Database, people: Cast, mailbox: Mailbox, post: Post, answer_: str, tries: int
) -> None:
    answered(database, people)
    wait(database)
    mailbox.to_receiver = answer_
    for _ in range(tries):
        post()
        wait(database, timedelta(hours=7))

    (job,) = mail_jobs(database)
    assert job.given_up_at is not None
    mailbox.to_receiver = "250 good"
    post()
    assert mailbox.mails == []
    with database.read() as db:
        seen = outbox.troubles(db, at=clock.now())
    assert (seen.late, seen.given_up) == (0, 1)
    assert seen.failures == [f"SMTPRecipientsRefused {answer_[:3]}"]


def test_without_a_server_to_reach_work_goes_on_and_mail_waits(
    database: Database, people: Cast
) -> None:
    nowhere = {"WIKI_SMTP_URL": f"smtp://127.0.0.1:{free_port()}", "WIKI_MAIL_FROM": "a@b.org"}
    found = settings.read({"WIKI_SECRET_KEY": "k" * 40, "WIKI_DATA_DIR": "unused", **nowhere})
    deliver = postman_of(create_app(found, database), database, found)
    answered(database, people)
    wait(database)

    poller.poll(database, deliver)

    (job,) = mail_jobs(database)
    assert (job.failure, job.attempts) == ("ConnectionRefusedError", 1)
    with database.read() as db:
        assert db.scalars(select(Job).where(Job.kind == "seal")).one().done_at is not None


def test_where_no_mail_is_sent_it_waits_a_week_and_is_forgotten(
    database: Database, people: Cast
) -> None:
    answered(database, people)
    wait(database)

    poller.poll(database)
    assert [job.attempts for job in mail_jobs(database)] == [0]
    with database.write() as db:
        outbox.forget(db, at=clock.now() + timedelta(days=8))
    assert mail_jobs(database) == []


def test_a_site_sends_nothing_without_encryption_but_on_its_own_machine(mailbox: Mailbox) -> None:
    elsewhere = MailServer.at(mailbox.url.replace("127.0.0.1", "127.0.0.2"))
    reached = MailServer("localhost", elsewhere.port, tls_from_start=True)

    for server in (elsewhere, reached):
        with pytest.raises(Undelivered):
            server.greet()
    MailServer.at(mailbox.url).greet()


@pytest.mark.parametrize(
    "address", ["", "host", "http://host", "smtp://", "smtp://h/x", "smtp://h:x"]
)
def test_what_is_no_mail_server_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        _ = MailServer.at(address).port


def test_an_account_name_can_not_add_headers(
    database: Database, people: Cast, mailbox: Mailbox, post: Post
) -> None:
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        accounts.rename(db, noor, "Noor\r\nBcc: x@example.org", by=noor, at=clock.now())
    answered(database, people)
    wait(database)
    post()

    assert mailbox.mails[0]["Bcc"] is None
