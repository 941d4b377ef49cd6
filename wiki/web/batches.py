"""Deciding on several suggestions together: choosing, reading the one result, saving just that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import batches, belonging, proposals, still_meant, taken_back
from wiki.domain.belonging import Group
from wiki.domain.composing import Composition
from wiki.domain.permissions import Permission, can, require
from wiki.domain.taken_back import NOTHING, TakenBack
from wiki.errors import AlreadyDecided, Invalid, Stale
from wiki.models import Document, Proposal
from wiki.web import (
    batch_forms,
    decision_forms,
    edit_views,
    forms,
    pages,
    queue_ways,
    requests,
    results,
    section_names,
)
from wiki.web.access import requires
from wiki.web.batch_forms import Batch
from wiki.web.lanes import letter
from wiki.web.languages import gettext

bp = Blueprint("batches", __name__)

ID = re.compile("[a-z2-7]{26}")
MOST = 60
"""How many suggestions one batch can hold."""


@bp.get("/documents/<document>/queue/batches/new")
@requires(Permission.CONTRIBUTION_DECIDE)
def new(document: str) -> ResponseReturnValue:
    """Show the form for deciding on the suggestions that `?proposal=` names."""
    found = _document(document)
    chosen = _chosen(found, request.args.getlist("proposal"))
    before = taken_back.of(requests.db(), chosen, by=requests.member())
    typed = batch_forms.typed_before(before)
    return render_template("batches/new.html", **_page(found, chosen, before=before), typed=typed)


@bp.post("/documents/<document>/queue/batches")
@requires(Permission.CONTRIBUTION_DECIDE)
def create(document: str) -> ResponseReturnValue:
    """Show what the decisions would do together, or save what was read."""
    with requests.reading() as db:
        earlier = forms.led_to(db)
        if earlier is not None:
            return redirect(earlier, 303)
        found = _document(document)
        chosen = _chosen(found, request.form.getlist("proposal"))
        try:
            _ensure_as_sent(chosen)
            batch = batch_forms.read(db, chosen)
            seen = batch_forms.compose(db, batch)
        except Invalid as error:
            return forms.invalid("batches/new.html", error, **_page(found, chosen))
        answer = _unless_read(found, chosen, batch, seen)
    if answer is not None:
        return answer
    return _saved(document, batch, seen)


def _unless_read(
    document: Document, chosen: Sequence[Proposal], batch: Batch, seen: Sequence[Composition]
) -> ResponseReturnValue | None:
    """Return the page with the result, where it isn't what was read; None where it is."""
    found = [one.outlook for one in seen]
    page = _page(document, chosen, batch, seen)
    sealed = request.form.get("seal", "")
    if results.moved_on(sealed, found):
        return render_template("batches/new.html", **page | {"moved_on": True}), 409
    torn = any(one.conflicts for one in found)
    if "save" not in request.form or torn or sealed != results.seal(found, batch.choice):
        return render_template("batches/new.html", **page, typed=forms.typed())
    if any(one.cautions for one in found) and not batch.cautions_read:
        unread = Invalid("cautions_read", "read_the_cautions")
        return forms.invalid("batches/new.html", unread, **page)
    return None


def _saved(document: str, batch: Batch, seen: Sequence[Composition]) -> ResponseReturnValue:
    """Save what was read; where others were quicker, show what is left to decide on."""
    try:
        return _save(document, batch, seen)
    except (AlreadyDecided, Stale) as quicker:
        if isinstance(quicker, Stale) and quicker.key != "text_moved_on":
            raise
        with requests.reading() as db:
            found = _document(document)
            chosen = _chosen(found, request.form.getlist("proposal"))
            page = _page(found, chosen)
            if len(chosen) == len(batch.picks):  # nothing was decided, so it was the text
                again = batch_forms.compose(db, batch_forms.read(db, chosen))
                page = _page(found, chosen, batch_forms.read(db, chosen), again)
            typed = forms.typed()
            return render_template(
                "batches/new.html", **page | {"moved_on": True}, typed=typed
            ), 409
    except Invalid as error:
        with requests.reading():
            found = _document(document)
            chosen = _chosen(found, request.form.getlist("proposal"))
            placed = error.renamed(outcome=forms.PAGE, joined=forms.PAGE)
            return forms.invalid("batches/new.html", placed, **_page(found, chosen))


def _save(document: str, batch: Batch, seen: Sequence[Composition]) -> ResponseReturnValue:
    with requests.writing() as db:
        earlier = forms.claim(db)
        if earlier is not None:
            return redirect(earlier, 303)
        found = _document(document)
        chosen = _chosen(found, request.form.getlist("proposal"))
        _ensure_as_sent(chosen)  # in this transaction too: others may have been quicker
        picks = batch_forms.read(db, chosen).picks
        batches.decide(
            db,
            picks,
            reason=batch.reason,
            seen=seen,
            cautions_read=batch.cautions_read,
            by=requests.member(),
            at=requests.now(),
        )
        location = queue_ways.back(found)
        forms.settle(db, location)
    flash(gettext("The decisions are saved. Each author sees their answer under My input."), "good")
    return redirect(location, 303)


def _document(key: str) -> Document:
    found = pages.document(key)
    require(requests.viewer(), Permission.CONTRIBUTION_DECIDE, found)
    return found


def _chosen(document: Document, ids: Sequence[str]) -> list[Proposal]:
    """Return those of the suggestions that wait for an outcome the viewer may give."""
    viewer = requests.viewer()
    listed = proposals.get_many(requests.db(), document, ticked_ids(ids)[:MOST], viewer=viewer)
    return [
        one
        for one in listed
        if one.contribution.outcome is None and can(viewer, Permission.CONTRIBUTION_DECIDE, one)
    ]


def ticked_ids(ids: Sequence[str]) -> list[str]:
    """Return what can be ids of what was ticked, each once."""
    return [one for one in dict.fromkeys(ids) if ID.fullmatch(one)]


def _ensure_as_sent(chosen: Sequence[Proposal]) -> None:
    """Refuse with Invalid a form about other suggestions, or earlier wordings, than wait now."""
    sent = request.form.getlist("proposal")
    wordings = request.form.getlist("wording")
    if not chosen or len(sent) != len(chosen) or len(wordings) != len(chosen):
        raise Invalid(forms.PAGE, "decided_meanwhile")
    known = dict(zip(sent, wordings, strict=True))
    if any(known.get(one.id) != str(one.wording) for one in chosen):
        raise Invalid(forms.PAGE, "reworded_meanwhile")


def _page(
    document: Document,
    chosen: Sequence[Proposal],
    batch: Batch | None = None,
    seen: Sequence[Composition] = (),
    before: TakenBack = NOTHING,
) -> dict[str, Any]:
    db = requests.db()
    language = chosen[0].contribution.language if chosen else pages.language_of(document)
    found = [one.outlook for one in seen]
    torn = any(one.conflicts for one in found)
    asked = still_meant.of(db, [one.id for one in chosen])
    asked_for = ticked_ids(request.values.getlist("proposal"))
    named, groups = section_names.of(document, language), belonging.of(db, chosen)
    return {
        **pages.around(document, language),
        "rows": [
            _row(one, at, chosen, named, before, groups[one.id]) | {"asked": asked.get(one.id)}
            for at, one in enumerate(chosen)
        ],
        "left_out": min(len(asked_for), MOST) - len(chosen),
        "beyond": max(0, len(asked_for) - MOST),
        "most": MOST,
        "back": queue_ways.back(document),
        "typed_before": batch_forms.typed_for_others(chosen),
        "boxes": batch_forms.boxes(db, chosen, seen, before.sources),
        "batch": batch,
        "results": [results.shown(one) for one in results.changing(found)],
        "torn": torn,
        "seal": results.seal(found, batch.choice) if batch else "",
        "moved_on": False,
    }


def _row(
    one: Proposal,
    at: int,
    chosen: Sequence[Proposal],
    named: Any,
    before: TakenBack,
    groups: Sequence[Group],
) -> dict[str, Any]:
    wording, past = proposals.current(one), before.past.get(one.id)
    return {
        "letter": letter(at),
        "mark": batch_forms.mark(one),
        "proposal": one,
        "contribution": one.contribution,
        "wording": wording,
        "section": named.name(one.contribution.section_id),
        "places": edit_views.places(wording.edits, named.numbers),
        "changes": decision_forms.changes(one, named.titles, groups),
        "ticked": batch_forms.ticked(one, before, groups),
        "outcome": batch_forms.chosen_outcome(one, past),
        "others": [(other.id, letter(n)) for n, other in enumerate(chosen) if other is not one],
    }
