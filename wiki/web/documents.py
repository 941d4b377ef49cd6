"""The documents one may read, and the overview of each."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import documents, prefaces, rounds, sections
from wiki.domain.permissions import Permission
from wiki.domain.sections import Entry
from wiki.models import Document
from wiki.web import pages, read_marks, requests
from wiki.web.access import public, requires
from wiki.web.addresses import url_for
from wiki.web.filters import minutes

bp = Blueprint("documents", __name__)


@bp.get("/")
@public
def index() -> ResponseReturnValue:
    """List the documents; a lone one is shown at once."""
    found = documents.listed(requests.db(), viewer=requests.viewer())
    if len(found) == 1:
        return redirect(_address(found[0]), 302)
    return render_template(
        "documents/index.html", documents=[(one, _address(one)) for one in found]
    )


@bp.get("/documents/<document>/<language>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str) -> ResponseReturnValue:
    """Show what the document is, who decides, until when, and its sections."""
    found = pages.document(document, language)
    viewer = requests.viewer()
    entries = sections.contents(requests.db(), found, language, viewer=viewer, with_talk=True)
    words = sum(entry.word_count for entry in entries)
    address, marks = pages.section_addresses(found, language), read_marks.read()
    return render_template(
        "documents/show.html",
        document=found,
        text_language=language,
        preface=dict.fromkeys(prefaces.PARTS, "") | found.preface.get(language, {}),
        reacting=rounds.reacting(requests.db(), found, on=requests.now().date()),
        contents=tuple((entry, address(entry.key), _state(entry, marks)) for entry in entries),
        minutes=minutes(words),
        alternates=pages.alternates(found),
    )


def _address(document: Document) -> str:
    return url_for("documents.show", document=document.key, language=pages.language_of(document))


def _state(entry: Entry, marks: Mapping[str, int]) -> str:
    """Return whether a browser with these marks has read the section as it is now."""
    seen = read_marks.last_read(entry.text_id, marks)
    if seen is None:
        return "new"
    return "read" if seen >= entry.head else "changed"
