"""Releases of a document: listed, shown, and made by the lead."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import release_changes, releases, sections
from wiki.domain.permissions import Permission
from wiki.errors import Invalid, Stale
from wiki.models import Document
from wiki.web import addresses, forms, in_words, pages, published, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("releases", __name__)


@bp.get("/documents/<document>/releases")
@requires(Permission.DOCUMENT_READ)
def index(document: str) -> ResponseReturnValue:
    """List the releases, and the files of each and of the draft."""
    return render_template("releases/index.html", **_page(pages.document(document)))


@bp.get("/documents/<document>/releases/new")
@requires(Permission.RELEASE_MAKE)
def new(document: str) -> ResponseReturnValue:
    """Show what a release made now would bring, and ask for its title."""
    found = pages.document(document, needs=Permission.RELEASE_MAKE)
    try:
        page = _upcoming(found)
    except Invalid as error:
        return forms.invalid("releases/index.html", error, **_page(found))
    return render_template("releases/new.html", **page)


@bp.post("/documents/<document>/releases")
@requires(Permission.RELEASE_MAKE)
@forms.once
def create(document: str) -> ResponseReturnValue:
    """Freeze the document under the next number, as it was read."""
    found = pages.document(document, needs=Permission.RELEASE_MAKE)
    db, by, at = requests.db(), requests.member(), requests.now()
    try:
        title, seen = forms.line("title"), request.form.get("seal", "")
        made = releases.make(db, found, title, seen=seen, by=by, at=at)
    except Stale:
        page = _upcoming(found) | {"moved_on": True, "typed": forms.typed()}
        return render_template("releases/new.html", **page), 409
    except Invalid as error:
        if error.field == "release":
            return forms.invalid("releases/index.html", error, **_page(found))
        return forms.invalid("releases/new.html", error, **_upcoming(found))
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


@bp.get("/documents/<document>/<language>/releases/compare")
@requires(Permission.DOCUMENT_READ)
def compare(document: str, language: str) -> ResponseReturnValue:
    """Show what changed between any two releases, `?from=` and `?to=`; the latest two if absent."""
    found = pages.document(document, language)
    listed = releases.listed(requests.db(), found)
    changes = None
    if len(listed) > 1:
        first = addresses.number("from", listed[1].number)
        second = addresses.number("to", listed[0].number)
        changes = release_changes.between(requests.db(), found, language, first, second)
    return render_template(
        "releases/compare.html",
        document=found,
        text_language=language,
        listed=listed,
        changes=changes,
        sentences=in_words.sentences,
        alternates=_alternates(found),
    )


def _alternates(document: Document) -> dict[str, str]:
    """Return the address of the same comparison in each language."""
    numbers = {name: request.args[name] for name in ("from", "to") if name in request.args}
    address = partial(url_for, "releases.compare", document=document.key)
    return {language: address(language=language, **numbers) for language in document.languages}


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
    }


def _upcoming(document: Document) -> dict[str, Any]:
    db = requests.db()
    return {
        "document": document,
        "text_language": pages.language_of(document),
        "upcoming": release_changes.upcoming(db, document, by=requests.viewer()),
        "unwritten": sections.unwritten(db, document),
        "sentences": in_words.sentences,
        "moved_on": False,
    }
