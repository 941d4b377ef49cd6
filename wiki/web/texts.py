"""Editing a text directly, for editors and the lead: choose, write, save.

The result can be read first. It has to be where it is more than what was typed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import editing, outlooks, present, sections
from wiki.domain.outlooks import Adjusted, Outlook
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, Stale
from wiki.models import Document, Text
from wiki.web import chosen_blocks, forms, pages, read_marks, requests, results
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.chosen_blocks import Chosen
from wiki.web.languages import gettext

bp = Blueprint("texts", __name__)


@bp.get("/documents/<document>/<language>/sections/<section>/words")
@requires(Permission.TEXT_EDIT)
def edit(document: str, language: str, section: str) -> ResponseReturnValue:
    """Choose blocks, or write in those the address names."""
    found = pages.document(document, language)
    text = _text(found, language, section)
    return render_template("texts/edit.html", **_page(found, text, chosen_blocks.asked(text)))


@bp.post("/documents/<document>/<language>/sections/<section>/words")
@requires(Permission.TEXT_EDIT)
def update(document: str, language: str, section: str) -> ResponseReturnValue:
    """Save what was typed, or show what the text would become."""
    with requests.reading() as db:
        earlier = forms.led_to(db) if "save" in request.form else None
        if earlier is not None:
            return redirect(earlier, 303)
        found = pages.document(document, language)
        text = _text(found, language, section)
        read: tuple[Chosen, Outlook] | None = None
        try:
            with forms.gathering():
                summary = forms.line("summary", required="save" in request.form)
                read = chosen, seen = _outlook(text)
                _ensure_cautions_read(seen)
            is_saving = _is_read(seen) or _is_what_was_typed(chosen, seen)
        except Invalid as error:
            return _refused(found, text, read, error)
        if "save" not in request.form or not is_saving:
            page = _result(found, text, chosen, seen)
            return render_template("texts/edit.html", **page), 409 if page["moved_on"] else 200
    try:
        return _save(document, language, section, seen, summary)
    except Stale:
        return _read_again(document, language, section)
    except Invalid as error:
        with requests.reading():
            found = pages.document(document, language)
            text = _text(found, language, section)
            return forms.invalid("texts/edit.html", error, **_page(found, text, chosen))


def _refused(
    document: Document, text: Text, read: tuple[Chosen, Outlook] | None, error: Invalid
) -> ResponseReturnValue:
    """Show the form again; with the result, where only what stands beside it is wrong."""
    if read is None:
        return forms.invalid("texts/edit.html", error, **_page(document, text, _sent(text)))
    return forms.invalid("texts/edit.html", error, **_result(document, text, *read))


def _is_read(seen: Outlook) -> bool:
    """Tell whether this very result was shown with the form, and can be saved."""
    return not seen.conflicts and request.form.get("seal") == results.seal([seen])


def _is_what_was_typed(chosen: Chosen, seen: Outlook) -> bool:
    """Tell whether the result holds just what was typed, so that nothing needs reading first."""
    typed = request.form.get("words", "").strip()
    return bool(typed) and chosen.base == seen.text.head and not seen.cautions


def _ensure_cautions_read(seen: Outlook) -> None:
    is_saving = "save" in request.form and _is_read(seen)
    if seen.cautions and is_saving and not forms.checked("cautions_read"):
        raise Invalid("cautions_read", "read_the_cautions")


def _save(
    document: str, language: str, section: str, seen: Outlook, summary: str
) -> ResponseReturnValue:
    with requests.writing() as db:
        earlier = forms.claim(db)
        if earlier is not None:
            return redirect(earlier, 303)
        made = editing.save(
            db,
            seen,
            summary=summary,
            by=requests.member(),
            at=requests.now(),
            cautions_read=forms.checked("cautions_read"),
        )
        location = url_for("sections.show", document=document, language=language, section=section)
        forms.settle(db, location)
    flash(gettext("The text is saved as a new revision."), "good")
    response = make_response(redirect(location, 303))
    seen_before = read_marks.last_read(made.text_id, read_marks.read())
    if seen_before == made.number - 1:  # only their own words are new
        read_marks.remember(response, made.text_id, made.number)
    return response


def _read_again(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show the result anew, because the text moved on between reading and saving."""
    with requests.reading():
        found = pages.document(document, language)
        text = _text(found, language, section)
        try:
            chosen, seen = _outlook(text)
        except Invalid as error:
            return forms.invalid("texts/edit.html", error, **_page(found, text, _sent(text)))
        page = _result(found, text, chosen, seen) | {"moved_on": True}
        return render_template("texts/edit.html", **page), 409


def _outlook(text: Text) -> tuple[Chosen, Outlook]:
    """Return what was typed would do to the text; refuses with Invalid what changes nothing."""
    with forms.gathering():
        words = forms.text("words", limit=forms.SECTION, required=False)
        chosen = chosen_blocks.sent(requests.db(), text)
    own = Adjusted(chosen.base, chosen.first, chosen.count, words)
    seen = outlooks.with_own_words(requests.db(), text, own)
    if not results.changing([seen]):
        raise Invalid("words", "unchanged")
    return chosen, seen


def _sent(text: Text) -> Chosen | None:
    try:
        return chosen_blocks.sent(requests.db(), text)
    except Invalid:
        return None


def _fresh(text: Text, chosen: Chosen, seen: Outlook) -> Chosen:
    """Return the blocks to write in: those of now where others changed the same words."""
    if not seen.conflicts:
        return chosen
    first, count = present.blocks_now(requests.db(), text, chosen.base, chosen.first, chosen.count)
    return chosen_blocks.of(text.source, text.head, first, count)


def _text(document: Document, language: str, section: str) -> Text:
    text = sections.find_text(requests.db(), document, section, language)
    require(requests.viewer(), Permission.TEXT_EDIT, text)
    return text


def _result(document: Document, text: Text, chosen: Chosen, seen: Outlook) -> dict[str, Any]:
    """Return the page with a result, and why it was not saved if that was wanted.

    The text moved on since another result or the words were read, or there is more to read.
    """
    page = _page(document, text, _fresh(text, chosen, seen), seen)
    is_wanted, sealed = "save" in request.form, request.form.get("seal", "")
    moved_on = results.moved_on(sealed, [seen])
    if is_wanted and not sealed:
        moved_on = chosen.base != text.head
    return page | {"moved_on": moved_on, "unread": is_wanted and not moved_on}


def _page(
    document: Document, text: Text, chosen: Chosen | None, seen: Outlook | None = None
) -> dict[str, Any]:
    around = pages.around(document, text.language, section=text.section.key)
    number = pages.number_of_current(around["sections"]) or ""
    found: Sequence[Outlook] = [seen] if seen else []
    torn = bool(seen and seen.conflicts)
    return {
        **around,
        "text": text,
        "key": text.section.key,
        "number": number,
        "chosen": chosen,
        "rows": chosen_blocks.to_choose_from(text, unseen=True) if chosen is None else [],
        "results": [results.shown(one) for one in found],
        "torn": torn,
        "words": _words(chosen, torn),
        "kept_words": request.form.get("words", "") if torn else "",
        "seal": results.seal(found) if found else "",
        "moved_on": False,
        "unread": False,
        "typed": forms.typed(),
    }


def _words(chosen: Chosen | None, torn: bool) -> str:
    """Return what the box holds: what was typed, or the words of the chosen blocks."""
    typed = request.form.get("words")
    if typed is not None and not torn:
        return typed
    return chosen.words.rstrip("\n") if chosen else ""
