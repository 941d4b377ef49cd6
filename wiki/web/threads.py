"""Talk about passages: opened on a section, read and answered on a page of its own."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wiki.domain import (
    blocks,
    comments,
    contributions,
    passages,
    placements,
    proposals,
    revisions,
    section_input,
    sections,
    threads,
    undoing,
)
from wiki.domain.passages import Passage, Selection
from wiki.domain.permissions import Permission, can
from wiki.errors import Invalid
from wiki.models import (
    Contribution,
    ContributionKind,
    Document,
    Outcome,
    PastDecision,
    Text,
    Thread,
)
from wiki.web import (
    addresses,
    agreeing,
    forms,
    in_words,
    naming,
    pages,
    queue_choices,
    queue_ways,
    requests,
    section_names,
)
from wiki.web.access import requires
from wiki.web.addresses import page_of, url_for
from wiki.web.joined import choices, joined, joined_url
from wiki.web.languages import gettext
from wiki.web.places import place_words
from wiki.web.sections import reading_page
from wiki.web.speakers import named, shown

bp = Blueprint("threads", __name__)

ANSWERED = "answered"

bp.add_app_template_global(shown)
bp.add_app_template_global(named)
bp.add_app_template_global(place_words)
bp.add_app_template_global(in_words.gist_words)


@bp.get("/documents/<document>/<language>/sections/<section>/threads")
@requires(Permission.DOCUMENT_READ)
def index(document: str, language: str, section: str) -> ResponseReturnValue:
    """List all that was brought in on a section; `?show=answered` what has its answer."""
    found = pages.document(document, language)
    db, viewer = requests.db(), requests.viewer()
    text = sections.find_text(db, found, section, language)
    before = addresses.number("before")
    answered = request.args.get("show") == ANSWERED
    listed = section_input.listed(
        db,
        text.section,
        found,
        viewer=viewer,
        before=before,
        answered_in=language if answered else None,
    )
    seen = contributions.comments_visible_to(viewer, found)
    return render_template(
        "threads/index.html",
        key=section,
        text=text,
        listed=listed,
        show=ANSWERED if answered else None,
        said=comments.openings(db, listed, seen=seen),
        changes=_changes(found, language, listed),
        placed=placements.of_many(db, listed),
        older=listed[-1].number if len(listed) == section_input.PAGE else None,
        **pages.around(found, language, section=section),
    )


@bp.post("/documents/<document>/<language>/sections/<section>/threads")
@requires(Permission.THREAD_OPEN)
@forms.once
def create(document: str, language: str, section: str) -> ResponseReturnValue:
    """Open a talk on the passage that was selected, or on a block."""
    found = pages.document(document, language)
    db = requests.db()
    text = sections.find_text(db, found, section, language)
    try:
        with forms.gathering():
            seen = forms.number("seen", lowest=1)
            words = forms.text("source", limit=forms.COMMENT)
            shown_as = naming.shown_as(found)
        thread = threads.open_thread(
            db,
            text,
            _selected(db, text, seen),
            words,
            seen=seen,
            shown_as=shown_as,
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return forms.invalid("sections/show.html", error, **reading_page(found, language, section))
    thanks = gettext(
        "Thank you. Your comment stands beside the text; you can change it until it is answered."
    )
    naming.sent(found, shown_as, thanks)
    return redirect(_at_the_text(found, text, thread), 303)


@bp.get("/documents/<document>/threads/<thread>")
@requires(Permission.CONTRIBUTION_READ)
def show(document: str, thread: str) -> ResponseReturnValue:
    """Show a talk whole: its passage then and now, the comments, and what came of it."""
    found = pages.document(document)
    return render_template("threads/show.html", **thread_page(found, thread))


@bp.post("/documents/<document>/threads/<thread>/outcome")
@requires(Permission.CONTRIBUTION_DECIDE)
@forms.once
def create_outcome(document: str, thread: str) -> ResponseReturnValue:
    """Close a talk with an outcome and a reason."""
    found = pages.document(document)
    db = requests.db()
    talk = threads.get(db, found, thread, viewer=requests.viewer())
    try:
        with forms.gathering():
            outcome = forms.choice("outcome", Outcome)
            reason = forms.text("reason", limit=forms.COMMENT)
            other = joined(db, found) if outcome is Outcome.JOINED else None
        threads.answer(
            db,
            talk,
            outcome=outcome,
            reason=reason,
            joined=other,
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return forms.invalid("threads/show.html", error, **thread_page(found, thread))
    saved = gettext("The outcome is saved. Its author sees it under My input.")
    flash(queue_ways.with_next(saved, talk.contribution), "good")
    return redirect(page_of(found, talk.contribution, **queue_choices.asked_along()), 303)


def _changes(document: Document, language: str, listed: Sequence[Contribution]) -> dict[str, str]:
    """Return what each suggestion changes in few words, by its id."""
    suggested = [one.id for one in listed if one.kind is ContributionKind.PROPOSAL]
    wordings = proposals.current_of(requests.db(), suggested)
    titles = section_names.of(document, language).titles
    return {key: in_words.in_short(wording, titles) for key, wording in wordings.items()}


def thread_page(document: Document, thread_id: str) -> dict[str, object]:
    """Return what the page of a thread shows, also when something has to be corrected there."""
    db, viewer = requests.db(), requests.viewer()
    thread = threads.get(db, document, thread_id, viewer=viewer)
    language = thread.text.language
    around = pages.around(document, language, section=thread.text.section.key)
    may_decide = can(viewer, Permission.CONTRIBUTION_DECIDE, thread.contribution)
    past = undoing.past(db, thread.contribution)
    return {
        **around,
        "thread": thread,
        "contribution": thread.contribution,
        "comments": threads.comments_on(db, [thread.id], document, viewer=viewer),
        "placement": placements.of(db, thread.contribution, thread.text),
        "others": choices(document, thread.contribution) if may_decide else [],
        "joined_url": joined_url(document, thread.contribution),
        "past": past,
        "typed": _typed_before(past, thread.contribution),
        "agreeing": agreeing.about(thread.contribution) if may_decide else None,
    }


def _typed_before(past: Sequence[PastDecision], contribution: Contribution) -> dict[str, str]:
    """Return what the viewer wrote for an answer that they took back at once, to go on from."""
    latest, viewer = next(reversed(past), None), requests.viewer()
    if latest is None or viewer is None or contribution.outcome is not None:
        return {}
    own = latest.undone_by_id == viewer.id and not latest.undone_because
    return {"reason": latest.reason, "outcome": latest.outcome.value} if own else {}


def _selected(db: Session, text: Text, seen: int) -> Passage:
    """Return the passage the form is about, in the revision its reader saw."""
    split = blocks.split(revisions.source_at(db, text, seen))
    first = forms.number("first_block")
    selection = Selection(
        first,
        forms.number("last_block", lowest=first),
        _offset("start"),
        _offset("end"),
        forms.text("quote", limit=forms.SECTION, required=False),
    )
    return passages.located(split, selection)


def _offset(name: str) -> int:
    return forms.number(name) if request.form.get(name) else 0


def _at_the_text(document: Document, text: Text, thread: Thread) -> str:
    return url_for(
        "sections.show",
        document=document.key,
        language=text.language,
        section=text.section.key,
        _anchor=f"thread-{thread.id}",
    )
