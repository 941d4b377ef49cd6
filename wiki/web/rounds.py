"""Rounds: when people can react, planned and settled by the lead."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import rounds
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Document
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("rounds", __name__)


@bp.app_template_global()
def reacting_is_open(document: Document) -> bool:
    """Tell whether something can be brought in today, for pages that offer to."""
    return rounds.is_reacting_open(requests.db(), document, on=requests.now().date())


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
        with forms.gathering():
            titles = {language: forms.line(f"title_{language}") for language in found.languages}
            opens_on, closes_on = forms.day("opens_on"), forms.day("closes_on")
        rounds.open_round(
            requests.db(),
            found,
            titles=titles,
            opens_on=opens_on,
            closes_on=closes_on,
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return forms.invalid("rounds/index.html", error, **_page(found))
    flash(gettext("The round is planned."), "good")
    return redirect(url_for("rounds.index", document=found.key), 303)


@bp.post("/documents/<document>/rounds/<round_id>/settlement")
@requires(Permission.ROUND_SETTLE)
@forms.once
def create_settlement(document: str, round_id: str) -> ResponseReturnValue:
    """Settle a round in which everything has its outcome."""
    found = pages.document(document)
    opened = rounds.get(requests.db(), found, round_id)
    rounds.settle(requests.db(), opened, by=requests.member(), at=requests.now())
    flash(gettext("The round is settled: everyone who reacted has an answer."), "good")
    return redirect(url_for("rounds.index", document=found.key), 303)


def _page(document: Document) -> dict[str, Any]:
    db = requests.db()
    listed = rounds.for_document(db, document)
    return {
        "document": document,
        "text_language": pages.language_of(document),
        "listed": listed,
        "waiting": rounds.waiting(db, document),
        "today": requests.now().date(),
    }
