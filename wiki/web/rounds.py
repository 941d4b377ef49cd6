"""Rounds: when people can react, planned, changed and settled by the lead."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import rounds
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, Stale
from wiki.models import Document, Round
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("rounds", __name__)


class Typed(TypedDict):
    """What the form of a round says."""

    titles: dict[str, str]
    opens_on: date
    closes_on: date


@bp.app_template_global()
def reacting_is_open(document: Document) -> bool:
    """Tell whether something can be brought in today, for pages that offer to."""
    return rounds.is_reacting_open(requests.db(), document, on=requests.now().date())


@bp.app_template_global()
def reacting_opens_on(document: Document) -> date | None:
    """Return the first day of the next round, for pages that say reacting is closed."""
    return rounds.reacting(requests.db(), document, on=requests.now().date()).opens_on


@bp.get("/documents/<document>/rounds")
@requires(Permission.DOCUMENT_READ)
def index(document: str) -> ResponseReturnValue:
    """List the rounds with their dates and what is still without an outcome."""
    return render_template("rounds/index.html", **_page(pages.document(document)))


@bp.post("/documents/<document>/rounds")
@requires(Permission.ROUND_SETTLE)
@forms.once
def create(document: str) -> ResponseReturnValue:
    """Plan a round."""
    found = pages.document(document, needs=Permission.ROUND_SETTLE)
    try:
        said = _typed(found)
        rounds.open_round(requests.db(), found, **said, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid("rounds/index.html", error, **_page(found))
    return _done(found, gettext("The round is planned."))


@bp.get("/documents/<document>/rounds/<round_id>")
@requires(Permission.ROUND_SETTLE)
def edit(document: str, round_id: str) -> ResponseReturnValue:
    """Show the form to change a round that is not settled."""
    return render_template("rounds/edit.html", **_page_of_one(_led(document, round_id)))


@bp.post("/documents/<document>/rounds/<round_id>")
@requires(Permission.ROUND_SETTLE)
@forms.once
def update(document: str, round_id: str) -> ResponseReturnValue:
    """Give a round other titles or days."""
    planned, seen = _led(document, round_id), request.form.get("seen", "")
    by, at = requests.member(), requests.now()
    try:
        said = _typed(planned.document)
        rounds.change(requests.db(), planned, **said, seen=seen, by=by, at=at)
    except Invalid as error:
        return forms.invalid("rounds/edit.html", error, **_page_of_one(planned))
    except Stale as stale:
        changed = Invalid(forms.PAGE, stale.key)
        return forms.invalid("rounds/edit.html", changed, **_page_of_one(planned))
    return _done(planned.document, gettext("The round is changed."))


@bp.post("/documents/<document>/rounds/<round_id>/end")
@requires(Permission.ROUND_SETTLE)
@forms.once
def create_end(document: str, round_id: str) -> ResponseReturnValue:
    """Make today the last day of an open round."""
    opened = _led(document, round_id)
    rounds.end(requests.db(), opened, by=requests.member(), at=requests.now())
    return _done(opened.document, gettext("Today is the last day of the round."))


@bp.post("/documents/<document>/rounds/<round_id>/removal")
@requires(Permission.ROUND_SETTLE)
@forms.once
def destroy(document: str, round_id: str) -> ResponseReturnValue:
    """Take back a round that has not begun."""
    planned = _led(document, round_id)
    where = planned.document
    rounds.remove(requests.db(), planned, by=requests.member(), at=requests.now())
    return _done(where, gettext("The round is removed."))


@bp.post("/documents/<document>/rounds/<round_id>/settlement")
@requires(Permission.ROUND_SETTLE)
@forms.once
def create_settlement(document: str, round_id: str) -> ResponseReturnValue:
    """Settle a round in which everything has its outcome."""
    opened = _led(document, round_id)
    rounds.settle(requests.db(), opened, by=requests.member(), at=requests.now())
    said = gettext("The round is settled: everyone who reacted has an answer.")
    return _done(opened.document, said)


def _typed(document: Document) -> Typed:
    """Return what the form of a round says; refuses with Invalid."""
    with forms.gathering():
        titles = {language: forms.line(f"title_{language}") for language in document.languages}
        opens_on, closes_on = forms.day("opens_on"), forms.day("closes_on")
    return {"titles": titles, "opens_on": opens_on, "closes_on": closes_on}


def _led(document: str, round_id: str) -> Round:
    """Return a round of a document whose rounds the viewer leads."""
    planned = rounds.get(requests.db(), pages.document(document), round_id)
    require(requests.viewer(), Permission.ROUND_SETTLE, planned)
    return planned


def _done(document: Document, said: str) -> ResponseReturnValue:
    flash(said, "good")
    return redirect(url_for("rounds.index", document=document.key), 303)


def _page(document: Document) -> dict[str, Any]:
    db, today = requests.db(), requests.now().date()
    return {
        "document": document,
        "text_language": pages.language_of(document),
        "listed": rounds.for_document(db, document),
        "reacting": rounds.reacting(db, document, on=today),
        "waiting": rounds.waiting(db, document),
        "today": today,
    }


def _page_of_one(planned: Round) -> dict[str, Any]:
    return {
        "document": planned.document,
        "text_language": pages.language_of(planned.document),
        "planned": planned,
        "seen": rounds.state(planned),
        "has_begun": rounds.has_begun(planned, on=requests.now().date()),
    }
