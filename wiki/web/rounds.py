"""Rounds: when people can react, planned, changed and settled by the lead."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import rounds
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
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
    found = pages.document(document)
    require(requests.viewer(), Permission.ROUND_SETTLE, found)
    try:
        said = _typed(found)
        rounds.open_round(requests.db(), found, **said, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid("rounds/index.html", error, **_page(found))
    flash(gettext("The round is planned."), "good")
    return _to_all(found)


@bp.get("/documents/<document>/rounds/<round_id>")
@requires(Permission.ROUND_SETTLE)
def edit(document: str, round_id: str) -> ResponseReturnValue:
    """Show the form to change a round that is not settled."""
    found = pages.document(document)
    planned = _led(found, round_id)
    return render_template("rounds/edit.html", **_page_of_one(found, planned))


@bp.post("/documents/<document>/rounds/<round_id>")
@requires(Permission.ROUND_SETTLE)
@forms.once
def update(document: str, round_id: str) -> ResponseReturnValue:
    """Give a round other titles or days."""
    found = pages.document(document)
    planned = _led(found, round_id)
    try:
        said = _typed(found)
        rounds.change(requests.db(), planned, **said, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid("rounds/edit.html", error, **_page_of_one(found, planned))
    flash(gettext("The round is changed."), "good")
    return _to_all(found)


@bp.post("/documents/<document>/rounds/<round_id>/removal")
@requires(Permission.ROUND_SETTLE)
@forms.once
def destroy(document: str, round_id: str) -> ResponseReturnValue:
    """Take back a round that has not begun."""
    found = pages.document(document)
    planned = _led(found, round_id)
    rounds.remove(requests.db(), planned, by=requests.member(), at=requests.now())
    flash(gettext("The round is removed."), "good")
    return _to_all(found)


@bp.post("/documents/<document>/rounds/<round_id>/settlement")
@requires(Permission.ROUND_SETTLE)
@forms.once
def create_settlement(document: str, round_id: str) -> ResponseReturnValue:
    """Settle a round in which everything has its outcome."""
    found = pages.document(document)
    opened = rounds.get(requests.db(), found, round_id)
    rounds.settle(requests.db(), opened, by=requests.member(), at=requests.now())
    flash(gettext("The round is settled: everyone who reacted has an answer."), "good")
    return _to_all(found)


def _typed(document: Document) -> Typed:
    """Return what the form of a round says; refuses with Invalid."""
    with forms.gathering():
        titles = {language: forms.line(f"title_{language}") for language in document.languages}
        opens_on, closes_on = forms.day("opens_on"), forms.day("closes_on")
    return {"titles": titles, "opens_on": opens_on, "closes_on": closes_on}


def _led(document: Document, round_id: str) -> Round:
    """Return a round of a document whose rounds the viewer leads."""
    planned = rounds.get(requests.db(), document, round_id)
    require(requests.viewer(), Permission.ROUND_SETTLE, planned)
    return planned


def _to_all(document: Document) -> ResponseReturnValue:
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


def _page_of_one(document: Document, planned: Round) -> dict[str, Any]:
    return {
        "document": document,
        "text_language": pages.language_of(document),
        "planned": planned,
        "has_begun": rounds.has_begun(planned, on=requests.now().date()),
    }
