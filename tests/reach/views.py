"""Pages as people meet them: what every check of reach looks at, the equal ones once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from flask import Flask, template_rendered
from jinja2 import Template
from werkzeug.test import TestResponse

from tests.cast import PARTS
from tests.web.filling import KEYS

LANGUAGES = ("en", "nl")
WHOLE = "<!doctype html>"

UNSEEN = re.compile(r'<input type="hidden"[^>]*>')
RANDOM_ID = re.compile(r"\b[a-z2-7]{26}\b|\b[\w-]{43}\b")
ONWARD = re.compile(r'(?<=next=)[^"&]*')
NAMES = re.compile("|".join(re.escape(part[0]) for part in PARTS.values()))
OF_CAST = re.compile(rf"\b({'|'.join(PARTS)})@example\.org")
DOCUMENT = re.compile(rf"/documents/({'|'.join(KEYS.values())})\b")


@dataclass(frozen=True)
class View:
    """A whole page: who met it where, in which language, from which template."""

    title: str
    language: str
    template: str
    html: str

    def kind(self) -> str:
        """Return the page without what differs but for the eye: secrets, ids, names of people."""
        page = UNSEEN.sub("", self.html)
        page = ONWARD.sub("", RANDOM_ID.sub("", page))
        page = OF_CAST.sub("", NAMES.sub("", page))
        return DOCUMENT.sub("/documents/", page)


class Maker:
    """Makes views of answers; hears from the apps which template each page came from."""

    def __init__(self, *apps: Flask) -> None:
        self._template = ""
        for app in apps:
            template_rendered.connect(self._hear, app)

    def view(self, title: str, response: TestResponse) -> View | None:
        """Return the page of an answer, None where it is no whole page."""
        is_html = response.mimetype == "text/html" and response.text.startswith(WHOLE)
        if not is_html or response.location:
            return None
        language = re.search(r'<html lang="(\w+)"', response.text)
        assert language, title
        return View(title, language[1], self._template, response.text)

    def _hear(self, _app: Flask, template: Template, **_context: Any) -> None:
        self._template = template.name or ""


class Once:
    """Lets every kind of page pass once, and counts what is left out as equal."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self.left_out = Counter[str]()

    def of(self, views: Iterable[View], about: str) -> Iterator[View]:
        """Give the views that no other was equal to so far."""
        for view in views:
            kind = view.kind()
            if kind in self._known:
                self.left_out[about] += 1
            else:
                self._known.add(kind)
                yield view
