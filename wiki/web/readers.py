"""Who may read a document: said by the lead."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import documents
from wiki.domain.permissions import Permission
from wiki.errors import Invalid
from wiki.models import Document, Readers
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("readers", __name__)


@bp.get("/documents/<document>/readers")
@requires(Permission.READERS_SET)
def edit(document: str) -> ResponseReturnValue:
    """Ask who may read a document."""
    found = pages.document(document, needs=Permission.READERS_SET)
    return render_template("readers/edit.html", **_page(found))


@bp.post("/documents/<document>/readers")
@requires(Permission.READERS_SET)
@forms.once
def update(document: str) -> ResponseReturnValue:
    """Say who may read a document."""
    found = pages.document(document, needs=Permission.READERS_SET)
    try:
        readers = forms.choice("readers", Readers)
        documents.set_readers(
            requests.db(),
            found,
            readers,
            for_good=forms.checked("for_good"),
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return forms.invalid("readers/edit.html", error, **_page(found))
    flash(gettext("Saved. It holds from now on."), "good")
    return redirect(url_for("readers.edit", document=found.key), 303)


def _page(document: Document) -> dict[str, Any]:
    holds_names = documents.holds_names(requests.db(), document)
    now = document.readers
    return {
        "document": document,
        "text_language": pages.language_of(document),
        "holds_names": holds_names,
        "possible": [one for one in Readers if not holds_names or not documents.are_more(one, now)],
    }
