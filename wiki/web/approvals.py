"""Agreeing with a decision before somebody makes it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from wiki.domain import approvals, contributions
from wiki.domain.permissions import Permission
from wiki.models import Contribution, Document, Stance
from wiki.web import forms, pages, queue_choices, requests
from wiki.web.access import requires
from wiki.web.addresses import page_of
from wiki.web.languages import gettext

bp = Blueprint("approvals", __name__)


@bp.post("/documents/<document>/contributions/<contribution>/approval")
@requires(Permission.CONTRIBUTION_DECIDE)
@forms.once
def create(document: str, contribution: str) -> ResponseReturnValue:
    """Agree with adopting or declining something."""
    found, one = _contribution(document, contribution)
    approvals.give(
        requests.db(),
        one,
        stance=forms.choice("stance", Stance),
        seen=forms.number("seen", lowest=1),
        by=requests.member(),
        at=requests.now(),
    )
    flash(gettext("Your colleagues see that you agree."), "good")
    return redirect(page_of(found, one, **queue_choices.asked_along()), 303)


@bp.post("/documents/<document>/contributions/<contribution>/approval/end")
@requires(Permission.CONTRIBUTION_DECIDE)
@forms.once
def delete(document: str, contribution: str) -> ResponseReturnValue:
    """Agree with nothing any more."""
    found, one = _contribution(document, contribution)
    approvals.take_back(requests.db(), one, by=requests.member())
    flash(gettext("You took back that you agree."), "good")
    return redirect(page_of(found, one, **queue_choices.asked_along()), 303)


def _contribution(document: str, contribution: str) -> tuple[Document, Contribution]:
    found = pages.document(document)
    return found, contributions.get(requests.db(), found, contribution, viewer=requests.viewer())
