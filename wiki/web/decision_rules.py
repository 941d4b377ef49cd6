"""How decisions are made: who decides and by which rule, for everyone to read; the lead sets it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import decision_rules
from wiki.domain.permissions import Permission
from wiki.errors import Invalid
from wiki.models import Document
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("decision_rules", __name__)


@bp.get("/documents/<document>/decision-rules")
@requires(Permission.DOCUMENT_READ)
def show(document: str) -> ResponseReturnValue:
    """Tell who decides and by which rule; the lead can change it here."""
    return render_template("decision_rules/show.html", **_page(pages.document(document)))


@bp.post("/documents/<document>/decision-rules")
@requires(Permission.RULES_SET)
@forms.once
def update(document: str) -> ResponseReturnValue:
    """Change by which rule decisions are made."""
    found = pages.document(document, needs=Permission.RULES_SET)
    try:
        decision_rules.change(
            requests.db(),
            found,
            approvals=forms.number("approvals", lowest=1, highest=decision_rules.MOST),
            second_reader=forms.checked("second_reader"),
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return forms.invalid("decision_rules/show.html", error, **_page(found))
    flash(gettext("Saved. It holds from now on."), "good")
    return redirect(url_for("decision_rules.show", document=found.key), 303)


def _page(document: Document) -> dict[str, Any]:
    return {
        **pages.around(document, pages.language_of(document)),
        "deciders": decision_rules.deciders(requests.db(), document),
    }
