"""Pieces of pages that depend on plain values alone: written once, then remembered.

A paragraph with its talk looks the same to everyone who may see that talk, in one language. A page
asks for it by its values, so what is remembered can't be out of date or reach somebody it is not
for: other values are another piece. Such a template knows these values and nothing of the request,
and its forms are as nobody has filled them in.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from cachetools import LRUCache, cached
from flask import Flask
from flask.templating import Environment
from markupsafe import Markup

from wiki.web import languages, present

CHARACTERS = 8_000_000
"""How much is remembered in all, of pieces and of the values they are known by."""

KNOWN = frozenset(
    {
        "_",
        "clause_words",
        "ngettext",
        "fragment",
        "gist_words",
        "named",
        "place_words",
        "reaction_words",
        "settings",
        "shown",
        "url_for",
    }
    | {"cycler", "dict", "joiner", "lipsum", "namespace", "range"}
)
"""What templates may ask for in a fragment: nothing that differs from one visitor to the next."""

UNTOUCHED: dict[str, object] = {"errors": {}, "typed": {}}
"""What templates with forms are told when nothing was typed."""

Values = tuple[tuple[str, Hashable], ...]


class Piece(NamedTuple):
    """What was written, and how many characters it and its values have."""

    html: Markup
    weight: int


def init_app(app: Flask) -> None:
    """Give templates `fragment(template, **values)`."""
    fragments = Fragments(app)
    app.extensions["wiki_fragments"] = fragments
    app.jinja_env.globals["fragment"] = fragments.fragment


class Fragments:
    """The pieces of one app's pages, those asked for last."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self.remembered: LRUCache[Hashable, Piece] = LRUCache(
            CHARACTERS, getsizeof=attrgetter("weight")
        )
        self._written: Callable[[str, str, str, Values], Piece] = cached(
            self.remembered, lock=threading.Lock()
        )(self._write)

    def fragment(self, template: str, **values: Hashable) -> Markup:
        """Return a template filled in with values that can be compared.

        Raises TypeError for a value that is markup: it equals the words it is written with, which
        are escaped. Values within a tuple are not looked at: whoever asks puts no markup there.
        """
        known_by = template, languages.language(), present.asked().root_path, tuple(values.items())
        return self._written(*known_by).html

    def _write(self, template: str, _language: str, _root: str, values: Values) -> Piece:
        if any(isinstance(value, Markup) for _, value in values):
            raise TypeError("a fragment takes words, and writes the markup itself")
        page = self._templates.get_template(template)
        html = Markup(page.render(UNTOUCHED | dict(values)))  # noqa: S704 - its values are escaped
        return Piece(html, len(html) + _weight(values))

    @cached_property
    def _templates(self) -> Environment:
        """The app's templates, in an environment that knows nothing of the request.

        Also what they import is read there. Pages have registered all they offer by now.
        """
        all_known = self._app.jinja_env.globals
        templates = self._app.jinja_env.overlay(cache_size=-1)
        templates.globals = {name: all_known[name] for name in KNOWN & all_known.keys()}
        return templates


def _weight(value: Hashable) -> int:
    """Return how many characters a value holds."""
    match value:
        case str():
            return len(value)
        case tuple():
            return sum(_weight(one) for one in value)
        case _:
            return 0
