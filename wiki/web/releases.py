"""Releases of a document: listed, shown, and made by the lead."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import releases, sections
from wiki.domain.permissions import Permission
from wiki.errors import Invalid
from wiki.models import Document
from wiki.web import forms, pages, published, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("releases", __name__)


@bp.get("/documents/<document>/releases")
@requires(Permission.DOCUMENT_READ)
def index(document: str) -> ResponseReturnValue:
    """List the releases, and the files of each and of the draft."""
    return render_template("releases/index.html", **_page(pages.document(document)))


@bp.post("/documents/<document>/releases")
@requires(Permission.RELEASE_MAKE)
@forms.once
def create(document: str) -> ResponseReturnValue:
    """Freeze the document as it stands under the next number."""
    found = pages.document(document, needs=Permission.RELEASE_MAKE)
    try:
        title = forms.line("title")
        made = releases.make(requests.db(), found, title, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid("releases/index.html", error, **_page(found))
    flash(gettext("Release %(number)s is made.", number=made.number), "good")
    return redirect(url_for("releases.show", document=found.key, number=made.number), 303)


@bp.get("/documents/<document>/releases/<int:number>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, number: int) -> ResponseReturnValue:
    """Show what a release holds, with its files."""
    found = pages.document(document)
    release = releases.get(requests.db(), found, number)
    language = pages.language_of(found)
    frozen = releases.frozen_texts(requests.db(), release, language)
    return render_template(
        "releases/show.html", document=found, release=release, frozen=frozen, text_language=language
    )


@bp.get("/documents/<document>/<language>/releases/<int:number>/<place>")
@requires(Permission.DOCUMENT_READ)
def show_block(document: str, language: str, number: int, place: str) -> ResponseReturnValue:
    """Lead to where a paragraph stands today that had this number in a release."""
    return published.lead(pages.document(document, language), language, place, release=number)


def _page(document: Document) -> dict[str, Any]:
    language = pages.language_of(document)
    return {
        "document": document,
        "text_language": language,
        "listed": releases.listed(requests.db(), document),
        "unwritten": sections.unwritten(requests.db(), document),
    }
