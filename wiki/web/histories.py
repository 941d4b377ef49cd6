"""The history of a text: who changed what, when and why; any two states compared; going back."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import editing, histories, past_words, redlines, revisions, sections, texts
from wiki.domain.histories import Comparison, Step
from wiki.domain.permissions import Permission, can, require
from wiki.domain.texts import Preparation
from wiki.errors import Invalid, Stale
from wiki.models import Document, Text
from wiki.web import addresses, forms, in_words, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import page_of, url_for
from wiki.web.languages import gettext
from wiki.web.speakers import brought_by, credited_to
from wiki.web.words import contribution_name

bp = Blueprint("histories", __name__)
bp.add_app_template_global(brought_by)
bp.add_app_template_global(credited_to)
HISTORY = "/documents/<document>/<language>/sections/<section>/history"


@bp.app_template_global()
def suggestions_of(step: Step) -> tuple[tuple[str, int | str], ...]:
    """Return the ids and numbers of the suggestions a revision took up, as far as one may see."""
    viewer = requests.viewer()
    seen = (one for one in step.contributions if can(viewer, Permission.CONTRIBUTION_READ, one))
    return tuple((one.id, one.number or "") for one in seen)


@bp.app_template_global()
def undone_in(step: Step) -> tuple[tuple[str, str, str], ...]:
    """Return what was decided on before a revision undid it, as far as one may see that.

    Of each the address and the name, and the reason of the decision where none says why it was
    undone.
    """
    viewer = requests.viewer()
    return tuple(
        (
            page_of(past.contribution.document, past.contribution),
            contribution_name(past.contribution),
            "" if past.undone_because else past.reason,
        )
        for past in step.undid
        if can(viewer, Permission.CONTRIBUTION_READ, past.contribution)
    )


@bp.get(HISTORY)
@requires(Permission.DOCUMENT_READ)
def index(document: str, language: str, section: str) -> ResponseReturnValue:
    """List the revisions of a text, the newest first, a page at a time."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    before = addresses.number("before")
    page = histories.page(requests.db(), text, before=before)
    return render_template(
        "histories/index.html", page=page, **_around(found, text, language, section)
    )


@bp.get(f"{HISTORY}/<int:number>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, section: str, number: int) -> ResponseReturnValue:
    """Show one revision: what it changed, who, when and why, and the text as it read then."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    db = requests.db()
    step = histories.step(db, text, number)
    compared = histories.compare(db, text, number - 1, number) if number > 1 else None
    state = compared.after if compared else revisions.state_at(db, text, number)
    return render_template(
        "histories/show.html",
        step=step,
        compared=compared,
        sentences=_sentences(compared),
        state=state,
        words=past_words.html(text, state),
        **_around(found, text, language, section),
    )


@bp.get(f"{HISTORY}/compare")
@requires(Permission.DOCUMENT_READ)
def compare(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show the difference of any two revisions, marked or, with `?view=beside`, side by side."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    first = addresses.number("from", 1)
    second = addresses.number("to", text.head)
    compared = histories.compare(requests.db(), text, first, second)
    is_beside = request.args.get("view") == "beside"
    return render_template(
        "histories/compare.html",
        compared=compared,
        tabs=_ways_to_compare(document, language, section, compared, is_beside=is_beside),
        sheet="wide" if is_beside else "",
        sentences=_sentences(compared),
        **_around(found, text, language, section),
    )


@bp.get(f"{HISTORY}/<int:number>/restoration")
@requires(Permission.TEXT_EDIT)
def new_restoration(document: str, language: str, section: str, number: int) -> ResponseReturnValue:
    """Show what going back to a revision would change, and ask why."""
    page = _read_restoration(document, language, section, number)
    return render_template("histories/restoration.html", **page)


@bp.post(f"{HISTORY}/<int:number>/restoration")
@requires(Permission.TEXT_EDIT)
def create_restoration(
    document: str, language: str, section: str, number: int
) -> ResponseReturnValue:
    """Make the words of an earlier revision the newest one."""
    try:
        return _restore(document, language, section, number)
    except Stale:
        with requests.reading():
            page = _read_restoration(document, language, section, number)
            page |= {"moved_on": True, "typed": forms.typed()}
            return render_template("histories/restoration.html", **page), 409
    except Invalid as error:
        with requests.reading():
            page = _read_restoration(document, language, section, number)
            return forms.invalid("histories/restoration.html", _at_field(error), **page)


def _ways_to_compare(
    document: str, language: str, section: str, compared: Comparison, *, is_beside: bool
) -> list[dict[str, Any]]:
    """Return the links to the same comparison, marked in one text or side by side."""
    address = url_for("histories.compare", document=document, language=language, section=section)
    between = f"from={compared.before.number}&to={compared.after.number}"
    return [
        {"label": label, "href": f"{address}?{between}{view}", "current": current}
        for label, view, current in (
            (gettext("Marked"), "", not is_beside),
            (gettext("Side by side"), "&view=beside", is_beside),
        )
    ]


def _restore(document: str, language: str, section: str, number: int) -> ResponseReturnValue:
    """Go back; refuses with Stale where the text is not the one that was read."""
    with requests.reading() as db:
        earlier = forms.led_to(db)
        if earlier is not None:
            return redirect(earlier, 303)
        text = _text(pages.document(document, language), section, language)
        require(requests.viewer(), Permission.TEXT_EDIT, text)
        with forms.gathering():
            summary = forms.line("summary")
            prepared = _prepared(text, number)
        text_id = text.id
    with requests.writing() as db:
        earlier = forms.claim(db)
        if earlier is not None:
            return redirect(earlier, 303)
        editing.restore(
            db,
            texts.to_revise(db, text_id),
            prepared,
            number=number,
            summary=summary,
            by=requests.member(),
            at=requests.now(),
        )
        address = url_for("histories.index", document=document, language=language, section=section)
        forms.settle(db, address)
    flash(gettext("The text reads as it did in revision %(number)s.", number=number), "good")
    return redirect(address, 303)


def _prepared(text: Text, number: int) -> Preparation:
    """Return what going back would bring; refuses with Stale where the text is another one."""
    with forms.gathering():
        seen = forms.number("seen", lowest=1)
    if seen != text.head:
        raise Stale("text_moved_on")
    return editing.prepare_restoring(requests.db(), text, number)


def _text(document: Document, section: str, language: str) -> Text:
    """Return a text, also of a section that was removed: its history stays readable."""
    return sections.find_text(requests.db(), document, section, language, also_removed=True)


def _around(document: Document, text: Text, language: str, section: str) -> dict[str, Any]:
    return {"text": text, "key": section, **pages.around(document, language, section=section)}


def _sentences(compared: Comparison | None) -> list[str]:
    return in_words.sentences(compared.redline) if compared else []


def _read_restoration(document: str, language: str, section: str, number: int) -> dict[str, Any]:
    """Return what the page for going back shows: the difference to the text as it is now."""
    found = pages.document(document, language)
    text = _text(found, section, language)
    require(requests.viewer(), Permission.TEXT_EDIT, text)
    back = redlines.of_result(text, revisions.source_at(requests.db(), text, number))
    around = _around(found, text, language, section)
    return {"number": number, "redline": back, "moved_on": False, **around}


def _at_field(error: Invalid) -> Invalid:
    """Return an error as one about the only field the form has."""
    return error.renamed(seen="summary", number="summary")
