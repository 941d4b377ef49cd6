"""The queue: what waits for an outcome, the oldest first, and what is out of sight."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import queue, redlines, sections
from wiki.domain.permissions import Permission, can, require
from wiki.domain.queue import QueuePage, Show
from wiki.models import Contribution, ContributionKind, Document
from wiki.web import (
    edit_views,
    in_words,
    likenesses,
    pages,
    queue_choices,
    queue_ways,
    requests,
    section_names,
)
from wiki.web.access import requires
from wiki.web.languages import gettext
from wiki.web.queue_choices import Choices
from wiki.web.section_names import SectionNames

bp = Blueprint("queue", __name__)


@bp.get("/documents/<document>/queue")
@requires(Permission.QUEUE_READ)
def index(document: str) -> ResponseReturnValue:
    """List what waits; `?show=` and the choices narrow it, `?after=` goes on."""
    db, viewer = requests.db(), requests.viewer()
    found = pages.document(document)
    require(viewer, Permission.QUEUE_READ, found)
    show, choices = queue_choices.show(found), queue_choices.read(found)
    narrowed, after = choices.narrowed, request.args.get("after")
    listed = queue.page(db, found, viewer=viewer, show=show, narrowed=narrowed, after=after)
    counts = queue.counts(db, found, viewer=viewer, narrowed=narrowed)
    language = pages.language_of(found)
    around = pages.around(found, language)
    entries = sections.contents(db, found, language)
    named = section_names.of_entries(entries)
    alike = likenesses.links(found, list(listed.wording))
    return render_template(
        "queue/index.html",
        **around,
        show=show,
        choices=queue_choices.shown(choices, found, entries, language),
        along=queue_choices.sent_along(show, choices),
        tabs=_tabs(found, counts, show, choices),
        rows=[_row(one, listed, named) | {"alike": alike.get(one.id)} for one in listed.listed],
        older=queue_ways.address(found, show, choices, after=listed.after) if listed.after else "",
    )


def _tabs(
    document: Document, counts: Mapping[Show, int], current: Show, choices: Choices
) -> list[dict[str, Any]]:
    labels = {
        Show.ALL: gettext("All"),
        Show.PROPOSALS: gettext("Suggestions"),
        Show.COMMENTS: gettext("Comments"),
    }
    if queue.may_see_held(requests.viewer(), document):
        labels[Show.HELD] = gettext("Out of sight")
    return [
        {
            "label": label,
            "href": queue_ways.address(document, show, choices),
            "count": counts[show],
            "current": show is current,
        }
        for show, label in labels.items()
    ]


def _row(one: Contribution, listed: QueuePage, named: SectionNames) -> dict[str, Any]:
    viewer = requests.viewer()
    row: dict[str, Any] = {
        "contribution": one,
        "section": named.name(one.section_id),
        "may_tick": one.outcome is None and can(viewer, Permission.CONTRIBUTION_DECIDE, one),
        "days": (requests.now().date() - one.said_on).days,
    }
    if one.kind is ContributionKind.PROPOSAL:
        wording = listed.wording[one.id]
        sentences = in_words.wording(wording, named.titles)
        return row | {
            "words": in_words.shortened(sentences[0]),
            "changes": len(sentences),
            "places": edit_views.places(wording.edits, named.numbers),
            "asked": listed.asked.get(one.id),
        }
    opening = listed.opening.get(one.id)
    words = in_words.shortened(redlines.as_read(opening.source) if opening else "")
    return row | {"words": words, "changes": 0, "places": [], "asked": None}
