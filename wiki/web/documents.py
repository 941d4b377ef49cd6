"""The documents one may read, and the overview of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import counts, documents, own_input, prefaces, rounds, sections
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
    db, viewer, today = requests.db(), requests.viewer(), requests.now().date()
    talk = counts.of_document(db, found, viewer=viewer)
    lines = _lines(found, language, sections.contents(db, found, language, counts=talk))
    return render_template(
        "documents/show.html",
        document=found,
        text_language=language,
        preface=dict.fromkeys(prefaces.PARTS, "") | found.preface.get(language, {}),
        reacting=rounds.reacting(db, found, on=today),
        today=today,
        contents=tuple(line[:3] for line in lines),
        minutes=minutes(sum(line.entry.word_count for line in lines)),
        next=next((line for line in lines if line.state != "read" and line.entry.word_count), None),
        changed=[line for line in lines if line.state == "changed"],
        has_read=any(line.state != "new" for line in lines),
        own=own_input.counted_on(db, viewer, found) if viewer else (0, 0),
        waiting=counts.open_in(talk),
        alternates=pages.alternates(found),
    )


class Line(NamedTuple):
    """A section on the overview: its address, and what this browser read of it.

    `state` is "read", "changed" or "new"; `seen` the revision that was read, if any.
    """

    entry: Entry
    href: str
    state: str
    seen: int | None


def _lines(document: Document, language: str, entries: Sequence[Entry]) -> list[Line]:
    address, marks = pages.section_addresses(document, language), read_marks.read()
    lines = []
    for entry in entries:
        seen = read_marks.last_read(entry.text_id, marks)
        state = "new" if seen is None else "read" if seen >= entry.head else "changed"
        lines.append(Line(entry, address(entry.key), state, seen))
    return lines


def _address(document: Document) -> str:
    return url_for("documents.show", document=document.key, language=pages.language_of(document))
