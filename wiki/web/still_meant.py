"""The question whether a suggestion still says what its author means, and their yes."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request
from flask.typing import ResponseReturnValue

from wiki.domain import proposals, still_meant
from wiki.domain.permissions import Permission
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("still_meant", __name__)


@bp.post("/documents/<document>/proposals/<proposal>/still-meant")
@requires(Permission.PROPOSAL_REVISE)
@forms.once
def create(document: str, proposal: str) -> ResponseReturnValue:
    """Note that one still means one's own suggestion, as the text stood when one was asked."""
    found = pages.document(document)
    db, by = requests.db(), requests.member()
    own = proposals.get(db, found, proposal, viewer=by)
    seen = request.form.getlist("seen", type=int)
    still_meant.confirm(db, own, seen=seen, by=by, at=requests.now())
    flash(gettext("Thank you. Whoever decides sees that you still mean this."), "good")
    return redirect(url_for("proposals.show", document=found.key, proposal=own.id), 303)
