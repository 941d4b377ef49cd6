"""What every page of a document has around it: the document, its contents, the other language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from flask import request

from wiki.domain import documents, sections
from wiki.domain.permissions import Permission, require
from wiki.domain.sections import Neighbour
from wiki.errors import NotFound
from wiki.models import Document
from wiki.web import languages, requests
from wiki.web.addresses import url_for


def document(key: str, language: str | None = None, *, needs: Permission | None = None) -> Document:
    """Return a document the viewer may read; its language, where given, becomes the page's.

    Refuses with NotAllowed a viewer without the permission that it `needs`.
    """
    found = documents.find(requests.db(), key, viewer=requests.viewer())
    if language is not None:
        if language not in found.languages:
            raise NotFound
        languages.follow(language)
    if needs is not None:
        require(requests.viewer(), needs, found)
    return found


def language_of(found: Document) -> str:
    """Return the language to show a document in: the visitor's, if the document has it."""
    wanted = languages.language()
    return wanted if wanted in found.languages else found.languages[0]


class Link(NamedTuple):
    """A section in the outline; the one this page is about is the current one."""

    number: int
    title: str
    href: str
    current: bool


def outline(
    found: Document, language: str, entries: Sequence[Neighbour], *, current: str = ""
) -> tuple[Link, ...]:
    """Return sections of the document as links, for the layout."""
    address = section_addresses(found, language)
    return tuple(
        Link(entry.number, entry.title, address(entry.key), entry.key == current)
        for entry in entries
    )


def number_of_current(links: Sequence[Link]) -> int | None:
    """Return the number of the section a page is about, None where it is about none of these."""
    return next((link.number for link in links if link.current), None)


def section_addresses(found: Document, language: str) -> Callable[[str], str]:
    """Return what gives the address of a section by its key; for many, since it builds but one."""
    of_one = url_for("sections.show", document=found.key, language=language, section="-")
    return lambda key: of_one.removesuffix("-") + key


def around(found: Document, language: str, *, section: str = "") -> dict[str, Any]:
    """Return what the templates of document pages need around their own values.

    Of a long document the layout shows the sections around this one, and `all_sections` leads to
    the others.
    """
    near = sections.around(requests.db(), found, language, section)
    overview = url_for("documents.show", document=found.key, language=language)
    return {
        "document": found,
        "text_language": language,
        "sections": outline(found, language, near.entries, current=section),
        "all_sections": "" if near.is_whole else overview,
        "alternates": alternates(found),
    }


def alternates(found: Document) -> Mapping[str, str] | None:
    """Return the address of this page in each language, where the address holds one."""
    values = request.view_args or {}
    if "language" not in values or request.endpoint is None or request.method != "GET":
        return None
    return {
        language: url_for(request.endpoint, **{**values, "language": language})
        for language in found.languages
    }
