"""Signing in and out, and guessing."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.web.browsing import Browser
from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.domain import accounts, passwords
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Attempt, SignIn

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
PASSWORD = "three blue horses"


@pytest.fixture
def noor(database: Database) -> Account:
    with database.write() as db:
        account = accounts.create(db, email="noor@example.org", name="Noor", language="nl", at=AT)
        chosen = passwords.choose(PASSWORD)
        accounts.set_password(db, account, chosen, by=OPERATOR, at=AT)
        return account


def enter(browser: Browser, password: str = PASSWORD, **fields: str):
    given = {"email": "noor@example.org", "password": password, **fields}
    return browser.post("/sign-in", **given)


def is_in(browser: Browser) -> bool:
    return browser.get("/account").status_code == 200


def test_the_right_password_signs_in_and_the_account_decides_the_language(
    browser: Browser, noor: Account
) -> None:
    assert enter(browser, email=" Noor@Example.org ").status_code == 303

    assert is_in(browser)
    assert '<html lang="nl"' in browser.get("/account").text


def test_a_language_chosen_before_signing_in_holds_afterwards_in_this_browser_alone(
    visit: Callable[..., Browser], noor: Account
) -> None:
    here, elsewhere = visit(), visit()
    here.post("/preferences/language", language="en")

    for browser in (here, elsewhere):
        enter(browser)

    assert '<html lang="en"' in here.get("/account").text
    assert '<html lang="nl"' in elsewhere.get("/account").text


def test_what_somebody_chose_who_was_signed_in_says_nothing_of_who_signs_in_next(
    browser: Browser, noor: Account, database: Database
) -> None:
    with database.write() as db:
        before = accounts.create(db, email="bo@example.org", name="Bo", language="nl", at=AT)
    browser.sign_in(before).post("/preferences/language", language="en")
    browser.post("/sign-out")

    enter(browser)

    assert '<html lang="nl"' in browser.get("/account").text


def test_a_wrong_password_and_an_unknown_address_look_the_same(
    browser: Browser, noor: Account
) -> None:
    wrong = enter(browser, "four blue horses")
    unknown = enter(browser, email="nobody@example.org")

    assert wrong.status_code == unknown.status_code == 422
    assert "do not fit together" in wrong.text
    assert stripped(wrong.text, "noor@") == stripped(unknown.text, "nobody@")


def stripped(page: str, address: str) -> list[str]:
    lines = page.replace(address, "").splitlines()
    return [line for line in lines if "csrf_token" not in line and "form_key" not in line]


def test_the_typed_address_stays_and_the_typed_password_does_not(
    browser: Browser, noor: Account
) -> None:
    page = enter(browser, "four blue horses").text

    assert 'value="noor@example.org"' in page
    assert "four blue horses" not in page


@pytest.mark.parametrize("fields", [{"email": ""}, {"password": ""}, {"email": "a\x00b"}])
def test_a_field_that_is_missing_or_unfit_is_named(
    browser: Browser, noor: Account, fields: dict[str, str]
) -> None:
    answer = enter(browser, **fields)

    assert answer.status_code == 422
    assert f'id="error-{next(iter(fields))}"' in answer.text


def test_a_disabled_account_opens_to_no_password(
    browser: Browser, noor: Account, database: Database
) -> None:
    with database.write() as db:
        accounts.disable(db, db.get_one(Account, noor.id), by=OPERATOR, at=AT)

    assert enter(browser).status_code == 422


def test_disabling_an_account_signs_it_out_everywhere(
    visit: Callable[..., Browser], noor: Account, database: Database
) -> None:
    here, there = visit(noor), visit(noor)
    assert is_in(here)
    assert is_in(there)

    with database.write() as db:
        accounts.disable(db, db.get_one(Account, noor.id), by=OPERATOR, at=AT)

    assert not is_in(here)
    assert not is_in(there)


def test_signing_in_gives_a_new_secret_and_forgets_what_was_known(
    browser: Browser, noor: Account
) -> None:
    with browser.client.session_transaction() as before:
        before["_user_id"] = "chosen by somebody else"
    old_token = browser.token()

    enter(browser)

    assert browser.secret() != "chosen by somebody else"
    stale = browser.client.post("/account/name", data={"csrf_token": old_token, "name": "X"})
    assert stale.status_code == 400


def test_the_database_holds_no_secret_and_no_time_of_day(
    browser: Browser, noor: Account, database: Database
) -> None:
    enter(browser)

    with database.read() as db:
        row = db.scalars(select(SignIn)).one()
    assert browser.secret() not in (row.secret_hash, row.id)
    assert row.last_used_week.weekday() == 0


def test_signing_out_says_so(browser: Browser, noor: Account) -> None:
    enter(browser)

    browser.post("/sign-out")

    assert "Je bent uitgelogd." in browser.get("/sign-in").text


def test_who_signs_in_from_pages_in_another_language_is_told_which_one_goes_on(
    browser: Browser, noor: Account
) -> None:
    said = "Je leest verder in het Nederlands, de taal van je account."
    assert '<html lang="en"' in browser.get("/sign-in").text

    enter(browser)

    assert said in browser.get("/account").text
    assert said not in browser.get("/account").text


def test_an_old_cookie_is_worth_nothing_after_signing_out(browser: Browser, noor: Account) -> None:
    enter(browser)
    cookie = browser.client.get_cookie("sign-in")
    assert cookie

    left = browser.post("/sign-out")
    browser.client.set_cookie("sign-in", cookie.value)

    assert left.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not is_in(browser)


def test_a_sign_in_ends_after_thirty_days_without_use(
    visit: Callable[..., Browser], noor: Account, database: Database
) -> None:
    browser = visit(noor)

    with database.write() as db:
        db.execute(update(SignIn).values(expires_on=browser.today() - timedelta(days=1)))

    assert not is_in(browser)


def test_using_a_sign_in_in_a_new_week_prolongs_it(
    visit: Callable[..., Browser], noor: Account, database: Database
) -> None:
    browser = visit(noor)
    last_week = browser.today() - timedelta(days=8)
    with database.write() as db:
        soon = browser.today() + timedelta(days=22)
        db.execute(update(SignIn).values(last_used_week=last_week, expires_on=soon))

    answer = browser.get("/account")

    with database.read() as db:
        row = db.scalars(select(SignIn)).one()
    assert row.expires_on == browser.today() + timedelta(days=30)
    assert "Set-Cookie" in answer.headers
    assert "Set-Cookie" not in browser.get("/account").headers


def test_the_tenth_wrong_guess_is_the_last_for_a_while(browser: Browser, noor: Account) -> None:
    for _ in range(10):
        assert enter(browser, "wrong").status_code == 422

    refused = enter(browser)

    assert refused.status_code == 429
    assert 0 < int(refused.headers["Retry-After"]) <= 15 * 60 + 1


def test_others_guessing_do_not_keep_somebody_out_of_a_browser_they_know(
    visit: Callable[..., Browser], noor: Account
) -> None:
    own, stranger = visit(), visit()
    enter(own)
    own.post("/sign-out")
    for _ in range(10):
        enter(stranger, "wrong")

    assert enter(stranger).status_code == 429
    assert enter(own).status_code == 303


def test_a_right_password_uses_up_no_tries(
    browser: Browser, noor: Account, database: Database
) -> None:
    for _ in range(11):
        assert enter(browser).status_code == 303

    with database.read() as db:
        assert set(db.scalars(select(Attempt.count))) == {0}


def test_the_table_of_tries_names_nobody(
    browser: Browser, noor: Account, database: Database
) -> None:
    enter(browser, "wrong")

    with database.read() as db:
        subjects = db.scalars(select(Attempt.subject_hash)).all()
    assert len(subjects) == 3
    assert all(len(subject) == 64 for subject in subjects)


@pytest.mark.parametrize(
    "address",
    [
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
        "\\/evil.example",
        "https://evil.example", "https:evil.example", "javascript:alert(1)", "evil.example", "",
        "/\t/evil.example", "/\n/evil.example", "/\x00/evil", "\t//evil.example", " //evil.example",
        "/%09/evil" + "\r\n", "http:///evil.example", "/a" * 1500, "/\u2028/evil.example",
    ],
)  # fmt: skip
def test_signing_in_never_leads_to_another_site(
    browser: Browser, noor: Account, address: str
) -> None:
    assert enter(browser, next=address).headers["Location"] == "/"


@pytest.mark.parametrize("hidden", ["/documents/theirs/nl?show=all", "/documents/theirs/threads/a"])
def test_a_link_to_what_visitors_may_not_see_leads_there_through_signing_in(
    browser: Browser, noor: Account, hidden: str
) -> None:
    page = browser.get(hidden)
    door = re.search(r'href="(/sign-in[^"]*)" *>Sign in</a>\s*</p>', page.text)

    assert page.status_code == 404
    assert "come straight to this one" in page.text
    assert door
    asked = browser.get(html.unescape(door[1])).text
    assert f'name="next" value="{html.escape(hidden)}"' in asked
    assert enter(browser, next=hidden).location == hidden


def test_signing_in_leads_back_to_where_one_was(browser: Browser, noor: Account) -> None:
    sent_away = browser.get("/account?tab=2")

    assert sent_away.status_code == 303
    assert sent_away.headers["Location"] == "/sign-in?next=/account?tab%3D2"
    assert enter(browser, next="/account?tab=2").headers["Location"] == "/account?tab=2"


class TestDemoAccounts:
    @pytest.fixture
    def demo(self, database: Database) -> Account:
        with database.write() as db:
            account = accounts.create(
                db, email="noor@example.org", name="Noor", language="en", at=AT
            )
            accounts.open_for_demo(account)
            return account

    def test_the_password_of_the_demo_works_at_the_machine(
        self, browser: Browser, demo: Account
    ) -> None:
        assert enter(browser, accounts.DEMO_PASSWORD).status_code == 303

    @pytest.mark.parametrize(
        "changed",
        [
            {"WIKI_HOST": "192.0.2.1"},
            {"WIKI_PROXIES": "1"},
            {"WIKI_BASE_URL": "https://code.example.org", "WIKI_COOKIE_SECURE": "no"},
        ],
    )
    def test_it_does_not_where_the_site_serves_others(
        self, demo: Account, database: Database, changed: dict[str, str]
    ) -> None:
        serving_others = settings.read(
            {"WIKI_SECRET_KEY": "k" * 40, "WIKI_DATA_DIR": "unused", **changed}
        )
        browser = Browser(create_app(serving_others, database), database)

        assert enter(browser, accounts.DEMO_PASSWORD).status_code == 422

    @pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "Via", "X-Real-Ip"])
    def test_it_does_not_through_a_proxy(
        self, browser: Browser, demo: Account, header: str
    ) -> None:
        fields = {"email": "noor@example.org", "password": accounts.DEMO_PASSWORD}

        answer = browser.post("/sign-in", headers={header: "127.0.0.1"}, **fields)

        assert answer.status_code == 422

    def test_it_does_not_from_another_machine(self, browser: Browser, demo: Account) -> None:
        browser.client.environ_base["REMOTE_ADDR"] = "192.0.2.7"

        assert enter(browser, accounts.DEMO_PASSWORD).status_code == 422
