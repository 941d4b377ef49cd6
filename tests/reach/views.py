"""Pages as people meet them: what every check of reach looks at, the equal ones once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flask import Flask, template_rendered
from jinja2 import Template
from werkzeug.test import TestResponse

from tests.cast import PARTS

LANGUAGES = ("en", "nl")
WHOLE = "<!doctype html>"

UNSEEN = re.compile(r'<input type="hidden"[^>]*>')
RANDOM_ID = re.compile(r"\b[a-z2-7]{26}\b|\b[\w-]{43}\b")
NAMES = re.compile("|".join(re.escape(part[0]) for part in PARTS.values()))
OF_CAST = re.compile(rf"\b({'|'.join(PARTS)})@example\.org")
ADDRESS = re.compile(r'((?:href|action|-url)="/)[^"#]*')
MOMENT = re.compile(r'datetime="\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00"')


@dataclass(frozen=True)
class View:
    """A whole page: who met it where, in which language, from which template."""

    title: str
    language: str
    template: str
    html: str

    def kind(self) -> str:
        """Return the page without what an eye doesn't see or need: secrets, addresses, names."""
        page = UNSEEN.sub("", self.html)
        page = ADDRESS.sub(r"\1", RANDOM_ID.sub("", page))
        page = OF_CAST.sub("", NAMES.sub("", page))
        return MOMENT.sub("", page)


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
    """Lets every kind of page pass once, over all processes that keep their marks in one folder."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder

    def of(self, views: Iterable[View]) -> Iterator[View]:
        """Give the views that no other was equal to so far."""
        return (view for view in views if self._is_new(view))

    def _is_new(self, view: View) -> bool:
        mark = self._folder / hashlib.sha256(view.kind().encode()).hexdigest()
        try:
            mark.touch(exist_ok=False)
        except FileExistsError:
            return False
        return True
