"""Pieces of pages that depend on plain values alone: written once, then remembered.

A paragraph with its talk looks the same to everyone who may see that talk, in one language. A page
asks for it by its values, so what is remembered can't be out of date or reach somebody it is not
for: other values are another piece. Such a template gets these values and nothing of the request,
and its forms are as nobody has filled them in.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import lru_cache

from flask import Flask, request
from markupsafe import Markup

from wiki.web import languages

REMEMBERED = 4000
"""Pieces of one or two KB each."""

UNTOUCHED: dict[str, object] = {"errors": {}, "typed": {}}
"""What templates with forms are told when nothing was typed."""

Written = Callable[[str, str, str, tuple[tuple[str, Hashable], ...]], Markup]


def init_app(app: Flask) -> None:
    """Give templates `fragment(template, **values)`."""
    written = _remembering(app)

    def fragment(template: str, **values: Hashable) -> Markup:
        """Return a template filled in with values that can be compared."""
        return written(template, languages.language(), request.root_path, tuple(values.items()))

    app.jinja_env.globals["fragment"] = fragment


def _remembering(app: Flask) -> Written:
    @lru_cache(maxsize=REMEMBERED)
    def written(
        template: str, _language: str, _root: str, values: tuple[tuple[str, Hashable], ...]
    ) -> Markup:
        page = app.jinja_env.get_template(template)
        return Markup(page.render(UNTOUCHED | dict(values)))  # noqa: S704 - a template's output is escaped

    return written
