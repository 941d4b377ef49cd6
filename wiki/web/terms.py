"""The words a document defines: where they are used, and suggesting or saving other definitions.

Nothing is sent or saved before every use of the word was shown.
"""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import proposals, sections, structure, terms
from wiki.domain.permissions import Permission, can
from wiki.domain.terms import Entry
from wiki.errors import Invalid
from wiki.models import Document
from wiki.web import forms, naming, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext
from wiki.web.rounds import reacting_is_open
from wiki.web.term_forms import KINDS, entry, wanted

bp = Blueprint("terms", __name__)


@bp.get("/documents/<document>/<language>/terms")
@requires(Permission.DOCUMENT_READ)
def index(document: str, language: str) -> ResponseReturnValue:
    """List the defined words of a document in one language, with every use of each."""
    found = pages.document(document, language)
    listed = terms.listed(requests.db(), found, language)
    used = terms.uses(requests.db(), found, language, [one.term for one in listed])
    return render_template(
        "terms/index.html",
        **pages.around(found, language),
        listed=sorted(listed, key=lambda one: one.term.casefold()),
        uses=used,
        may_change=_may_save(found) or _may_send(found),
    )


@bp.get("/documents/<document>/<language>/terms/new")
@requires(Permission.PROPOSAL_SUBMIT)
def new(document: str, language: str) -> ResponseReturnValue:
    """Show the form for a new term, or for the one the address names (`?term=`, `?kind=`)."""
    found = pages.document(document, language, needs=Permission.PROPOSAL_SUBMIT)
    about = entry(found, language, request.args.get("term", ""))
    kind = "add" if about is None else request.args.get("kind", "change")
    if kind not in KINDS:
        kind = "change"
    page = _page(found, language, kind, about, about.term if about else "")
    return render_template("terms/new.html", **page)


@bp.post("/documents/<document>/<language>/terms/new")
@requires(Permission.PROPOSAL_SUBMIT)
def create(document: str, language: str) -> ResponseReturnValue:
    """Send the suggestion or save the definition; first show the uses that nobody saw yet."""
    if request.form.get("kind") == "add" and _typed_term() != request.form.get("seen"):
        with requests.reading():
            found = pages.document(document, language, needs=Permission.PROPOSAL_SUBMIT)
            try:
                wanted(found, language, KINDS["add"], None)
            except Invalid as error:
                return _again(found, language, error)
            page = _page(found, language, "add", None, _typed_term()) | {"unsent": True}
            return render_template("terms/new.html", **page, typed=forms.typed())
    return _kept(document=document, language=language)


@forms.once
def _kept(document: str, language: str) -> ResponseReturnValue:
    found = pages.document(document, language, needs=Permission.PROPOSAL_SUBMIT)
    try:
        if "save" in request.form:
            return _save(found, language)
        return _send(found, language)
    except Invalid as error:
        return _again(found, language, error)


def _save(document: Document, language: str) -> ResponseReturnValue:
    kind = KINDS[forms.one_of("kind", tuple(KINDS))]
    edit = wanted(document, language, kind, _about(document, language))
    assert edit.section is not None  # noqa: S101 - every edit of a term has one
    db, by, at = requests.db(), requests.member(), requests.now()
    structure.change_term(db, edit.section, edit.kind, edit.fields, by=by, at=at)
    flash(gettext("This is saved, and the texts that use the word show it."), "good")
    return redirect(url_for("terms.index", document=document.key, language=language), 303)


def _send(document: Document, language: str) -> ResponseReturnValue:
    with forms.gathering():
        kind = KINDS[forms.one_of("kind", tuple(KINDS))]
        why = forms.text("why", limit=forms.COMMENT)
        shown_as = naming.shown_as(document)
        edit = wanted(document, language, kind, _about(document, language))
    proposal = proposals.submit(
        requests.db(),
        document,
        [edit],
        language=language,
        why=why,
        shown_as=shown_as,
        by=requests.member(),
        at=requests.now(),
    )
    naming.sent(document, shown_as, gettext(naming.SUGGESTED))
    return redirect(url_for("proposals.show", document=document.key, proposal=proposal.id), 303)


def _again(document: Document, language: str, error: Invalid) -> ResponseReturnValue:
    """Show the form again, with what was typed and the uses that were shown."""
    about = _about(document, language)
    kind = request.form.get("kind", "")
    kind = kind if kind in KINDS and (about or kind == "add") else "add"
    word = about.term if about else request.form.get("seen", "")
    return forms.invalid("terms/new.html", error, **_page(document, language, kind, about, word))


def _about(document: Document, language: str) -> Entry | None:
    if request.form.get("kind") == "add":
        return None
    return entry(document, language, request.form.get("about", ""))


def _typed_term() -> str:
    return " ".join(request.form.get("term", "").split())


def _may_save(document: Document) -> bool:
    return can(requests.viewer(), Permission.TEXT_EDIT, document)


def _may_send(document: Document) -> bool:
    takes_part = can(requests.viewer(), Permission.PROPOSAL_SUBMIT, document)
    return takes_part and reacting_is_open(document)


def _page(
    document: Document, language: str, kind: str, about: Entry | None, word: str
) -> dict[str, Any]:
    """Return what the form shows; `word` is the one of which every use is listed."""
    db = requests.db()
    entries = sections.contents(db, document, language)
    used = terms.uses(db, document, language, [word]) if word else {}
    return {
        **pages.around(document, language),
        "kind": kind,
        "about": about,
        "word": word,
        "uses": used.get(word, []),
        "listed": [(one.section_id, f"{one.number} {one.title}") for one in entries],
        "may_save": _may_save(document),
        "may_send": _may_send(document),
        "unsent": False,
    }
