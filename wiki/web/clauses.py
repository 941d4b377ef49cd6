"""Saying what each paragraph of a text is to the code, for editors and the lead."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import clauses, sections
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import ClauseKind, Document, Text
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext, later

bp = Blueprint("clauses", __name__)

KINDS: dict[ClauseKind, str] = {
    ClauseKind.VALUE: later("Value"),
    ClauseKind.DESIRED_BEHAVIOUR: later("Desired behaviour"),
    ClauseKind.UNACCEPTABLE_BEHAVIOUR: later("Unacceptable behaviour"),
    ClauseKind.PROCEDURE: later("Procedure"),
    ClauseKind.EXAMPLE: later("Example"),
}


@bp.app_template_global()
def clause_words(kind: ClauseKind) -> str:
    """Return what a kind is called."""
    return gettext(KINDS[kind])


@bp.get("/documents/<document>/<language>/sections/<section>/clauses")
@requires(Permission.TEXT_EDIT)
def edit(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show each paragraph with its kind, to choose another."""
    found = pages.document(document, language)
    return render_template("clauses/edit.html", **_page(found, _text(found, language, section)))


@bp.post("/documents/<document>/<language>/sections/<section>/clauses")
@requires(Permission.TEXT_EDIT)
@forms.once
def update(document: str, language: str, section: str) -> ResponseReturnValue:
    """Save the kinds of all paragraphs."""
    found = pages.document(document, language)
    text = _text(found, language, section)
    try:
        with forms.gathering():
            kinds = dict(_chosen())
    except Invalid as error:
        return forms.invalid("clauses/edit.html", error, **_page(found, text))
    clauses.set_kinds(requests.db(), text, kinds, by=requests.member(), at=requests.now())
    flash(gettext("The kinds are saved. Readers see them above the paragraphs."), "good")
    address = url_for("sections.show", document=document, language=language, section=section)
    return redirect(address, 303)


def _chosen() -> list[tuple[str, ClauseKind]]:
    """Return the blocks that were given a kind, by id, each with it."""
    sent = [name for name, kind in request.form.items() if name.startswith("kind-") and kind]
    return [(name.removeprefix("kind-"), forms.choice(name, ClauseKind)) for name in sent]


def _text(document: Document, language: str, section: str) -> Text:
    text = sections.find_text(requests.db(), document, section, language)
    require(requests.viewer(), Permission.TEXT_EDIT, text)
    return text


def _page(document: Document, text: Text) -> dict[str, Any]:
    around = pages.around(document, text.language, section=text.section.key)
    return {
        **around,
        "text": text,
        "key": text.section.key,
        "number": pages.number_of_current(around["sections"]) or "",
        "blocks": [one for one in text.blocks if one.number],
        "kinds": clauses.of_text(requests.db(), text),
        "options": [("", gettext("None")), *((kind.value, clause_words(kind)) for kind in KINDS)],
    }
