"""Comments in a thread or on a proposal: written, changed and withdrawn by their authors."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import comments, contributions
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Comment, Contribution, ContributionKind, Document
from wiki.web import forms, naming, pages, proposal_pages, queue_choices, requests, threads
from wiki.web.access import found, requires
from wiki.web.addresses import page_of
from wiki.web.languages import gettext

bp = Blueprint("comments", __name__)


@bp.post("/documents/<document>/contributions/<contribution>/comments")
@requires(Permission.COMMENT_REPLY)
@forms.once
def create(document: str, contribution: str) -> ResponseReturnValue:
    """Answer in a thread, or talk about a proposal."""
    where = pages.document(document)
    db = requests.db()
    about = contributions.get(db, where, contribution, viewer=requests.viewer())
    try:
        with forms.gathering():
            words = forms.text("source", limit=forms.COMMENT)
            shown_as = naming.shown_as(where)
        comment = comments.reply(
            db,
            about,
            words,
            shown_as=shown_as,
            to=_answered(where),
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return _corrected(where, about, error)
    naming.sent(where, shown_as, gettext("Thank you. Your comment is added."))
    along = queue_choices.asked_along()
    return redirect(page_of(where, about, comment, **along), 303)


@bp.get("/documents/<document>/comments/<comment>")
@requires(Permission.COMMENT_EDIT)
def edit(document: str, comment: str) -> ResponseReturnValue:
    """Show the form to change one's own comment."""
    where = pages.document(document)
    own = _own(where, comment)
    return render_template(
        "comments/edit.html", document=where, comment=own, back=_back(where, own)
    )


@bp.post("/documents/<document>/comments/<comment>")
@requires(Permission.COMMENT_EDIT)
@forms.once
def update(document: str, comment: str) -> ResponseReturnValue:
    """Save one's own comment in other words."""
    where = pages.document(document)
    own = _own(where, comment)
    try:
        words = forms.text("source", limit=forms.COMMENT)
        comments.edit(requests.db(), own, words, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid(
            "comments/edit.html", error, document=where, comment=own, back=_back(where, own)
        )
    flash(gettext("Your comment is changed."), "good")
    return redirect(_back(where, own), 303)


@bp.post("/documents/<document>/comments/<comment>/withdrawal")
@requires(Permission.COMMENT_EDIT)
@forms.once
def create_withdrawal(document: str, comment: str) -> ResponseReturnValue:
    """Take one's own comment back."""
    where = pages.document(document)
    own = _own(where, comment)
    comments.withdraw(requests.db(), own, by=requests.member(), at=requests.now())
    flash(gettext("Your comment is withdrawn. Its words are erased."), "good")
    return redirect(_back(where, own), 303)


def _answered(document: Document) -> Comment | None:
    """Return the comment a form answers, if it answers one."""
    wanted = forms.line("to", limit=40, required=False)
    if not wanted:
        return None
    return comments.get(requests.db(), document, wanted, viewer=requests.viewer())


def _own(document: Document, comment_id: str) -> Comment:
    comment = found(comments.get(requests.db(), document, comment_id, viewer=requests.viewer()))
    require(requests.viewer(), Permission.COMMENT_EDIT, comment)
    return comment


def _back(document: Document, comment: Comment) -> str:
    return page_of(document, comment.contribution, comment)


def _corrected(document: Document, about: Contribution, error: Invalid) -> ResponseReturnValue:
    """Show the page of a contribution again, what was typed in it."""
    if about.kind is ContributionKind.THREAD:
        return forms.invalid("threads/show.html", error, **threads.thread_page(document, about.id))
    return forms.invalid(
        "proposals/show.html", error, **proposal_pages.proposal_page(document, about.id)
    )
