"""Every refusal is a page that says what to do and keeps what was typed."""

from __future__ import annotations

import ast
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.web.browsing import Browser
from wiki import errors as refusals
from wiki import paths
from wiki.database import Busy, Database, Full
from wiki.models import UsedForm
from wiki.web import forms, requests
from wiki.web.access import found, public
from wiki.web.messages import MESSAGES

WORDS = "Words that took an hour."


def add(app: Flask, view: Callable[[], object]) -> None:
    """Add a page for the test, at /thing."""
    app.add_url_rule("/thing", "thing", public(view), methods=["GET", "POST"])


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (refusals.NotFound(), 404),
        (refusals.NotAllowed("document:read"), 403),
        (refusals.Invalid("words", "missing"), 422),
        (refusals.Stale("whatever"), 409),
        (refusals.AlreadyDecided("whatever"), 409),
        (refusals.TooMany("too_many_tries", seconds=61), 429),
        (Busy(), 503),
        (Full(), 507),
        (ZeroDivisionError(), 500),
    ],
)
def test_every_refusal_is_a_page_that_keeps_the_words(
    app: Flask, browser: Browser, error: Exception, status: int
) -> None:
    def view() -> str:
        raise error

    add(app, view)

    answer = browser.post("/thing", words=WORDS)

    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert WORDS in answer.text


@pytest.mark.parametrize(
    ("error", "wait"), [(Busy(), "5"), (refusals.TooMany("", seconds=61), "61")]
)
def test_waiting_says_how_long(app: Flask, browser: Browser, error: Exception, wait: str) -> None:
    def view() -> str:
        raise error

    add(app, view)

    assert browser.get("/thing").headers["Retry-After"] == wait


def test_what_does_not_exist_and_what_one_may_not_see_are_one_page(
    app: Flask, browser: Browser
) -> None:
    def view() -> str:
        raise refusals.NotFound("no_such_document")

    add(app, view)

    hidden, missing = browser.get("/thing"), browser.get("/no-such-thing")

    assert hidden.status_code == missing.status_code == 404
    assert body(hidden.text) == body(missing.text)


def body(page: str) -> list[str]:
    varying = ("csrf_token", "form_key", "/thing", "/no-such-thing")
    return [line for line in page.splitlines() if not any(word in line for word in varying)]


def test_what_was_not_found_is_refused(app: Flask, browser: Browser) -> None:
    add(app, lambda: found(None))

    assert browser.get("/thing").status_code == 404


def test_a_button_address_opened_as_a_page_says_so(browser: Browser) -> None:
    answer = browser.get("/sign-out")

    assert answer.status_code == 405
    assert answer.headers["Allow"]


class TestTransactions:
    @pytest.fixture
    def kept(self, database: Database) -> Callable[[], int]:
        def count() -> int:
            with database.read() as db:
                return db.scalar(select(func.count()).select_from(UsedForm)) or 0

        return count

    def test_what_a_view_wrote_is_kept_before_the_answer_leaves(
        self, app: Flask, browser: Browser, kept: Callable[[], int]
    ) -> None:
        add(app, lambda: forms.claim(requests.db()) or "done")
        seen: list[int] = []

        @app.after_request
        def look(response: object) -> object:
            seen.append(kept())
            return response

        browser.post("/thing", form_key="one")

        assert seen[-1] == 1

    @pytest.mark.parametrize("status", [400, 404, 409, 422, 500])
    def test_what_a_view_wrote_is_undone_when_it_refuses(
        self, app: Flask, browser: Browser, kept: Callable[[], int], status: int
    ) -> None:
        add(app, lambda: (forms.claim(requests.db()) or "no", status))

        assert browser.post("/thing", form_key="one").status_code == status
        assert kept() == 0

    def test_opening_a_page_can_write_nothing(
        self, app: Flask, browser: Browser, kept: Callable[[], int]
    ) -> None:
        def view() -> str:
            requests.db().add(UsedForm(key_hash="x", used_on=requests.now().date()))
            requests.db().flush()
            return "written"

        add(app, view)

        assert browser.get("/thing").status_code == 500
        assert kept() == 0

    def test_a_busy_database_is_a_page_from_which_the_words_can_be_sent_again(
        self, app: Flask, browser: Browser, database: Database, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("wiki.database.PATIENCE", 0)
        add(app, lambda: forms.claim(requests.db()) or "done")
        token = browser.token()

        fields = {"csrf_token": token, "words": WORDS, "form_key": "one"}
        with held(app, database, fields):
            refused = browser.client.post("/thing", data=fields)

        assert refused.status_code == 503
        assert f"{WORDS}</textarea>" in refused.text
        assert browser.post("/thing", words=WORDS, form_key="one").text == "done"

    def test_own_transactions_after_the_common_one_are_a_defect_told_at_once(
        self, app: Flask, browser: Browser, caplog: pytest.LogCaptureFixture
    ) -> None:
        def view() -> str:
            requests.db().connection()
            with requests.writing():
                return "done"

        add(app, view)

        assert browser.post("/thing").status_code == 500
        assert "RuntimeError" in caplog.text

    def test_a_form_sent_a_hundred_times_is_done_once(
        self, app: Flask, browser: Browser, kept: Callable[[], int]
    ) -> None:
        done: list[int] = []

        @forms.once
        def view() -> object:
            done.append(1)
            return app.redirect(f"/sign-in?{len(done)}", 303)

        add(app, view)
        token = browser.token()
        fields = {"csrf_token": token, "form_key": "one"}

        answers = in_threads(100, lambda: app.test_client(), browser, fields)

        assert {answer.headers["Location"] for answer in answers} == {"/sign-in?1"}
        assert len(done) == kept() == 1


def in_threads(count: int, client: Callable, browser: Browser, fields: dict[str, str]) -> list:
    """Send a form so many times, eight at once, from the same browser."""
    cookie = browser.client.get_cookie("sign-in")
    answers: list = []

    def send(times: int) -> None:
        own = client()
        own.set_cookie("sign-in", cookie.value)
        for _ in range(times):
            answers.append(own.post("/thing", data=fields))

    threads = [threading.Thread(target=send, args=(count // 5,)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == count
    return answers


class held:  # noqa: N801 - reads as a sentence in `with`
    """Claims a form meanwhile, in another thread, and then lets it go.

    On SQLite that holds the one writing turn, on PostgreSQL what the same form would write.
    """

    def __init__(self, app: Flask, database: Database, fields: Mapping[str, str]) -> None:
        self.app, self.database, self.fields = app, database, fields
        self.holding, self.done = threading.Event(), threading.Event()
        self.thread = threading.Thread(target=self._hold)

    def _hold(self) -> None:
        form = self.app.test_request_context("/thing", method="POST", data=self.fields)
        with form, self.database.write() as db:
            forms.claim(db)
            self.holding.set()
            self.done.wait(30)
            db.rollback()

    def __enter__(self) -> None:
        self.thread.start()
        self.holding.wait(30)

    def __exit__(self, *_error: object) -> None:
        self.done.set()
        self.thread.join()


def raised_keys() -> Iterator[tuple[str, str]]:
    """Give each key that a refusal is raised with, and the file."""
    positions = {"Invalid": 1, "Stale": 0, "AlreadyDecided": 0, "NotAllowed": 0, "TooMany": 0}
    for path in [*Path(paths.PACKAGE).rglob("*.py")]:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
                continue
            position = positions.get(node.func.id)
            if position is None or len(node.args) <= position:
                continue
            key = node.args[position]
            if isinstance(key, ast.Constant):
                yield str(key.value), path.name


def test_every_refusal_has_words() -> None:
    wordless = {(key, file) for key, file in raised_keys() if key not in MESSAGES}

    assert wordless == set()
