"""Invitations that go by mail, and those that are handed over as text and QR code."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from tests.cast import Cast
from tests.mailbox import Mailbox, link_in
from tests.web.browsing import SETTINGS, Browser
from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.models import Account, Attempt, Invitation
from wiki.web import invitations

INDEX = "/documents/code/invitations"
FORM = {"role": "participant", "email": "yara@example.org", "language": "nl"}


@pytest.fixture
def sanne(mailing: Flask, database: Database, people: Cast) -> Browser:
    """Give the lead, on a site that sends mail."""
    return Browser(mailing, database).sign_in(people.sanne)


def test_an_invitation_is_mailed_in_the_language_of_the_invited_and_accepted_there(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], database: Database
) -> None:
    answer = sanne.post(INDEX, **FORM)
    post()

    assert answer.status_code == 303
    assert "/invitations/" not in sanne.get(INDEX).text.replace(f"{INDEX}/", "")
    assert mailbox.mails[0]["To"] == "yara@example.org"
    assert mailbox.mails[0]["Subject"] == "Een uitnodiging om mee te doen"
    path = link_in(mailbox.newest, "/invitations/")
    yara = Browser(sanne.app, database)
    joined = yara.post(f"{path}/account", name="Yara", password="seven quiet rivers")
    assert joined.status_code == 303
    with database.read() as db:
        account = db.scalars(select(Account).where(Account.display_name == "Yara")).one()
    assert account.email == "yara@example.org"


def test_the_form_sent_twice_mails_once(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], database: Database
) -> None:
    for _ in range(2):
        assert sanne.post(INDEX, form_key="one", **FORM).status_code == 303
    post()

    assert len(mailbox.mails) == 1
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Invitation)) == 1


def test_so_many_invitations_are_mailed_in_a_day_and_what_was_typed_stays(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], database: Database
) -> None:
    sanne.post(INDEX, **FORM)
    with database.write() as db:
        db.execute(update(Attempt).values(count=invitations.A_DAY))

    answer = sanne.post(INDEX, form_key="one", **FORM | {"email": "zoe@example.org"})
    again = sanne.post(INDEX, form_key="one", **FORM | {"email": "zoe@example.org"})
    link = sanne.post(INDEX, **FORM | {"email": ""})
    post()

    for refused in (answer, again):
        assert refused.status_code == 422
        assert "laat het adres leeg" in refused.text
        assert 'value="zoe@example.org"' in refused.text
    assert "/invitations/" in link.text
    assert [str(mail["To"]) for mail in mailbox.mails] == ["yara@example.org"]


def test_an_invitation_that_was_taken_back_meanwhile_is_not_mailed(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], database: Database
) -> None:
    sanne.post(INDEX, **FORM)
    with database.read() as db:
        number = db.scalars(select(Invitation.id)).one()
    sanne.post(f"{INDEX}/{number}/withdrawal")
    post()

    assert mailbox.mails == []


@pytest.mark.parametrize(
    ("stage", "refusal", "says"),
    [
        ("to_receiver", "550 5.1.1 no such user", "De mail kon niet worden bezorgd."),
        ("to_sender", "451 later", "De mail is nog niet bezorgd."),
        ("to_sender", "250 good", ""),
    ],
)
def test_whoever_invites_sees_what_was_not_delivered(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], stage: str, refusal: str, says: str
) -> None:
    sanne.post(INDEX, **FORM)
    setattr(mailbox, stage, refusal)
    post()

    page = sanne.get(INDEX).text

    assert "yara@example.org" in page
    assert says in page
    assert ("bezorgd" in page) == bool(says)


@pytest.mark.parametrize("email", ["", "yara@example.org"])
def test_without_mail_the_invitation_is_a_text_to_copy_and_a_code_to_scan(
    visit: Callable[..., Browser], people: Cast, email: str
) -> None:
    page = visit(people.sanne).post(INDEX, **{**FORM, "email": email}).text

    link = re.findall(r'value="(http://[^"]+/invitations/[\w-]+)"', page)[0]
    text = unescape(re.findall(r"<textarea[^>]*>(.*?)</textarea>", page, re.S)[0])
    assert link in text
    assert "Je bent uitgenodigd" in text
    picture = unquote(re.findall(r'src="data:image/svg\+xml;?[^,]*,([^"]+)"', page)[0])
    assert "<svg" in unescape(picture)
    assert '<html lang="nl"' in page


def test_whoever_was_invited_by_mail_comes_in_with_a_name_alone_and_back_by_mail(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], database: Database
) -> None:
    sanne.post(INDEX, **FORM)
    post()
    path, yara = link_in(mailbox.newest, "/invitations/"), Browser(sanne.app, database)
    page = yara.get(path).text
    assert "Je hebt geen wachtwoord nodig" in page

    assert yara.post(f"{path}/account", name="Yara", password="short").status_code == 422
    assert yara.post(f"{path}/account", name="Yara", password="").status_code == 303

    assert "Je hebt geen wachtwoord." in yara.get("/account").text
    phone = Browser(sanne.app, database)
    assert phone.post("/sign-in", email=FORM["email"], password="anything").status_code == 422
    phone.post("/sign-in/mail", purpose="sign_in", email=FORM["email"])
    post()
    assert phone.post(link_in(mailbox.newest, "/sign-in/link/")).status_code == 303
    assert "Yara" in phone.get("/account").text


def test_who_was_handed_an_invitation_chooses_a_password(
    sanne: Browser, database: Database
) -> None:
    answer = sanne.post(INDEX, **FORM | {"email": ""})
    path = "/invitations/" + answer.text.split("/invitations/", 2)[2].split('"')[0].split()[0]
    yara = Browser(sanne.app, database)
    fields = {"name": "Yara", "email": "somebody.elses@example.org"}

    assert "geen wachtwoord nodig" not in yara.get(path).text
    refused = yara.post(f"{path}/account", **fields, password="")

    assert refused.status_code == 422
    assert 'id="error-password"' in refused.text
    with database.read() as db:
        assert db.scalar(select(Account).where(Account.email == fields["email"])) is None


def test_an_invitation_that_came_by_mail_asks_for_a_password_once_no_mail_is_sent_any_more(
    sanne: Browser, mailbox: Mailbox, post: Callable[[], int], database: Database
) -> None:
    sanne.post(INDEX, **FORM)
    post()
    path = link_in(mailbox.newest, "/invitations/")
    yara = Browser(create_app(settings.read(SETTINGS), database), database)

    assert yara.post(f"{path}/account", name="Yara", password="").status_code == 422
