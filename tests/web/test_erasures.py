"""Leaving for good: confirmed by password or a mailed code, and then no page says who it was."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from flask import Flask

from tests.cast import Cast
from tests.domain import leaving
from tests.mailbox import Mailbox, code_in
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, queries_of, speak_english, words_of
from wiki import clock
from wiki.database import Database
from wiki.models import Account

Visit = Callable[..., Browser]
PAGE = "/account/erasure"
READ = (
    "/documents/code/en",
    SECTION,
    f"{SECTION}/threads",
    f"{SECTION}/history",
    f"{SECTION}/history/compare",
    f"{SECTION}/credits",
    "/documents/code/queue",
    "/documents/code/releases",
    "/documents/code/releases/1",
    "/documents/code/members",
    "/documents/code/invitations",
    "/documents/code/en/search?q=mean",
    "/documents/code/en/files/code-draft.md",
    "/documents/code/en/files/code-1.md",
)


@pytest.fixture
def leaver(database: Database, people: Cast) -> Account:
    """Give somebody who did all that can be done, and whom nobody else is called like."""
    with database.write() as db:
        cast = Cast(
            db.merge(people.document),
            **{name: db.merge(who) for name, who in people.everyone().items() if who},
        )
        account, _ = leaving.at_work(db, cast, clock.now())
        speak_english(db)
        db.refresh(account)
        return account


def erased(browser: Browser) -> None:
    answer = browser.post(PAGE, password=leaving.PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/sign-in")


def opened(browser: Browser) -> str:
    """Return all that somebody reads of a document: pages, talks and files."""
    listed = browser.get(f"{SECTION}/threads").text + browser.get(f"{SECTION}/history").text
    linked = {part.split('"')[0] for part in listed.split('href="/documents/code/')[1:]}
    talks = [f"/documents/code/{one}" for one in linked if one.startswith(("threads", "proposals"))]
    assert len(talks) > 4
    answers = [browser.get(page) for page in (*READ, *talks)]
    assert {one.status_code for one in answers} == {200}
    return "".join(one.text for one in answers)


def test_who_knows_the_password_is_erased_and_no_page_or_file_says_who_it_was(
    visit: Visit, people: Cast, leaver: Account
) -> None:
    lead = visit(people.sanne)
    before = opened(lead)
    assert leaving.NAME in before
    assert leaving.EMAIL in before
    own, elsewhere = visit(leaver), visit(leaver)

    erased(own)

    assert own.get("/account").status_code != 200
    assert elsewhere.get("/account").status_code != 200
    assert "Your account is erased." in own.get("/sign-in").text
    after = opened(lead)
    assert "anarie" not in after
    assert "ogelaar" not in after + lead.get("/documents/code/en/search?q=kanarie").text
    assert "a former participant" in after
    assert "I mean it, by name." in after
    entered = {"email": leaving.EMAIL, "password": leaving.PASSWORD}
    assert own.post("/sign-in", **entered).status_code == 422


def test_the_browser_is_told_to_forget_what_was_written_on_it(
    visit: Visit, leaver: Account
) -> None:
    answer = visit(leaver).post(PAGE, password=leaving.PASSWORD)

    assert answer.headers["Clear-Site-Data"] == '"cache", "storage"'


def test_opening_the_page_and_a_wrong_password_erase_nothing(visit: Visit, leaver: Account) -> None:
    own = visit(leaver)

    for method in ("HEAD", "GET", "OPTIONS") * 3:
        own.client.open(PAGE, method=method)
    answer = own.post(PAGE, password="not the right one")

    assert answer.status_code == 422
    assert "This is not your present password." in words_of(answer.text)
    assert leaving.NAME in own.get("/account").text


def test_a_mailed_code_erases_where_it_was_asked_for_and_signs_nobody_in(
    mailing: Flask,
    leaver: Account,
    people: Cast,
    database: Database,
    mailbox: Mailbox,
    post: Callable[[], int],
) -> None:
    own = Browser(mailing, database).sign_in(leaver)
    assert "Mail me a code" in own.get(PAGE).text
    page = str(own.post(f"{PAGE}-code").location)
    post()
    mail = next(one for one in reversed(mailbox.mails) if one["Subject"] == "Your code")
    words = str(mail.get_body(("plain",)).get_content())
    assert "/sign-in/" not in words
    code = code_in(words.replace("\r\n", "\n"))
    number = page.rsplit("/", 1)[1]
    thief = Browser(mailing, database).sign_in(people.otis)

    assert thief.post(f"/sign-in/mail/{number}", code=code).status_code == 404
    assert thief.post(page, code=code).status_code == 403
    assert own.post(page, code="12345678").status_code == 422
    assert own.get(page).status_code == 200
    assert own.post(page, code=code).location == "/sign-in"
    assert own.get("/account").status_code != 200


def test_the_sixth_code_that_is_tried_is_not_looked_at(
    mailing: Flask, leaver: Account, database: Database
) -> None:
    own = Browser(mailing, database).sign_in(leaver)
    page = str(own.post(f"{PAGE}-code").location)

    for _ in range(5):
        assert own.post(page, code="1").status_code == 422
    answer = own.post(page, code="1")

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "There were too many tries." in own.get(PAGE).text


def test_without_a_mail_server_no_code_is_offered(visit: Visit, leaver: Account) -> None:
    own = visit(leaver)

    assert "Mail me a code" not in own.get(PAGE).text
    assert own.post(f"{PAGE}-code").status_code == 404


def test_the_only_lead_reads_what_to_hand_over_and_to_whom(
    visit: Visit, people: Cast, leaver: Account
) -> None:
    page = visit(people.sanne).get(PAGE).text

    assert "You are the only programme lead of" in page
    assert 'href="/documents/code/members"' in page
    assert "Erase my account for good" not in page


def data_of(browser: Browser) -> tuple[dict[str, list[dict[str, str]]], str]:
    """Return what the file says to programs and to people."""
    answer = browser.get("/account/my-data.zip")
    assert answer.headers["Cache-Control"] == "no-store"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as folder:
        return json.loads(folder.read("my-data.json")), folder.read("my-data.md").decode()


def test_the_file_of_ones_data_holds_all_of_ones_own_and_nobody_elses(
    visit: Visit, leaver: Account
) -> None:
    data, words = data_of(visit(leaver))

    assert data["account"]["mail_address"] == leaving.EMAIL  # type: ignore[call-overload]
    assert len(data["roles"]) == 7
    assert len(data["sign_ins"]) == 2
    said = {one["words"] for one in data["comments"]}
    assert "I mean it, by role." in said
    assert "I see." not in said
    assert {"adopted", None} <= {one["outcome"] for one in data["contributions"]}
    assert [one["summary"] for one in data["revisions"]] == ["Warmer."]
    assert {"thread.decided", "account.password_set"} <= {one["verb"] for one in data["acts"]}
    for other in ("Noor Haddad", "Sanne", "example.org", "password_hash", "argon2"):
        assert other not in json.dumps(data)
    assert leaving.NAME in words
    assert "I mean it, by name." in words


def test_of_a_document_one_may_not_read_any_more_the_file_tells_ones_own_words_only(
    visit: Visit, people: Cast, leaver: Account
) -> None:
    visit(people.sanne).post(f"/documents/code/members/{leaver.id}/end")

    data, words = data_of(visit(leaver))

    assert "I mean it, by name." in json.dumps(data)
    assert "Code of conduct (" not in json.dumps(data) + words
    assert {one["reason"] for one in data["contributions"]} == {None}


def test_the_file_takes_as_many_queries_for_much_as_for_nothing(
    visit: Visit, people: Cast, leaver: Account, database: Database
) -> None:
    much, nothing = visit(leaver), visit(people.otis)

    for_much = queries_of(database, lambda: much.get("/account/my-data.zip"))

    assert for_much == queries_of(database, lambda: nothing.get("/account/my-data.zip"))
