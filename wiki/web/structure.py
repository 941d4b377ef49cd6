"""Suggesting another structure: adding, renaming, moving or removing a section."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import proposals, rounds, sections
from wiki.domain.permissions import Permission
from wiki.errors import Invalid
from wiki.models import Document
from wiki.web import forms, naming, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext
from wiki.web.structure_forms import AT_THE_BEGINNING, KINDS, wanted

bp = Blueprint("structure", __name__)


@bp.get("/documents/<document>/<language>/structure/new")
@requires(Permission.PROPOSAL_SUBMIT)
def new(document: str, language: str) -> ResponseReturnValue:
    """Show the form for one kind of change (`?kind=`), adding a section if not told otherwise."""
    found = pages.document(document, language, needs=Permission.PROPOSAL_SUBMIT)
    rounds.open_for_reacting(requests.db(), found, on=requests.now().date())
    return render_template("structure/new.html", **_page(found, language, request.args.get("kind")))


@bp.post("/documents/<document>/<language>/structure/new")
@requires(Permission.PROPOSAL_SUBMIT)
@forms.once
def create(document: str, language: str) -> ResponseReturnValue:
    """Send the suggestion."""
    found = pages.document(document, language, needs=Permission.PROPOSAL_SUBMIT)
    try:
        kind = KINDS[forms.one_of("kind", tuple(KINDS))]
        with forms.gathering():
            why = forms.text("why", limit=forms.COMMENT)
            shown_as = naming.shown_as(found)
            edit = wanted(found, language, kind)
        proposal = proposals.submit(
            requests.db(),
            found,
            [edit],
            language=language,
            why=why,
            shown_as=shown_as,
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        page = _page(found, language, request.form.get("kind"))
        return forms.invalid("structure/new.html", error, **page)
    naming.sent(found, shown_as, gettext(naming.SUGGESTED))
    return redirect(url_for("proposals.show", document=found.key, proposal=proposal.id), 303)


def _page(document: Document, language: str, kind: str | None) -> dict[str, Any]:
    entries = sections.contents(requests.db(), document, language)
    listed = [(entry.section_id, f"{entry.number} {entry.title}") for entry in entries]
    chosen = kind if kind in KINDS else "add"
    return {
        **pages.around(document, language),
        "kind": chosen,
        "tabs": _tabs(document, language, chosen),
        "listed": listed,
        "places": [(AT_THE_BEGINNING, gettext("At the beginning")), *_after(listed)],
    }


def _after(listed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(key, gettext("After %(section)s", section=words)) for key, words in listed]


def _tabs(document: Document, language: str, current: str) -> list[dict[str, Any]]:
    labels = {
        "add": gettext("Add"),
        "rename": gettext("Rename"),
        "move": gettext("Move"),
        "remove": gettext("Remove"),
    }
    return [
        {
            "label": label,
            "href": url_for("structure.new", document=document.key, language=language, kind=kind),
            "current": kind == current,
            "count": None,
        }
        for kind, label in labels.items()
    ]
