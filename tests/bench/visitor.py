"""Somebody with a browser that keeps cookies and fills in forms, and draws nothing."""

from __future__ import annotations

import gzip
from html.parser import HTMLParser
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlencode, urlsplit


class Visitor:
    """One visitor of the site at an address; answers that are errors are raised."""

    def __init__(self, address: str) -> None:
        self._connection = HTTPConnection(urlsplit(address).netloc)
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> str:
        """Fetch a page; gives its source."""
        return self._ask("GET", path)

    def submit(self, path: str, fields: dict[str, str], *, form_at: str | None = None) -> str:
        """Send a form, with the hidden fields it has on the page it stands on.

        Gives the page it leads to.
        """
        hidden = hidden_fields(self.get(form_at)) if form_at else {}
        return self._ask("POST", path, urlencode({**hidden, **fields}))

    def close(self) -> None:
        """Leave."""
        self._connection.close()

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Accept-Encoding": "gzip", "Accept-Language": "en"}
        if self._cookies:
            headers["Cookie"] = "; ".join(
                f"{name}={value}" for name, value in self._cookies.items()
            )
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        raw = answer.read()
        self._keep(answer.msg.get_all("Set-Cookie") or [])
        if answer.status in (302, 303):
            return self._ask("GET", answer.headers["Location"])
        source = gzip.decompress(raw) if answer.headers.get("Content-Encoding") == "gzip" else raw
        if answer.status >= 400:
            raise RuntimeError(f"{method} {path}: {answer.status} {source[:200]!r}")
        return source.decode()

    def _keep(self, cookies: list[str]) -> None:
        for cookie in cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value


class _Hidden(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, Any]]) -> None:
        about = dict(attrs)
        if tag == "input" and about.get("type") == "hidden":
            self.fields[about["name"]] = about.get("value") or ""


def hidden_fields(source: str) -> dict[str, str]:
    """Return the hidden fields of a page."""
    parser = _Hidden()
    parser.feed(source)
    return parser.fields
