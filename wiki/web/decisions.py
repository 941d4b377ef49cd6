"""Deciding on a suggestion: choosing, reading the result, saving exactly that result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import belonging, decisions, proposals, still_meant, taken_back
from wiki.domain.belonging import Group
from wiki.domain.outlooks import Outlook
from wiki.domain.permissions import Permission, require
from wiki.domain.taken_back import NOTHING, TakenBack
from wiki.errors import AlreadyDecided, Invalid, Stale
from wiki.models import Contribution, Document, Outcome, PastDecision, Proposal
from wiki.web import (
    decision_forms,
    edit_views,
    forms,
    pages,
    queue_choices,
    queue_ways,
    requests,
    results,
    rewording,
    section_names,
)
from wiki.web.access import requires
from wiki.web.addresses import page_of
from wiki.web.decision_forms import Decision
from wiki.web.joined import choices, joined
from wiki.web.lanes import beside_rivals
from wiki.web.languages import gettext

bp = Blueprint("decisions", __name__)


@bp.get("/documents/<document>/proposals/<proposal>/decision")
@requires(Permission.CONTRIBUTION_DECIDE)
def new(document: str, proposal: str) -> ResponseReturnValue:
    """Show the form for a decision."""
    found = pages.document(document)
    one = _undecided(found, proposal)
    if one.contribution.outcome is not None:
        return redirect(_page_of(found, one), 303)
    before = taken_back.of(requests.db(), [one], by=requests.member())
    typed = _typed(before.past.get(one.id))
    return render_template("decisions/new.html", **_page(found, one, before=before), typed=typed)


def _typed(past: PastDecision | None) -> dict[str, str]:
    """Return what the viewer wrote for a decision they took back at once, to go on from."""
    return {"reason": past.reason, "outcome": past.outcome.value} if past else {}


@bp.post("/documents/<document>/proposals/<proposal>/decision")
@requires(Permission.CONTRIBUTION_DECIDE)
def create(document: str, proposal: str) -> ResponseReturnValue:
    """Show the result of a decision, or save the result that was read."""
    with requests.reading() as db:
        earlier = forms.led_to(db)
        if earlier is not None:
            return redirect(earlier, 303)
        found = pages.document(document)
        one = _undecided(found, proposal)
        if one.contribution.outcome is not None:
            return _was_decided(found, one)
        _ensure_as_read(one)
        try:
            decision = decision_forms.read(db, one)
            _joined(found, decision)  # refuses before anything is worked out
            seen = decision_forms.outlooks_of(db, one, decision)
        except Invalid as error:
            return _again(found, one, error)
        answer = _unless_read(found, one, decision, seen)
    if answer is not None:
        return answer
    return _saved(document, proposal, decision, seen)


def _ensure_as_read(proposal: Proposal) -> None:
    """Refuse with Stale a form that shows an earlier wording than the one that counts."""
    if request.form.get("wording", str(proposal.wording)) != str(proposal.wording):
        raise Stale("text_moved_on")


def _unless_read(
    document: Document, proposal: Proposal, decision: Decision, seen: Sequence[Outlook]
) -> ResponseReturnValue | None:
    """Return the page with the result, where it isn't what was read; None where it is."""
    page = _page(document, proposal, seen, decision)
    sealed = request.form.get("seal", "")
    if decision.is_taking and results.moved_on(sealed, seen):
        return render_template("decisions/new.html", **page | {"moved_on": True}), 409
    torn = any(one.conflicts for one in seen)
    read = sealed == results.seal(seen, decision.choice) or not decision.is_taking
    if "save" not in request.form or torn or not read:
        return render_template("decisions/new.html", **page, typed=forms.typed())
    if any(one.cautions for one in seen) and not decision.cautions_read:
        unread = Invalid("cautions_read", "read_the_cautions")
        return forms.invalid("decisions/new.html", unread, **page)
    return None


def _saved(
    document: str, proposal: str, decision: Decision, seen: Sequence[Outlook]
) -> ResponseReturnValue:
    """Save a decision whose result was read; where others were quicker, say so."""
    try:
        return _save(document, proposal, decision, seen)
    except AlreadyDecided:
        with requests.reading():
            found = pages.document(document)
            return _was_decided(found, _undecided(found, proposal))
    except Stale as stale:
        if stale.key != "text_moved_on":
            raise
        return _read_again(document, proposal, decision)
    except Invalid as error:
        with requests.reading():
            found = pages.document(document)
            return _again(found, _undecided(found, proposal), error)


def _save(
    document: str, proposal: str, decision: Decision, seen: Sequence[Outlook]
) -> ResponseReturnValue:
    with requests.writing() as db:
        earlier = forms.claim(db)
        if earlier is not None:
            return redirect(earlier, 303)
        found = pages.document(document)
        one = _undecided(found, proposal)
        _ensure_as_read(one)  # in this transaction too: its author may have reworded it since
        decisions.decide(
            db,
            one,
            outcome=decision.outcome,
            reason=decision.reason,
            chosen=decision.chosen,
            seen=seen,
            cautions_read=decision.cautions_read,
            joined=_joined(found, decision),
            by=requests.member(),
            at=requests.now(),
        )
        location = _page_of(found, one)
        forms.settle(db, location)
        saved = gettext(
            "The decision is saved. Its author sees it, with your reason, under My input."
        )
        thanks = queue_ways.with_next(saved, one.contribution)
    flash(thanks, "good")
    return redirect(location, 303)


def _read_again(document: str, proposal: str, decision: Decision) -> ResponseReturnValue:
    """Show the result anew, because a text moved on between reading and saving."""
    with requests.reading() as db:
        found = pages.document(document)
        one = _undecided(found, proposal)
        try:
            seen = decision_forms.outlooks_of(db, one, decision)
        except Invalid as error:
            return _again(found, one, error)
        page = _page(found, one, seen, decision)
        return render_template(
            "decisions/new.html", **page | {"moved_on": True}, typed=forms.typed()
        ), 409


def _again(document: Document, proposal: Proposal, error: Invalid) -> ResponseReturnValue:
    """Show the form again with what was typed, each error of the domain at a field it has."""
    own = [f"words{rewording.suffix(edit)}" for edit in decision_forms.words_edits(proposal)]
    placed = error.renamed(changes="take", words=(own or ["outcome"])[0])
    return forms.invalid("decisions/new.html", placed, **_page(document, proposal))


def _undecided(document: Document, proposal_id: str) -> Proposal:
    """Return a proposal the viewer may decide on, or might have."""
    one = proposals.get(requests.db(), document, proposal_id, viewer=requests.viewer())
    require(requests.viewer(), Permission.CONTRIBUTION_DECIDE, one)
    return one


def _was_decided(document: Document, proposal: Proposal) -> ResponseReturnValue:
    """Say who was first, perhaps oneself on the page before, and keep what was typed."""
    contribution = proposal.contribution
    page = {
        **pages.around(document, contribution.language),
        "contribution": contribution,
        "is_own": contribution.decided_by_id == requests.member().id,
        "reason": request.form.get("reason", ""),
        "own_words": decision_forms.own_words(),
    }
    return render_template("decisions/decided.html", **page), 409


def _page(
    document: Document,
    proposal: Proposal,
    seen: Sequence[Outlook] | None = None,
    decision: Decision | None = None,
    before: TakenBack = NOTHING,
) -> dict[str, Any]:
    db, contribution = requests.db(), proposal.contribution
    key = contribution.section.key if contribution.section else ""
    named = section_names.of(document, contribution.language)
    wording = proposals.current(proposal)
    torn = [one for one in seen or () if one.conflicts]
    groups = belonging.of(db, [proposal])[proposal.id]
    return {
        **pages.around(document, contribution.language, section=key),
        "proposal": proposal,
        "contribution": contribution,
        "wording": wording,
        "asked": still_meant.of(db, [proposal.id]).get(proposal.id),
        "edits": edit_views.of(db, wording.edits, named, today=True),
        "changes": decision_forms.changes(proposal, named.titles, groups),
        "ticked": _ticked(proposal, before, groups),
        "boxes": decision_forms.boxes(db, proposal, torn, before.sources),
        "others": choices(document, contribution),
        "lane": beside_rivals(proposal) if contribution.outcome is None else "",
        "decision": decision,
        "results": [results.shown(one) for one in results.changing(seen or ())],
        "torn": bool(torn),
        "seal": results.seal(seen, decision.choice) if seen is not None and decision else "",
        "moved_on": False,
    }


def _ticked(proposal: Proposal, before: TakenBack, groups: Sequence[Group]) -> list[int]:
    """Return the numbers of the changes to show as ticked: all, until somebody chose."""
    if request.method != "POST":
        return before.ticked(proposal)
    sent = request.form.getlist("take")
    chosen = [one.number for one in decisions.changes(proposal) if str(one.number) in sent]
    return sorted(belonging.together(groups, chosen))


def _joined(document: Document, decision: Decision) -> Contribution | None:
    """Return the contribution it is joined with, where that is the outcome."""
    if decision.outcome is not Outcome.JOINED:
        return None
    return joined(requests.db(), document)


def _page_of(document: Document, proposal: Proposal) -> Any:
    return page_of(document, proposal.contribution, **queue_choices.asked_along())
