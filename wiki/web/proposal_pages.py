"""What the page of a proposal shows: its edits, wordings, talk, outcome, and what one may do."""

from __future__ import annotations

from typing import Any

from flask import request

from wiki.domain import (
    histories,
    proposals,
    still_meant,
    supports,
    threads,
    undoing,
    words_kept,
)
from wiki.domain.supports import Backing
from wiki.models import Document, Outcome, Proposal, Wording
from wiki.web import (
    addresses,
    agreeing,
    edit_views,
    likenesses,
    pages,
    requests,
    section_names,
)
from wiki.web.addresses import url_for
from wiki.web.joined import joined_url
from wiki.web.lanes import beside_rivals
from wiki.web.languages import gettext


def proposal_page(document: Document, proposal_id: str) -> dict[str, Any]:
    """Return everything templates/proposals/show.html needs; refuses with NotFound."""
    db, viewer = requests.db(), requests.viewer()
    proposal = proposals.get(db, document, proposal_id, viewer=viewer)
    contribution = proposal.contribution
    wording = _wording(proposal)
    view = _view()
    is_current = wording is proposals.current(proposal)
    today = is_current and contribution.outcome is None
    return {
        **_around(document, proposal),
        "proposal": proposal,
        "contribution": contribution,
        "wording": wording,
        "is_current": is_current,
        "view": view,
        "sheet": "wide" if view == "beside" else "",
        "tabs": _tabs(document, proposal, wording, view or "marked"),
        "tabs_on_phone": _tabs(document, proposal, wording, "after"),
        "edits": edit_views.of(
            db,
            wording.edits,
            section_names.of(document, contribution.language),
            today=today,
            view=view,
        ),
        "comments": threads.comments_on(db, [proposal.id], document, viewer=viewer),
        "revisions": histories.of_decision(requests.db(), proposal.contribution),
        "words_kept": _words_kept(proposal),
        "backing": supports.of(db, [proposal.id], viewer=viewer).get(proposal.id, Backing()),
        "lane": beside_rivals(proposal) if today else "",
        "agreeing": agreeing.about(contribution) if is_current else None,
        "past": undoing.past(db, contribution),
        "asked": still_meant.of(db, [proposal.id]).get(proposal.id),
        "alike": likenesses.links(document, [proposal.id]).get(proposal.id, []) if today else [],
        "joined_url": joined_url(document, contribution),
    }


def _around(document: Document, proposal: Proposal) -> dict[str, Any]:
    contribution = proposal.contribution
    key = contribution.section.key if contribution.section else ""
    return pages.around(document, contribution.language, section=key)


def _words_kept(proposal: Proposal) -> list[str]:
    """Return the words of a suggestion that stand among a moderator's own."""
    in_other_words = proposal.contribution.outcome is Outcome.ADOPTED_IN_OTHER_WORDS
    return words_kept.of(requests.db(), proposal) if in_other_words else []


def _wording(proposal: Proposal) -> Wording:
    """Return the wording the address asks for, or the current one."""
    asked = addresses.number("wording")
    found = (one for one in proposal.wordings if one.number == asked)
    return next(found, proposals.current(proposal))


def _view() -> str:
    asked = request.args.get("view", "")
    return asked if asked in edit_views.VIEWS else edit_views.UNASKED


def _tabs(
    document: Document, proposal: Proposal, wording: Wording, view: str
) -> list[dict[str, Any]]:
    labels = {
        "marked": gettext("Marked"),
        "beside": gettext("Side by side"),
        "before": gettext("Before"),
        "after": gettext("After"),
        "words": gettext("In words"),
    }
    return [
        {
            "label": label,
            "href": url_for(
                "proposals.show",
                document=document.key,
                proposal=proposal.id,
                view=name,
                wording=None if wording is proposals.current(proposal) else wording.number,
            ),
            "current": name == view,
            "count": None,
            "only_wide": name == "beside",
        }
        for name, label in labels.items()
    ]
