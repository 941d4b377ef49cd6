"""Signing in by mail: the link, the code on another device, and what guessing and asking tell."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.at_once import at_once
from tests.cast import Cast
from tests.mailbox import Mailbox, code_in, link_in
from tests.web.browsing import Browser
from tests.web.test_budgets import counted
from wiki import clock
from wiki.database import Database
from wiki.domain import accounts, passwords
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Attempt, Job, MailedSignIn, SignIn

Post = Callable[[], int]
PASSWORD = "three blue horses"
RANDOM = re.compile(r'(name="(?:csrf_token|form_key)" value="|/sign-in/mail/)[^"]*')


@pytest.fixture
def come(mailing: Flask, database: Database) -> Callable[[], Browser]:
    """Give a new device for each call."""
    return lambda: Browser(mailing, database)


@pytest.fixture
def noor(people: Cast, database: Database) -> Account:
    with database.write() as db:
        account = db.get_one(Account, people.noor.id)
        chosen = passwords.choose(PASSWORD)
        accounts.set_password(db, account, chosen, by=OPERATOR, at=clock.now())
    return people.noor


def ask(browser: Browser, email: str = "noor@example.org", **fields: str) -> str:
    """Ask for a mail; gives the path of the page for the code."""
    answer = browser.post("/sign-in/mail", **{"purpose": "sign_in", "email": email, **fields})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def is_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def age(database: Database, by: timedelta) -> None:
    with database.write() as db:
        for asked in db.scalars(select(MailedSignIn)):
            asked.expires_at -= by


def test_the_button_behind_the_link_signs_in_and_leads_on(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    ask(come(), next="/input")
    post()
    link, phone = link_in(mailbox.newest, "/sign-in/link/"), come()

    assert "Noor Haddad" in phone.get(link).text
    answer = phone.post(link)

    assert (answer.status_code, answer.location) == (303, "/input")
    assert is_in(phone)


@pytest.mark.parametrize("way", ["sign-out-everywhere", "sign-ins/end-others"])
def test_a_link_that_was_under_way_when_all_devices_were_signed_out_says_why_it_is_over(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, way: str
) -> None:
    ask(come())
    post()
    link, thief = link_in(mailbox.newest, "/sign-in/link/"), come()
    come().sign_in(noor).post(f"/account/{way}")

    answer = thief.post(link)

    assert answer.status_code == 410
    assert "all devices were signed out since" in answer.text
    assert not is_in(thief)


def test_a_scanner_that_opens_the_link_many_times_uses_nothing_up(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, database: Database
) -> None:
    ask(come())
    post()
    link, scanner = link_in(mailbox.newest, "/sign-in/link/"), come()

    for method in ("HEAD", "GET", "OPTIONS") * 10:
        scanner.client.open(link, method=method)

    assert not is_in(scanner)
    with database.read() as db:
        assert db.scalars(select(MailedSignIn)).one().used_at is None
    assert come().post(link).status_code == 303


def test_the_code_signs_in_the_device_where_it_was_asked_for(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    laptop = come()
    page = ask(laptop)
    post()
    code = code_in(mailbox.newest)

    assert "noor@example.org" in laptop.get(page).text
    assert laptop.post(page, code=code).status_code == 303
    assert is_in(laptop)


@pytest.mark.parametrize("first", ["code", "link"])
def test_each_mail_works_once_by_link_or_code(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, first: str
) -> None:
    laptop, phone, later = come(), come(), come()
    page = ask(laptop)
    post()
    link, code = link_in(mailbox.newest, "/sign-in/link/"), code_in(mailbox.newest)
    used = laptop.post(page, code=code) if first == "code" else phone.post(link)
    assert used.status_code == 303

    assert later.post(page, code=code).status_code == 410
    assert later.post(link).status_code == 410
    assert later.get(link).status_code == 410
    assert not is_in(later)


def test_of_many_at_once_one_uses_the_link(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, database: Database
) -> None:
    ask(come())
    post()
    link = link_in(mailbox.newest, "/sign-in/link/")
    devices = [come() for _ in range(4)]
    for device in devices:
        device.token()

    answers = at_once([lambda one=one: one.post(link).status_code for one in devices])

    assert sorted(map(str, answers)) == ["303", "410", "410", "410"]
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(SignIn)) == 1


def test_after_fifteen_minutes_neither_works(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, database: Database
) -> None:
    laptop = come()
    page = ask(laptop)
    post()
    age(database, timedelta(minutes=15))

    assert laptop.post(page, code=code_in(mailbox.newest)).status_code == 410
    assert laptop.post(link_in(mailbox.newest, "/sign-in/link/")).status_code == 410
    assert not is_in(laptop)


def test_the_sixth_code_is_not_even_looked_at(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    laptop = come()
    page = ask(laptop)
    post()
    code = code_in(mailbox.newest)
    wrong = "0000 0000" if code != "0000 0000" else "1111 1111"

    for _ in range(5):
        answer = laptop.post(page, code=wrong)
        assert answer.status_code == 422
        assert "This is not the code" in answer.text
    assert laptop.post(page, code=code).status_code == 410
    assert not is_in(laptop)


def test_a_code_opens_nothing_but_what_it_was_asked_for(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    laptop = come()
    older, newer = ask(laptop), ask(laptop)
    post()

    assert len(mailbox.mails) == 2
    assert laptop.post(older, code=code_in(mailbox.newest)).status_code in (422, 303)
    assert older != newer


def stripped(page: str, address: str) -> str:
    return RANDOM.sub(r"\1", page.replace(address, "ADDRESS"))


@pytest.mark.parametrize("purpose", ["sign_in", "password"])
def test_whether_an_address_has_an_account_shows_in_nothing(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, purpose: str
) -> None:
    seen = {}
    ask(come(), "first@example.org")  # the first of a network begins a row
    for address in ("noor@example.org", "nobody@example.org"):
        browser = come()
        browser.token()
        with counted() as asking:
            page = ask(browser, address, purpose=purpose)
        with counted() as trying:
            answer = browser.post(page, code="1234", password=PASSWORD)
        shown = browser.get(page)
        pages = [stripped(one.text, address) for one in (shown, answer)]
        statuses = shown.status_code, answer.status_code
        seen[address] = pages, statuses, asking, trying

    assert seen["noor@example.org"] == seen["nobody@example.org"]
    post()
    assert [mail["To"] for mail in mailbox.mails] == ["noor@example.org"]


def test_a_closed_account_gets_no_mail_and_no_way_in(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, database: Database
) -> None:
    laptop = come()
    page = ask(laptop)
    post()
    with database.write() as db:
        accounts.disable(db, db.get_one(Account, noor.id), by=OPERATOR, at=clock.now())

    assert laptop.post(page, code=code_in(mailbox.newest)).status_code == 410
    ask(laptop)
    post()
    assert len(mailbox.mails) == 1


def test_the_fifth_mail_in_a_quarter_of_an_hour_is_refused_whoever_asks(
    come: Callable[[], Browser], noor: Account, database: Database
) -> None:
    for address in ("noor@example.org", "nobody@example.org"):
        for _ in range(4):
            ask(come(), address)
        refused = come().post("/sign-in/mail", purpose="sign_in", email=address)
        assert refused.status_code == 429
        assert address in refused.text

    with database.read() as db:
        assert all(len(row.subject_hash) == 64 for row in db.scalars(select(Attempt)))


def test_somebody_elses_asking_uses_up_nothing_in_a_browser_one_knows(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    own = come()
    own.post(ask(own), code="")
    post()
    own.post(link_in(mailbox.newest, "/sign-in/link/"))
    own.post("/sign-out")
    for _ in range(3):
        ask(come())

    refused = come().post("/sign-in/mail", purpose="sign_in", email="noor@example.org")
    assert refused.status_code == 429
    assert ask(own)


def test_with_the_code_one_chooses_a_new_password_and_other_devices_are_signed_out(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    elsewhere, here = come().sign_in(noor), come()
    page = ask(here, purpose="password")
    post()
    code = code_in(mailbox.newest)

    short = here.post(page, code=code, password="short")
    assert short.status_code == 422
    assert 'id="error-password"' in short.text
    assert f'value="{code}"' in short.text
    assert here.post(page, code=code, password="seven quiet rivers").status_code == 303

    assert is_in(here)
    assert not is_in(elsewhere)
    entered = {"email": "noor@example.org", "password": "seven quiet rivers"}
    assert come().post("/sign-in", **entered).status_code == 303


def test_with_the_link_one_chooses_a_new_password(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    ask(come(), purpose="password")
    post()
    link, phone = link_in(mailbox.newest, "/sign-in/link/"), come()

    assert phone.post(link, password="").status_code == 422
    assert phone.post(link, password="seven quiet rivers").status_code == 303
    assert phone.post(link, password="eight quiet rivers").status_code == 410


def test_what_waited_to_be_sent_waits_through_the_mail(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    laptop = come()
    kept = {"kept.action": "/documents/code/x", "kept.words.source": "My long words"}

    answer = laptop.post("/sign-in/mail", purpose="sign_in", email="noor@example.org", **kept)
    assert answer.status_code == 200
    assert "My long words" in answer.text
    page = re.findall(r'action="(/sign-in/mail/\w+)"', answer.text)[0]
    wrong = laptop.post(page, code="12", **kept)
    assert "My long words" in wrong.text
    post()
    entered = laptop.post(page, code=code_in(mailbox.newest), **kept)

    assert entered.status_code == 200
    assert "My long words" in entered.text
    assert 'action="/documents/code/x"' in entered.text


@pytest.mark.parametrize("address", ["", "no address", "a@b@c", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_told_and_stays_typed(
    come: Callable[[], Browser], noor: Account, address: str
) -> None:
    answer = come().post("/sign-in/mail", purpose="sign_in", email=address)

    assert answer.status_code == 422
    assert 'id="error-email"' in answer.text
    assert f'value="{address}"' in answer.text


@pytest.mark.parametrize("next_", ["//evil.example", "https://evil.example", "/\\evil.example"])
def test_a_mailed_link_never_leads_to_another_site(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, next_: str
) -> None:
    ask(come(), next=next_)
    post()

    assert come().post(link_in(mailbox.newest, "/sign-in/link/")).location == "/"


def test_no_secret_lies_in_the_database(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post, database: Database
) -> None:
    ask(come())
    post()
    secret = link_in(mailbox.newest, "/sign-in/link/").rsplit("/", 1)[1]
    code = code_in(mailbox.newest).replace(" ", "")

    with database.read() as db:
        tables = [MailedSignIn.__table__, Job.__table__]
        rows = repr([db.execute(select(table)).all() for table in tables])
    assert secret not in rows
    assert code not in rows


def test_a_page_with_a_secret_in_its_address_tells_no_page_where_one_came_from(
    come: Callable[[], Browser], noor: Account, mailbox: Mailbox, post: Post
) -> None:
    ask(come())
    post()

    answer = come().get(link_in(mailbox.newest, "/sign-in/link/"))

    assert answer.headers["Referrer-Policy"] == "strict-origin"


def test_without_a_mail_server_nothing_of_it_is_offered(browser: Browser, people: Cast) -> None:
    page = browser.get("/sign-in").text

    assert "/sign-in/mail" not in page
    assert "This site sends no mail." in page
    assert browser.get("/sign-in/forgotten").status_code == 404
    answer = browser.post("/sign-in/mail", purpose="sign_in", email="noor@example.org")
    assert answer.status_code == 404
