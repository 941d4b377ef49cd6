"""Standing behind somebody else's suggestion, and stepping back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from wiki.domain import proposals, supports
from wiki.domain.permissions import Permission
from wiki.domain.supports import Backing
from wiki.models import Document, Proposal
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import safe_next, url_for
from wiki.web.languages import gettext, ngettext

bp = Blueprint("supports", __name__)


@bp.app_template_global()
def backing_words(backing: Backing) -> str:
    """Return how many stand behind a suggestion besides its author, in words; never who."""
    others = backing.count - backing.own
    if backing.own and others:
        return ngettext(
            "You and %(num)d other stand behind it.",
            "You and %(num)d others stand behind it.",
            others,
        )
    if backing.own:
        return gettext("You stand behind it.")
    if others:
        return ngettext(
            "%(num)d other stands behind it.", "%(num)d others stand behind it.", others
        )
    return gettext("Nobody else stands behind it yet.")


@bp.post("/documents/<document>/proposals/<proposal>/support")
@requires(Permission.PROPOSAL_SUPPORT)
@forms.once
def create(document: str, proposal: str) -> ResponseReturnValue:
    """Stand behind a suggestion as it is worded now."""
    found, one = _proposal(document, proposal)
    supports.stand_behind(
        requests.db(),
        one,
        seen=forms.number("seen", lowest=1),
        by=requests.member(),
        at=requests.now(),
    )
    flash(gettext("You stand behind it. Others see how many do, not who."), "good")
    return redirect(_next(found, one), 303)


@bp.post("/documents/<document>/proposals/<proposal>/support/end")
@requires(Permission.PROPOSAL_SUPPORT)
@forms.once
def delete(document: str, proposal: str) -> ResponseReturnValue:
    """Stand behind it no more."""
    found, one = _proposal(document, proposal)
    supports.step_back(requests.db(), one, by=requests.member())
    flash(gettext("You no longer stand behind it."), "good")
    return redirect(_next(found, one), 303)


def _proposal(document: str, proposal: str) -> tuple[Document, Proposal]:
    found = pages.document(document)
    return found, proposals.get(requests.db(), found, proposal, viewer=requests.viewer())


def _next(document: Document, proposal: Proposal) -> str:
    """Return where to go on: back to the page it was pressed on, if that says so."""
    page = url_for("proposals.show", document=document.key, proposal=proposal.id)
    return safe_next(request.form.get("next", "")) or page
