"""A section to read: its numbered blocks, the talk beside them, and where to say something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wiki.domain import reading, rounds, sections
from wiki.domain.permissions import Permission, can
from wiki.domain.reading import Reading
from wiki.errors import NotAllowed
from wiki.models import Document
from wiki.web import pages, read_marks, requests
from wiki.web.access import requires

bp = Blueprint("sections", __name__)


@bp.get("/documents/<document>/<language>/sections/<section>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show a section with its open talk; `?block=N` opens the form for a comment on that block."""
    found = pages.document(document, language)
    page = reading_page(found, language, section)
    response = make_response(render_template("sections/show.html", **page))
    text = page["reading"].text
    read_marks.remember(response, text.id, text.head)
    return response


def reading_page(document: Document, language: str, key: str) -> dict[str, Any]:
    """Return what the reading page shows, also when a comment has to be corrected there."""
    db, viewer = requests.db(), requests.viewer()
    text = sections.find_text(db, document, key, language)
    found = reading.read(db, text, document, viewer=viewer)
    around = pages.around(document, language, section=key)
    takes_part = can(viewer, Permission.THREAD_OPEN, document)
    is_open = takes_part and _is_open(document)
    return {
        **around,
        "key": key,
        "reading": found,
        "number": _number(around["sections"]),
        "neighbours": _neighbours(around["sections"]),
        "read_before": read_marks.last_read(text.id),
        "may_react": is_open,
        "reacting_closed": takes_part and not is_open,
        "chosen_block": _chosen_block(found),
        "suggest_url": url_for(
            "proposals.new", document=document.key, language=language, section=key
        ),
    }


def _is_open(document: Document) -> bool:
    """Tell whether one may react today."""
    try:
        rounds.open_for_reacting(requests.db(), document, on=requests.now().date())
    except NotAllowed:
        return False
    return True


def _chosen_block(reading: Reading) -> int | None:
    """Return the position of the block that somebody without scripts wants to react to."""
    asked = request.values.get("block") or request.values.get("first_block") or ""
    positions = {row.position for row in reading.blocks}
    return next((one for one in positions if str(one) == asked), None)


def _number(listed: Sequence[dict[str, Any]]) -> int:
    return next(int(entry["number"]) for entry in listed if entry["current"])


def _neighbours(
    listed: Sequence[dict[str, Any]],
) -> tuple[tuple[str, str] | None, tuple[str, str] | None]:
    """Return the sections before and after the current one, as words and address."""
    here = next(place for place, entry in enumerate(listed) if entry["current"])
    around = [
        (f"{entry['number']} {entry['title']}", entry["href"]) if entry else None
        for entry in (
            listed[here - 1] if here else None,
            listed[here + 1] if here + 1 < len(listed) else None,
        )
    ]
    return around[0], around[1]
