"""A section to read: its numbered blocks, the talk beside them, and where to say something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, make_response, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import changed_blocks, definitions, reading, sections
from wiki.domain.permissions import Permission, can
from wiki.domain.reading import Paragraph, Reading
from wiki.models import Document
from wiki.web import jumps, pages, read_marks, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.pages import Link
from wiki.web.rounds import reacting_is_open

bp = Blueprint("sections", __name__)


@bp.get("/documents/<document>/<language>/sections/<section>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show a section with its open talk; `?block=N` opens the form for a comment on that block."""
    found = pages.document(document, language)
    page = reading_page(found, language, section)
    response = make_response(render_template("sections/show.html", **page))
    read_marks.remember(response, page["reading"].text_id, page["reading"].head)
    return response


def reading_page(document: Document, language: str, key: str) -> dict[str, Any]:
    """Return what the reading page shows, also when a comment has to be corrected there."""
    db, viewer = requests.db(), requests.viewer()
    found = reading.read(db, document, key, language, viewer=viewer)
    around = pages.around(document, language, section=key)
    takes_part = can(viewer, Permission.THREAD_OPEN, document)
    is_open = takes_part and reacting_is_open(document)
    chosen = _chosen_block(found)
    number = pages.number_of_current(around["sections"])
    read_before = read_marks.last_read(found.text_id, read_marks.read())
    stops = jumps.stops(found, number, _changed(found, read_before))
    return {
        **around,
        "key": key,
        "reading": found,
        "today": requests.now(),
        "written_in": [] if found.word_count else sections.written_in(db, document, key),
        "number": number,
        "definitions": definitions.of_section(db, document, language, key, found),
        "neighbours": _neighbours(around["sections"]),
        "read_before": read_before,
        "stops": stops,
        "leads": jumps.leads(stops),
        "ways": jumps.ways(stops),
        "may_react": is_open,
        "reacting_closed": takes_part and not is_open,
        "only_reads": not takes_part,
        "chosen_block": chosen,
        "reacting_to": next((p for p in found.paragraphs if p.position == chosen), None),
        "around_form": _around_form(found, chosen if is_open else None),
        "suggest_url": url_for(
            "proposals.new", document=document.key, language=language, section=key
        ),
    }


def _changed(found: Reading, read_before: int | None) -> frozenset[str]:
    """Return the ids of the blocks that changed since this browser last showed them."""
    if not read_before or read_before >= found.head:
        return changed_blocks.NONE
    return changed_blocks.since(requests.db(), found.text_id, read_before)


def _chosen_block(reading: Reading) -> int | None:
    """Return the position of the block that somebody without scripts wants to react to."""
    asked = request.values.get("block") or request.values.get("first_block") or ""
    positions = (one.position for one in reading.paragraphs)
    return next((position for position in positions if str(position) == asked), None)


def _around_form(reading: Reading, chosen: int | None) -> tuple[tuple[Paragraph, ...], ...]:
    """Return the paragraphs before and after the form: below the chosen one, else at the end."""
    for count, one in enumerate(reading.paragraphs, start=1):
        if one.position == chosen:
            return reading.paragraphs[:count], reading.paragraphs[count:]
    return (reading.paragraphs,)


def _neighbours(links: Sequence[Link]) -> tuple[tuple[str, str] | None, ...]:
    """Return the sections before and after the current one, as words and address."""
    here = next(place for place, link in enumerate(links) if link.current)
    return tuple(
        (f"{links[place].number} {links[place].title}", links[place].href)
        if 0 <= place < len(links)
        else None
        for place in (here - 1, here + 1)
    )
