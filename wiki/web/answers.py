"""Answering several comments together: choosing the outcome, reading who gets it, saving it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import answers, comments, contributions, redlines, threads
from wiki.domain.permissions import Permission, can, require
from wiki.errors import AlreadyDecided, Invalid
from wiki.models import Document, Outcome, Thread
from wiki.web import batches, forms, in_words, pages, queue_ways, requests, section_names
from wiki.web.access import requires
from wiki.web.addresses import page_of
from wiki.web.languages import ngettext
from wiki.web.words import contribution_name

bp = Blueprint("answers", __name__)

WORDS = 300
"""How many characters of each comment are shown."""


class Chosen(NamedTuple):
    """The comments a form is about: those that can be closed, and those that can't (any more)."""

    ready: Sequence[Thread]
    left: Sequence[Thread]
    beyond: int


class Answer(NamedTuple):
    """What each author is going to read."""

    outcome: Outcome
    reason: str


@bp.get("/documents/<document>/queue/answers/new")
@requires(Permission.CONTRIBUTION_DECIDE)
def new(document: str) -> ResponseReturnValue:
    """Show the form for closing the comments that `?thread=` names."""
    found = _document(document)
    chosen = _chosen(found, request.args.getlist("thread"))
    return render_template("answers/new.html", **_page(found, chosen))


@bp.post("/documents/<document>/queue/answers")
@requires(Permission.CONTRIBUTION_DECIDE)
def create(document: str) -> ResponseReturnValue:
    """Show who gets which answer, or save what was read."""
    with requests.reading() as db:
        earlier = forms.led_to(db)
        if earlier is not None:
            return redirect(earlier, 303)
        found = _document(document)
        chosen = _chosen(found, request.form.getlist("thread"))
        try:
            answer = _read()
        except Invalid as error:
            return forms.invalid("answers/new.html", error, **_page(found, chosen))
        if "save" not in request.form:
            preview = None if "change" in request.form else answer
            page = _page(found, chosen, preview)
            return render_template("answers/new.html", **page, typed=forms.typed())
    return _saved(document, answer)


def _saved(document: str, answer: Answer) -> ResponseReturnValue:
    """Save what was read; where somebody was quicker, save nothing and say which is left."""
    try:
        return _save(document, answer)
    except AlreadyDecided:
        with requests.reading():
            found = _document(document)
            page = _page(found, _chosen(found, request.form.getlist("thread")))
            page |= {"moved_on": True, "typed": forms.typed()}
            return render_template("answers/new.html", **page), 409
    except Invalid as error:
        with requests.reading():
            found = _document(document)
            chosen = _chosen(found, request.form.getlist("thread"))
            placed = error.renamed(joined="outcome")
            return forms.invalid("answers/new.html", placed, **_page(found, chosen))


def _save(document: str, answer: Answer) -> ResponseReturnValue:
    with requests.writing() as db:
        earlier = forms.claim(db)
        if earlier is not None:
            return redirect(earlier, 303)
        found = _document(document)
        sent = batches.ticked_ids(request.form.getlist("thread"))
        ready = _chosen(found, sent).ready
        if not ready or len(ready) != len(sent):
            raise AlreadyDecided
        by, at = requests.member(), requests.now()
        answers.give(db, ready, outcome=answer.outcome, reason=answer.reason, by=by, at=at)
        location = queue_ways.back(found)
        forms.settle(db, location)
    thanks = ngettext(
        "The outcome of %(num)d comment is saved. Its author sees it under My input.",
        "The outcome of %(num)d comments is saved. Each author sees it under My input.",
        len(sent),
    )
    flash(thanks, "good")
    return redirect(location, 303)


def _read() -> Answer:
    with forms.gathering():
        return Answer(
            forms.choice("outcome", Outcome),
            forms.text("reason", limit=forms.COMMENT),
        )


def _document(key: str) -> Document:
    found = pages.document(key)
    require(requests.viewer(), Permission.CONTRIBUTION_DECIDE, found)
    return found


def _chosen(document: Document, ids: Sequence[str]) -> Chosen:
    """Return those of the comments that the viewer may see."""
    viewer, asked = requests.viewer(), batches.ticked_ids(ids)
    seen = threads.get_many(requests.db(), document, asked[: batches.MOST], viewer=viewer)
    ready = [
        one
        for one in seen
        if one.contribution.outcome is None
        and can(viewer, Permission.CONTRIBUTION_DECIDE, one.contribution)
    ]
    left = [one for one in seen if one not in ready]
    return Chosen(ready, left, max(0, len(asked) - batches.MOST))


def _page(document: Document, chosen: Chosen, answer: Answer | None = None) -> dict[str, Any]:
    language = pages.language_of(document)
    listed = [one.contribution for one in (*chosen.ready, *chosen.left)]
    seen = contributions.comments_visible_to(requests.viewer(), document)
    opening = comments.openings(requests.db(), listed, seen=seen)
    named = section_names.of(document, language)
    rows = [
        {
            "contribution": one,
            "name": _name(contribution_name(one), named.name(one.section_id)),
            "href": page_of(document, one),
            "words": in_words.shortened(redlines.as_read(opening[one.id].source), most=WORDS)
            if one.id in opening
            else "",
        }
        for one in listed
    ]
    return {
        **pages.around(document, language),
        "rows": rows[: len(chosen.ready)],
        "left": rows[len(chosen.ready) :],
        "beyond": chosen.beyond,
        "most": batches.MOST,
        "answer": answer,
        "back": queue_ways.back(document),
        "moved_on": False,
    }


def _name(name: str, section: str) -> str:
    return f"{name} · {section}" if section else name
