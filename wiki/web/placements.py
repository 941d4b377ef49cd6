"""Re-attaching a comment by hand, when its words moved out of reach."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import blocks, passages, placements, threads
from wiki.domain.passages import Selection
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Document, Thread
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("placements", __name__)


@bp.get("/documents/<document>/threads/<thread>/placement")
@requires(Permission.PLACEMENT_SET)
def edit(document: str, thread: str) -> ResponseReturnValue:
    """Show the blocks to choose from, and a field for the words in it."""
    return render_template("placements/edit.html", **_page(pages.document(document), thread))


@bp.post("/documents/<document>/threads/<thread>/placement")
@requires(Permission.PLACEMENT_SET)
@forms.once
def update(document: str, thread: str) -> ResponseReturnValue:
    """Attach the talk to the chosen block, or to the words given of it."""
    where = pages.document(document)
    talk = _talk(where, thread)
    try:
        with forms.gathering():
            block, seen = forms.number("block"), forms.number("seen", lowest=1)
            quote = forms.text("quote", limit=forms.COMMENT, required=False)
        selection = Selection(block, block, quote=quote)
        passage = passages.located(blocks.split(talk.text.source), selection)
        if quote.strip() and passage.whole_block:
            raise Invalid("quote", "not_in_the_block")
        placements.reattach(
            requests.db(),
            placements.anchor_of(requests.db(), talk.contribution),
            passage,
            seen=seen,
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return forms.invalid("placements/edit.html", error, **_page(where, thread))
    flash(gettext("The comment stands at these words now."), "good")
    return redirect(url_for("threads.show", document=where.key, thread=thread), 303)


def _talk(document: Document, thread_id: str) -> Thread:
    thread = threads.get(requests.db(), document, thread_id, viewer=requests.viewer())
    require(requests.viewer(), Permission.PLACEMENT_SET, thread)
    return thread


def _page(document: Document, thread_id: str) -> dict[str, object]:
    thread = _talk(document, thread_id)
    around = pages.around(document, thread.text.language, section=thread.text.section.key)
    return {
        **around,
        "thread": thread,
        "placement": placements.of(requests.db(), thread.contribution, thread.text),
        "choices_of_blocks": blocks.seen(thread.text.source),
    }
