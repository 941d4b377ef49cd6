"""Addresses within this site, and the numbers in them."""

from __future__ import annotations

import re
import threading
from typing import Any, overload
from urllib.parse import urlsplit

from cachetools import LRUCache, cached
from flask import Flask, request
from werkzeug.routing import IntegerConverter, Map, UnicodeConverter

from wiki.models import Comment, Contribution, ContributionKind, Document
from wiki.web import present

NUMBER = re.compile("[0-9]{1,9}")
CHARACTERS = 500_000
"""How much is remembered of addresses that were built."""

NOT_REMEMBERED = frozenset({"secret", "next", "q", "after", "_external"})
"""Values that are secret, that visitors make up (or both), or that ask for the host's name."""


class Number(IntegerConverter):
    """A number in a path; longer ones, which no database can hold, are no address of ours."""

    regex = NUMBER.pattern


class Word(UnicodeConverter):
    """A key or an id in a path: no control characters, which a database may refuse, nor long."""

    regex = r"[^/\x00-\x1f\x7f]{1,300}"

    def __init__(self, map: Map) -> None:  # noqa: A002 - werkzeug's name for it
        super().__init__(map)
        self.regex = type(self).regex


def init_app(app: Flask) -> None:
    """Give templates `url_for`."""

    @cached(LRUCache(CHARACTERS, getsizeof=len), lock=threading.Lock())
    def built(_root: str, endpoint: str, values: tuple[tuple[str, Any], ...]) -> str:
        return app.url_for(endpoint, **dict(values))

    app.extensions["wiki_addresses"] = built
    app.jinja_env.globals.update(url_for=url_for, page_of=page_of)


def url_for(endpoint: str, **values: Any) -> str:
    """Return an address within this site: pages ask for dozens, mostly those of the page before.

    What was built is remembered, but for addresses with a value that is not to be.
    """
    if not NOT_REMEMBERED.isdisjoint(values):
        return present.app().url_for(endpoint, **values)
    built = present.app().extensions["wiki_addresses"]
    return str(built(present.asked().root_path, endpoint, tuple(values.items())))


def page_of(
    document: Document,
    contribution: Contribution,
    comment: Comment | None = None,
    /,
    **asked: str,
) -> str:
    """Return the address of the page where a contribution is talked about."""
    kind = "thread" if contribution.kind is ContributionKind.THREAD else "proposal"
    anchor = f"comment-{comment.id}" if comment else None
    named = {"document": document.key, kind: contribution.id}
    return url_for(f"{kind}s.show", **named, **asked, _anchor=anchor)


@overload
def number(name: str) -> int | None: ...
@overload
def number(name: str, default: int) -> int: ...
def number(name: str, default: int | None = None) -> int | None:
    """Return the number an address gives after the question mark, else the default."""
    given = request.args.get(name, "")
    return int(given) if NUMBER.fullmatch(given) else default


def safe_next(address: str) -> str | None:
    """Return an address to go on to if it certainly lies within this site, else None.

    It must be a path that begins with exactly one slash. Backslashes and control characters are
    refused: browsers read some of them as slashes, or leave them out.
    """
    if not address.startswith("/") or address.startswith("//") or len(address) > 2000:
        return None
    if "\\" in address or any(not character.isprintable() for character in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address
