"""A browser for tests: Flask's test client that fetches the token a form needs, as people do."""

from __future__ import annotations

import gzip
import re
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from wiki.database import Database
from wiki.domain import sign_ins
from wiki.models import Account
from wiki.web import requests

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
SETTINGS = {
    "WIKI_SECRET_KEY": "a secret of the tests, long enough",
    "WIKI_DATA_DIR": "unused",
    "WIKI_TIMEZONE": "UTC",  # so that a day of the tests is one of the pages, also near midnight
}

MAILING = SETTINGS | {
    "WIKI_SMTP_URL": "smtp://127.0.0.1:9",  # nothing listens there, and nothing is sent
    "WIKI_MAIL_FROM": "code@example.org",
}
"""The settings of a site that sends mail."""


class Browser:
    """One visitor of the site; signed in or not."""

    def __init__(self, app: Flask, database: Database) -> None:
        self.app = app
        self.client = app.test_client()
        self.database = database

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a page."""
        return self.client.get(path, **options)

    def post(
        self, path: str, /, *, headers: dict[str, str] | None = None, **fields: Any
    ) -> TestResponse:
        """Send a form as a page of ours would."""
        return self.client.post(path, data={"csrf_token": self.token(), **fields}, headers=headers)

    def post_without_token(self, path: str, /, **fields: Any) -> TestResponse:
        """Send a form as nobody but an attacker or a very old page would."""
        return self.client.post(path, data=fields)

    def token(self) -> str:
        """Return a token for a form, from a page everybody may see."""
        found = TOKEN.search(self.get("/sign-in").text)
        assert found, "the page holds no form"
        return found[1]

    def sign_in(self, account: Account) -> Browser:
        """Sign in without the form, which takes a while."""
        with self.database.write() as db:
            secret = sign_ins.begin(db, account, on=self.today())
        with self.client.session_transaction() as session:
            session["_user_id"] = secret
            session.permanent = True
        return self

    def secret(self) -> str:
        """Return the secret of the sign-in that this browser holds."""
        with self.client.session_transaction() as session:
            return str(session["_user_id"])

    def today(self) -> Any:
        """Return the date of requests."""
        with self.app.test_request_context():
            return requests.now().date()


def unpacked(response: TestResponse) -> str:
    """Return the page of an answer that came compressed."""
    assert response.content_encoding == "gzip"
    return gzip.decompress(response.data).decode()
