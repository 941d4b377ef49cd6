"""Undoing a decision: reading what it brings back, saying why, and doing it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import contributions, undoing
from wiki.domain.life import OFFERED
from wiki.domain.permissions import Permission, require
from wiki.domain.undoing import Undoing
from wiki.errors import Invalid
from wiki.models import Contribution, ContributionKind, Document
from wiki.web import forms, pages, queue_choices, requests, results
from wiki.web.access import requires
from wiki.web.addresses import page_of, url_for
from wiki.web.languages import gettext

bp = Blueprint("undoing", __name__)


@bp.app_template_global()
def may_undo(contribution: Contribution) -> bool:
    """Tell whether the viewer may undo the decision on a contribution."""
    return undoing.may_undo(requests.viewer(), contribution)


@bp.app_template_global()
def just_decided(contribution: Contribution) -> bool:
    """Tell whether to offer the viewer to take this decision back at once."""
    return undoing.is_at_once(contribution, by=requests.viewer(), at=requests.now() + OFFERED)


@bp.get("/documents/<document>/contributions/<contribution>/undo")
@requires(Permission.CONTRIBUTION_DECIDE)
def new(document: str, contribution: str) -> ResponseReturnValue:
    """Show what undoing a decision would bring back, and ask why."""
    found, one = _decided(document, contribution)
    try:
        seen = undoing.prepare(requests.db(), one, by=requests.member())
    except Invalid as error:
        return forms.invalid("undoing/new.html", error, **_page(found, one, None))
    return render_template("undoing/new.html", **_page(found, one, seen))


@bp.post("/documents/<document>/contributions/<contribution>/undo")
@requires(Permission.CONTRIBUTION_DECIDE)
@forms.once
def create(document: str, contribution: str) -> ResponseReturnValue:
    """Undo the decision that was shown; whoever just made it needs no reason."""
    db, by, at = requests.db(), requests.member(), requests.now()
    found, one = _decided(document, contribution)
    at_once = "at_once" in request.form and undoing.is_at_once(one, by=by, at=at)
    seen = None
    try:
        seen = undoing.prepare(db, one, by=by)
        reason = forms.text("reason", limit=forms.COMMENT, required=not at_once)
        stale = request.form.get("decided", "") != _moment(one)
        if stale or (not at_once and results.moved_on(request.form.get("seal", ""), seen.outlooks)):
            page = _page(found, one, seen) | {"moved_on": True}
            return render_template("undoing/new.html", **page, typed=forms.typed()), 409
        read = at_once or forms.checked("cautions_read")
        undoing.undo(db, one, reason=reason, seen=seen, cautions_read=read, by=by, at=at)
    except Invalid as error:
        return forms.invalid("undoing/new.html", error, **_page(found, one, seen))
    flash(gettext("The decision is undone. It is open again."), "good")
    return redirect(_next(found, one, seen) if at_once else _back(found, one), 303)


def _decided(document: str, contribution: str) -> tuple[Document, Contribution]:
    found = pages.document(document)
    one = contributions.get(requests.db(), found, contribution, viewer=requests.viewer())
    require(requests.viewer(), Permission.CONTRIBUTION_DECIDE, one)
    return found, one


def _next(document: Document, one: Contribution, seen: Undoing) -> str:
    """Return where who took decisions back at once decides on the same suggestions anew."""
    asked = [each.id for each in seen.contributions if each.kind is ContributionKind.PROPOSAL]
    if len(asked) > 1:
        return url_for("batches.new", document=document.key, proposal=tuple(asked))
    if asked:
        along = queue_choices.asked_along()
        return url_for("decisions.new", document=document.key, proposal=one.id, **along)
    return _back(document, one)


def _back(document: Document, one: Contribution) -> str:
    return page_of(document, one, **queue_choices.asked_along())


def _moment(one: Contribution) -> str:
    """Return what tells this decision from a later one."""
    return one.decided_at.isoformat() if one.decided_at else ""


def _page(document: Document, one: Contribution, seen: Undoing | None) -> dict[str, Any]:
    key = one.section.key if one.section else ""
    found = seen.outlooks if seen else ()
    return {
        **pages.around(document, one.language, section=key),
        "contribution": one,
        "back": _back(document, one),
        "others": [other for other in seen.contributions if other is not one] if seen else [],
        "results": [results.shown(outlook) for outlook in results.changing(found)],
        "torn": any(outlook.conflicts for outlook in found),
        "possible": seen is not None,
        "decided": _moment(one),
        "seal": results.seal(found),
        "moved_on": False,
    }
