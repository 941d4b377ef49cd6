"""What one brought in oneself, with what came of it, and taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import contributions, own_input, proposals, reactions, redlines, threads
from wiki.domain.own_input import Item, OwnInput
from wiki.domain.permissions import Permission
from wiki.models import ContributionKind
from wiki.web import edit_views, forms, in_words, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import page_of
from wiki.web.languages import gettext

bp = Blueprint("contributions", __name__)


@bp.get("/input")
@requires(Permission.OWN_ACCOUNT)
def mine() -> ResponseReturnValue:
    """List one's own input, the latest first, each with its outcome and reason."""
    found = own_input.listed(requests.db(), requests.member())
    return render_template(
        "contributions/mine.html",
        listed=[
            {
                "contribution": one.contribution,
                "section": one.section,
                "href": page_of(one.contribution.document, one.contribution),
                "words": _words(one, found),
                "places": _places(one, found),
                "asked": one.asked,
            }
            for one in found.items
        ],
        reactions=reactions.given_by(requests.db(), requests.member()),
    )


@bp.post("/documents/<document>/contributions/<contribution>/withdrawal")
@requires(Permission.CONTRIBUTION_WITHDRAW)
@forms.once
def create_withdrawal(document: str, contribution: str) -> ResponseReturnValue:
    """Take one's own thread or proposal back."""
    where = pages.document(document)
    db, by, at = requests.db(), requests.member(), requests.now()
    one = contributions.get(db, where, contribution, viewer=by)
    if one.kind is ContributionKind.THREAD:
        threads.withdraw(db, threads.get(db, where, one.id, viewer=by), by=by, at=at)
    else:
        proposals.withdraw(db, proposals.get(db, where, one.id, viewer=by), by=by, at=at)
    flash(gettext("It is withdrawn."), "good")
    return redirect(page_of(where, one), 303)


def _words(item: Item, found: OwnInput) -> list[str]:
    """Return the words of a comment, or each change of a suggestion in words."""
    if item.wording is not None:
        language = item.contribution.language
        titles = {
            key: place.title for (key, spoken), place in found.places.items() if spoken == language
        }
        return [in_words.shortened(one) for one in in_words.wording(item.wording, titles)]
    return [in_words.shortened(redlines.as_read(item.opening.source))] if item.opening else []


def _places(item: Item, found: OwnInput) -> list[str]:
    """Return where in the text a suggestion of words is, as it was when it was made."""
    if item.wording is None:
        return []
    numbers = {key: place.number for (key, _), place in found.places.items() if place.number}
    return edit_views.places(item.wording.edits, numbers)
