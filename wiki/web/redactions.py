"""Words taken out of the whole history of a document, by the lead: shown first, then done for good.

What is typed travels in the body of forms only, and no log holds it.
"""

from __future__ import annotations

from typing import Any

from flask import (
    Blueprint,
    Response,
    after_this_request,
    current_app,
    flash,
    redirect,
    render_template,
)
from flask.typing import ResponseReturnValue

from wiki.domain import redaction
from wiki.domain.permissions import Permission
from wiki.domain.redaction import Wanted
from wiki.errors import Invalid
from wiki.models import Document
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import ngettext

bp = Blueprint("redactions", __name__)


@bp.get("/documents/<document>/redaction")
@requires(Permission.HISTORY_REDACT)
def new(document: str) -> ResponseReturnValue:
    """Ask for the words."""
    found = pages.document(document, needs=Permission.HISTORY_REDACT)
    return render_template("redactions/new.html", **_page(found))


@bp.post("/documents/<document>/redaction/preview")
@requires(Permission.HISTORY_REDACT)
def preview(document: str) -> ResponseReturnValue:
    """Show what taking these words out would reach; nothing changes."""
    with requests.reading():
        found = pages.document(document, needs=Permission.HISTORY_REDACT)
        try:
            page = _preview(found, _wanted())
        except Invalid as error:
            return forms.invalid("redactions/new.html", error, **_page(found))
        return render_template("redactions/preview.html", **page, typed=forms.typed())


@bp.post("/documents/<document>/redaction")
@requires(Permission.HISTORY_REDACT)
@forms.once
def create(document: str) -> ResponseReturnValue:
    """Take the words out, for good."""
    found = pages.document(document, needs=Permission.HISTORY_REDACT)
    try:
        with forms.gathering():
            wanted = _wanted()
        with forms.gathering():
            reason = forms.line("reason")
            _ensure_understood()
        by, at = requests.member(), requests.now()
        counts = redaction.redact(requests.db(), found, wanted, reason=reason, by=by, at=at)
    except Invalid as error:
        return _refused(found, error)
    after_this_request(_forget)
    places = sum(counts.values())
    told = ngettext(
        "The words are taken out of %(num)d place.",
        "The words are taken out of %(num)d places.",
        places,
    )
    flash(told, "good")
    return redirect(url_for("redactions.new", document=found.key), 303)


def _forget(response: Response) -> Response:
    """Keep nothing in memory of the words, now that nobody can read them any more."""
    current_app.extensions["wiki_fragments"].remembered.clear()
    requests.database().forget()
    return response


def _wanted() -> Wanted:
    return Wanted(forms.line("words"), inside=forms.checked("inside"))


def _ensure_understood() -> None:
    if not forms.checked("understood"):
        raise Invalid("understood", "redaction_not_understood")


def _refused(document: Document, error: Invalid) -> ResponseReturnValue:
    """Show the page again that what is wrong stands on."""
    if "words" in {error.field, *(other.field for other in error.others)}:
        return forms.invalid("redactions/new.html", error, **_page(document))
    return forms.invalid("redactions/preview.html", error, **_preview(document, _wanted()))


def _preview(document: Document, wanted: Wanted) -> dict[str, Any]:
    seen = redaction.preview(requests.db(), document, wanted, by=requests.viewer())
    return _page(document) | {"wanted": wanted, "seen": seen}


def _page(document: Document) -> dict[str, Any]:
    return {"document": document, "text_language": pages.language_of(document), "wanted": None}
