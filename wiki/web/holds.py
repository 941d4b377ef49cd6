"""Taking something out of sight, with a reason for its author, and putting it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import comments, contributions, holds, threads
from wiki.domain.life import OFFERED
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Comment, Contribution, ContributionKind, Document
from wiki.web import forms, pages, queue_choices, requests
from wiki.web.access import requires
from wiki.web.addresses import page_of
from wiki.web.languages import gettext

bp = Blueprint("holds", __name__)


@bp.app_template_global()
def just_held(said: Contribution | Comment) -> bool:
    """Tell whether to offer to put something back at once."""
    return holds.is_at_once(said, at=requests.now() + OFFERED)


@bp.get("/documents/<document>/held/<said>")
@requires(Permission.CONTRIBUTION_HOLD)
def new(document: str, said: str) -> ResponseReturnValue:
    """Show the form for the reason."""
    where = pages.document(document)
    return render_template("holds/new.html", **_page(where, _held(where, said)))


@bp.post("/documents/<document>/held/<said>")
@requires(Permission.CONTRIBUTION_HOLD)
@forms.once
def create(document: str, said: str) -> ResponseReturnValue:
    """Take it out of sight."""
    where = pages.document(document)
    one = _held(where, said)
    try:
        reason = forms.text("reason", limit=forms.COMMENT)
        if _is_thread(one):
            thread = threads.get(requests.db(), where, one.id, viewer=requests.viewer())
            threads.hold(
                requests.db(), thread, reason=reason, by=requests.member(), at=requests.now()
            )
        else:
            holds.hold(requests.db(), one, reason=reason, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid("holds/new.html", error, **_page(where, one))
    flash(gettext("It is out of sight. Its author sees why."), "good")
    return redirect(_back(where, one), 303)


@bp.post("/documents/<document>/held/<said>/end")
@requires(Permission.CONTRIBUTION_HOLD)
@forms.once
def delete(document: str, said: str) -> ResponseReturnValue:
    """Show it to everyone again."""
    where = pages.document(document)
    one = _held(where, said)
    if _is_thread(one):
        thread = threads.get(requests.db(), where, one.id, viewer=requests.viewer())
        threads.put_back(requests.db(), thread, by=requests.member(), at=requests.now())
    else:
        holds.put_back(requests.db(), one, by=requests.member(), at=requests.now())
    flash(gettext("Everyone who can read the document sees it again."), "good")
    return redirect(_back(where, one), 303)


def _held(document: Document, said_id: str) -> Contribution | Comment:
    """Return the contribution or comment of this id; refuses others than moderators."""
    db, viewer = requests.db(), requests.viewer()
    known = comments.find(db, document, said_id, viewer=viewer)
    one = known or contributions.get(db, document, said_id, viewer=viewer)
    require(viewer, Permission.CONTRIBUTION_HOLD, one)
    return one


def _page(document: Document, one: Contribution | Comment) -> dict[str, object]:
    return {"document": document, "said": one, "back": _back(document, one)}


def _back(document: Document, one: Contribution | Comment) -> str:
    along = queue_choices.asked_along()
    if isinstance(one, Comment):
        return page_of(document, one.contribution, one, **along)
    return page_of(document, one, **along)


def _is_thread(one: Contribution | Comment) -> bool:
    return isinstance(one, Contribution) and one.kind is ContributionKind.THREAD
