"""What every page of a document has around it: the document, its contents, the other language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request, url_for

from wiki.domain import documents, sections
from wiki.domain.sections import Entry
from wiki.errors import NotFound
from wiki.models import Document
from wiki.web import languages, requests


def document(key: str, language: str | None = None) -> Document:
    """Return a document the viewer may read; its language, where given, becomes the page's."""
    found = documents.find(requests.db(), key, viewer=requests.viewer())
    if language is not None:
        if language not in found.languages:
            raise NotFound
        languages.speak(language)
    return found


def language_of(found: Document) -> str:
    """Return the language to show a document in: the visitor's, if the document has it."""
    wanted = languages.language()
    return wanted if wanted in found.languages else found.languages[0]


def outline(
    found: Document, language: str, entries: Sequence[Entry], *, current: str = ""
) -> list[dict[str, Any]]:
    """Return the sections of a document as links, for the layout."""
    return [
        {
            "number": entry.number,
            "title": entry.title,
            "href": url_for(
                "sections.show", document=found.key, language=language, section=entry.key
            ),
            "current": entry.key == current,
            "note": "",
        }
        for entry in entries
    ]


def around(found: Document, language: str, *, section: str = "") -> dict[str, Any]:
    """Return what the templates of document pages need around their own values."""
    entries = sections.contents(requests.db(), found, language, viewer=requests.viewer())
    return {
        "document": found,
        "text_language": language,
        "sections": outline(found, language, entries, current=section),
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
