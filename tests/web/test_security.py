"""What every answer carries, and what no answer tells."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.cast import Cast
from tests.web.browsing import SETTINGS, Browser, unpacked
from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.domain.permissions import Permission
from wiki.web import security

METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "DELETE", "TRACE")


def address(app: Flask, rule: Rule) -> str:
    """Return an address that the rule matches and that names nothing."""
    with app.test_request_context():
        values = dict.fromkeys(rule.arguments, "1")
        return app.url_map.bind("localhost").build(rule.endpoint, values)


def everywhere(app: Flask) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    return sorted({address(app, rule) for rule in app.url_map.iter_rules()} | {"/nowhere"}) or [
        str(rule) for rule in rules
    ]


OF_SECRETS = {"Referrer-Policy": "strict-origin"}


def test_every_answer_carries_the_headers(
    app: Flask, visit: Callable[..., Browser], people: Cast
) -> None:
    rules = [rule for rule in app.url_map.iter_rules() if "secret" in rule.arguments]
    with_secrets = {address(app, rule) for rule in rules}
    for browser in (visit(), visit(people.sanne)):
        for path in everywhere(app):
            for method in METHODS:
                answer = browser.client.open(path, method=method)
                is_secret = path in with_secrets and answer.status_code != 405
                wanted = security.ALWAYS | (OF_SECRETS if is_secret else {})
                missing = set(wanted.items()) - set(answer.headers.items())
                assert not missing, (method, path, answer.status)
                assert answer.status_code < 500, (method, path)
                assert "Cache-Control" in answer.headers


def test_scripts_and_styles_come_from_files_of_our_own_only(browser: Browser) -> None:
    policy = browser.get("/sign-in").headers["Content-Security-Policy"]

    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_every_view_says_whom_it_is_for(app: Flask) -> None:
    views = app.view_functions.items()

    assert [name for name, view in views if not hasattr(view, "permission")] == []


def test_a_view_that_does_not_say_is_refused(app: Flask, browser: Browser) -> None:
    app.add_url_rule("/unmarked", "unmarked", lambda: "secret")

    answer = browser.get("/unmarked")

    assert answer.status_code == 500
    assert "secret" not in answer.text


def test_pages_of_signed_in_people_are_kept_nowhere_but_answers_to_their_forms(
    visit: Callable[..., Browser], people: Cast
) -> None:
    assert visit(people.noor).get("/account").headers["Cache-Control"] == "no-store"
    answer = visit(people.noor).post("/account/name", name="")
    assert answer.status_code == 422
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert visit().get("/sign-in").headers["Cache-Control"] == "private, no-cache"


@pytest.fixture
def over_https(database: Database) -> Browser:
    served = settings.read({**SETTINGS, "WIKI_BASE_URL": "https://code.example.org"})
    browser = Browser(create_app(served, database), database)
    browser.client.environ_base["wsgi.url_scheme"] = "https"
    browser.client.environ_base["HTTP_HOST"] = "code.example.org"
    return browser


def test_over_https_cookies_and_addresses_stay_there(over_https: Browser) -> None:
    answer = over_https.get("/sign-in")

    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-sign-in=")
    for part in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    assert "Domain" not in cookie


def test_choices_are_kept_in_cookies_that_scripts_can_not_read(browser: Browser) -> None:
    answer = browser.post("/preferences/theme", theme="dark", next="/sign-in")

    assert answer.headers["Location"] == "/sign-in"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert 'data-theme="dark"' in browser.get("/sign-in").text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "evil.example:80"])
def test_a_host_that_is_not_ours_gets_no_page(browser: Browser, host: str) -> None:
    answer = browser.get("/sign-in", headers={"Host": host})

    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert set(security.ALWAYS.items()) <= set(answer.headers.items())


def test_proxy_headers_from_anybody_are_not_believed(browser: Browser) -> None:
    spoofed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}

    answer = browser.get("/account", headers=spoofed)

    assert answer.headers["Location"] == "/sign-in?next=/account"
    assert "Strict-Transport-Security" not in answer.headers


def test_large_pages_are_compressed_for_those_who_can_read_it(browser: Browser) -> None:
    packed = browser.get("/sign-in", headers={"Accept-Encoding": "gzip"})

    assert "<h1>" in unpacked(packed)
    assert {"Accept-Encoding", "Cookie", "Accept-Language"} <= set(packed.vary)
    assert browser.get("/sign-in").content_encoding is None


def test_a_body_or_form_that_is_too_large_is_refused_with_a_page(browser: Browser) -> None:
    token = browser.token()

    large = browser.client.post("/sign-in", data={"csrf_token": token, "email": "a" * 1_100_000})
    many = browser.client.post(
        "/sign-in",
        data={"csrf_token": token} | {f"field{n}": "1" for n in range(1100)},
        content_type="multipart/form-data",
    )

    assert large.status_code == many.status_code == 413
    assert "<h1>" in large.text


def test_a_log_line_tells_the_kind_of_page_and_nothing_personal(
    browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="wiki.requests"):
        answer = browser.get("/invitations/canary-secret?q=canary-query")

    [line] = [record.getMessage() for record in caplog.records if record.name == "wiki.requests"]
    told = json.loads(line)
    assert set(told) == {"time", "route", "method", "status", "ms", "request"}
    assert told["route"] == "/invitations/<secret>"
    assert told["request"] == answer.headers["X-Request-Id"]
    assert "canary" not in caplog.text
    assert "127.0.0.1" not in caplog.text


def test_an_unexpected_error_is_logged_by_its_kind_and_place_only(
    app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> str:
        raise ValueError("canary words of a person")

    fail.permission = None  # type: ignore[attr-defined]
    app.add_url_rule("/fail", "fail", fail)

    answer = browser.get("/fail?canary")

    assert answer.status_code == 500
    assert "Something went wrong on our side" in answer.text
    assert "canary" not in answer.text + caplog.text
    assert "ValueError" in caplog.text
    assert "test_security.py" in caplog.text


def test_health_tells_only_that_it_works(browser: Browser) -> None:
    assert browser.get("/healthz").text == "ok\n"
    assert browser.get("/readyz").text == "ready\n"


def test_a_database_of_another_version_is_not_ready(browser: Browser, database: Database) -> None:
    with database.write() as db:
        db.connection().exec_driver_sql("UPDATE alembic_version SET version_num = 'ffffffffffff'")

    answer = browser.get("/readyz")

    assert (answer.status_code, answer.text) == (503, "not ready\n")


def test_only_reading_is_open_to_visitors_whatever_the_thing(people: Cast) -> None:
    from wiki.domain.permissions import can
    from wiki.models import Readers
    from wiki.web.access import OPEN_TO_VISITORS

    people.document.readers = Readers.PUBLIC

    given = {permission for permission in Permission if can(None, permission, people.document)}
    assert given <= OPEN_TO_VISITORS
