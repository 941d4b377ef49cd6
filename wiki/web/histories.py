"""The history of a text: who changed what, when and why; any two states compared; going back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from wiki.domain import editing, histories, redlines, revisions, sections
from wiki.domain.histories import Comparison
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, Stale
from wiki.models import Document, Text
from wiki.web import addresses, forms, in_words, pages, requests
from wiki.web.access import requires
from wiki.web.languages import gettext

bp = Blueprint("histories", __name__)
HISTORY = "/documents/<document>/<language>/sections/<section>/history"


@bp.get(HISTORY)
@requires(Permission.DOCUMENT_READ)
def index(document: str, language: str, section: str) -> ResponseReturnValue:
    """List the revisions of a text, the newest first, a page at a time."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    before = addresses.number("before")
    page = histories.page(requests.db(), text, before=before)
    return render_template(
        "histories/index.html", page=page, **_around(found, text, language, section)
    )


@bp.get(f"{HISTORY}/<int:number>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, section: str, number: int) -> ResponseReturnValue:
    """Show one revision: what it changed, and who, when and why."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    db = requests.db()
    step = histories.step(db, text, number)
    compared = histories.compare(db, text, number - 1, number) if number > 1 else None
    return render_template(
        "histories/show.html",
        step=step,
        compared=compared,
        sentences=_sentences(compared),
        **_around(found, text, language, section),
    )


@bp.get(f"{HISTORY}/compare")
@requires(Permission.DOCUMENT_READ)
def compare(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show the difference of any two revisions."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    first = addresses.number("from", 1)
    second = addresses.number("to", text.head)
    compared = histories.compare(requests.db(), text, first, second)
    return render_template(
        "histories/compare.html",
        compared=compared,
        sentences=_sentences(compared),
        **_around(found, text, language, section),
    )


@bp.get(f"{HISTORY}/<int:number>/restoration")
@requires(Permission.TEXT_EDIT)
def new_restoration(document: str, language: str, section: str, number: int) -> ResponseReturnValue:
    """Show what going back to a revision would change, and ask why."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    require(requests.viewer(), Permission.TEXT_EDIT, text)
    return render_template(
        "histories/restoration.html", **_restoration(found, text, language, section, number)
    )


@bp.post(f"{HISTORY}/<int:number>/restoration")
@requires(Permission.TEXT_EDIT)
def create_restoration(
    document: str, language: str, section: str, number: int
) -> ResponseReturnValue:
    """Make the words of an earlier revision the newest one."""
    with requests.reading() as db:
        found = pages.document(document, language)
        text = _text(found, section, language)
        prepared = editing.prepare_restoring(db, text, number)
        text_id = text.id
    address = url_for("histories.index", document=document, language=language, section=section)
    try:
        if forms.number("seen", lowest=1) != prepared.head:
            raise Stale("text_moved_on")
        with requests.writing() as db:
            earlier = forms.claim(db)
            if earlier is not None:
                return redirect(earlier, 303)
            editing.restore(
                db,
                db.get_one(Text, text_id),
                prepared,
                number=number,
                summary=forms.line("summary"),
                by=requests.member(),
                at=requests.now(),
            )
            forms.settle(db, address)
    except Invalid as error:
        page = _restoration(pages.document(document, language), text, language, section, number)
        return forms.invalid("histories/restoration.html", error, **page)
    flash(gettext("The text reads as it did in revision %(number)s.", number=number), "good")
    return redirect(address, 303)


def _text(document: Document, section: str, language: str) -> Text:
    """Return a text, also of a section that was removed: its history stays readable."""
    return sections.find_text(requests.db(), document, section, language, also_removed=True)


def _around(document: Document, text: Text, language: str, section: str) -> dict[str, Any]:
    return {"text": text, "key": section, **pages.around(document, language, section=section)}


def _sentences(compared: Comparison | None) -> list[str]:
    return in_words.sentences(compared.redline) if compared else []


def _restoration(
    document: Document, text: Text, language: str, section: str, number: int
) -> dict[str, Any]:
    back = redlines.of_result(text, revisions.source_at(requests.db(), text, number))
    return {"number": number, "redline": back, **_around(document, text, language, section)}
