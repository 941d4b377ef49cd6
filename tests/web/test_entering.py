"""What opens an account is used up by entering, and by nothing that goes wrong before."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from flask import Flask
from sqlalchemy import event, select

from tests.cast import Cast
from tests.mailbox import Mailbox, code_in, link_in
from tests.web.browsing import Browser
from wiki import clock
from wiki.database import Busy, Database
from wiki.domain import invitations
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Role, SignIn

PASSWORD = "three blue horses"


@pytest.fixture
def come(mailing: Flask, database: Database) -> Callable[[], Browser]:
    """Give a new device for each call."""
    return lambda: Browser(mailing, database)


@contextmanager
def no_room_for_a_sign_in(database: Database) -> Iterator[None]:
    """Let the database fail where a sign-in is to be kept."""

    def fail(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("INSERT INTO sign_in"):
            raise Busy

    event.listen(database._writer, "before_cursor_execute", fail)
    yield
    event.remove(database._writer, "before_cursor_execute", fail)


@pytest.mark.parametrize("way", ["link", "code"])
def test_a_mailed_way_in_that_failed_on_entering_still_works(
    come: Callable[[], Browser],
    people: Cast,
    mailbox: Mailbox,
    post: Callable[[], int],
    database: Database,
    way: str,
) -> None:
    browser = come()
    page = str(browser.post("/sign-in/mail", purpose="sign_in", email="noor@example.org").location)
    post()
    link, code = link_in(mailbox.newest, "/sign-in/link/"), code_in(mailbox.newest)
    address, fields = (link, {}) if way == "link" else (page, {"code": code})

    with no_room_for_a_sign_in(database):
        assert browser.post(address, **fields).status_code == 503

    assert browser.post(address, **fields).status_code == 303
    assert browser.get("/account").status_code == 200


def test_an_invitation_that_failed_on_entering_still_works(
    come: Callable[[], Browser], people: Cast, database: Database
) -> None:
    with database.write() as db:
        document = people.document
        _, secret = invitations.create(
            db, document, Role.READER, language="en", by=OPERATOR, at=clock.now()
        )
    fields = {"name": "Robin", "email": "robin@example.org", "password": PASSWORD}
    browser = come()

    with no_room_for_a_sign_in(database):
        assert browser.post(f"/invitations/{secret}/account", **fields).status_code == 503
    with database.read() as db:
        assert db.scalar(select(Account).where(Account.email == fields["email"])) is None

    assert browser.post(f"/invitations/{secret}/account", **fields).status_code == 303


def test_who_chose_a_new_password_reads_that_it_is_changed(
    come: Callable[[], Browser],
    people: Cast,
    mailbox: Mailbox,
    post: Callable[[], int],
    database: Database,
) -> None:
    browser = come()
    fields = {"purpose": "password", "email": "noor@example.org", "next": "/account"}
    browser.post("/sign-in/mail", **fields)
    post()

    browser.post(link_in(mailbox.newest, "/sign-in/link/"), password=PASSWORD)

    assert "Your password is changed." in browser.get("/account").text
    with database.read() as db:
        assert len(db.scalars(select(SignIn)).all()) == 1
