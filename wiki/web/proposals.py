"""Suggesting other words: choosing where, writing, looking at the change, sending, rewording."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import contributions, proposals, rounds, sections
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Document, Proposal, Text
from wiki.web import (
    chosen_blocks,
    forms,
    in_words,
    likenesses,
    naming,
    pages,
    redlines,
    requests,
    rewording,
    selected_words,
)
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.chosen_blocks import Chosen
from wiki.web.languages import gettext
from wiki.web.places import edit_place
from wiki.web.proposal_pages import proposal_page

__all__ = ["bp", "proposal_page"]

bp = Blueprint("proposals", __name__)
bp.add_app_template_global(edit_place)


@bp.get("/documents/<document>/<language>/sections/<section>/proposals/new")
@requires(Permission.PROPOSAL_SUBMIT)
def new(document: str, language: str, section: str) -> ResponseReturnValue:
    """Choose a block or a place between two, or write other words for what the address names."""
    found = pages.document(document, language)
    text = _text(found, language, section)
    rounds.open_for_reacting(requests.db(), found, on=requests.now().date())
    chosen = chosen_blocks.asked_of(requests.db(), text)
    selected = selected_words.asked_of(requests.db(), text, chosen) if chosen else None
    page = writing_page(found, text, chosen) | {"selected": selected}
    return render_template("proposals/new.html", **page)


@bp.post("/documents/<document>/<language>/sections/<section>/proposals")
@requires(Permission.PROPOSAL_SUBMIT)
def create(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show what would change, or send the suggestion."""
    if "show" not in request.form:
        return _send(document=document, language=language, section=section)
    with requests.reading():
        found = pages.document(document, language)
        text = _text(found, language, section)
        try:
            chosen, typed = _typed(text)
        except Invalid as error:
            return _again(found, text, error)
        page = writing_page(found, text, chosen, redlines.of(chosen, text, typed))
        likes = likenesses.of_typed(chosen, text, typed)
        return render_template("proposals/new.html", **page, likes=likes, typed=forms.typed())


@forms.once
def _send(document: str, language: str, section: str) -> ResponseReturnValue:
    found = pages.document(document, language)
    text = _text(found, language, section)
    try:
        with forms.gathering():
            why = forms.text("why", limit=forms.COMMENT, required=False)
            shown_as = naming.shown_as(found)
            chosen, typed = _typed(text)
        proposal = proposals.submit(
            requests.db(),
            found,
            [chosen.edit(text, typed)],
            language=language,
            why=why,
            shown_as=shown_as,
            by=requests.member(),
            at=requests.now(),
        )
    except Invalid as error:
        return _again(found, text, error)
    naming.sent(found, shown_as, gettext(naming.SUGGESTED))
    if chosen.base != text.head:
        flash(
            gettext("The text changed while you were writing. Below you see how your words fit it.")
        )
    return redirect(_page_of(found, proposal), 303)


@bp.get("/documents/<document>/proposals/<proposal>")
@requires(Permission.CONTRIBUTION_READ)
def show(document: str, proposal: str) -> ResponseReturnValue:
    """Show a suggestion: what would change, why, the talk about it, and what came of it."""
    return render_template(
        "proposals/show.html", **proposal_page(pages.document(document), proposal)
    )


@bp.get("/documents/<document>/proposals/<proposal>/wording")
@requires(Permission.PROPOSAL_REVISE)
def edit(document: str, proposal: str) -> ResponseReturnValue:
    """Show the form for another wording of one's own suggestion."""
    found = pages.document(document)
    own = _own(found, proposal)
    rounds.open_for_reacting(requests.db(), found, on=requests.now().date())
    return render_template("proposals/edit.html", **rewording.page(found, own))


@bp.post("/documents/<document>/proposals/<proposal>/wording")
@requires(Permission.PROPOSAL_REVISE)
def update(document: str, proposal: str) -> ResponseReturnValue:
    """Show what would change, or keep the other wording."""
    if "show" not in request.form:
        return _reword(document=document, proposal=proposal)
    with requests.reading():
        found = pages.document(document)
        own = _own(found, proposal)
        try:
            page = rewording.page(found, own, typed=True)
        except Invalid as error:
            return forms.invalid("proposals/edit.html", error, **rewording.page(found, own))
        return render_template("proposals/edit.html", **page, typed=forms.typed())


@forms.once
def _reword(document: str, proposal: str) -> ResponseReturnValue:
    found = pages.document(document)
    own = _own(found, proposal)
    try:
        wanted, why = rewording.wanted(own)
        proposals.revise(
            requests.db(), own, wanted, why=why, by=requests.member(), at=requests.now()
        )
    except Invalid as error:
        page = rewording.page(found, own)
        return forms.invalid("proposals/edit.html", rewording.at_its_field(own, error), **page)
    flash(gettext("Your suggestion is changed. Your earlier words stay readable."), "good")
    return redirect(_page_of(found, own), 303)


def writing_page(
    document: Document, text: Text, chosen: Chosen | None, redline: Any = None
) -> dict[str, Any]:
    """Return what the pages for choosing blocks and writing other words show."""
    around = pages.around(document, text.language, section=text.section.key)
    number = pages.number_of_current(around["sections"]) or ""
    return {
        **around,
        "text": text,
        "key": text.section.key,
        "number": number,
        "chosen": chosen,
        "selected": None,
        "readers": chosen_blocks.for_readers(text, chosen) if chosen else None,
        "here": _page_for(document, text, chosen) if chosen else "",
        "place": chosen_blocks.lasting_place(requests.db(), text, chosen) if chosen else "",
        "rows": chosen_blocks.to_choose_from(text) if chosen is None else [],
        "redline": redline,
        "sentences_of": in_words.sentences,
    }


def _page_for(document: Document, text: Text, chosen: Chosen) -> str:
    """Return the page for writing other words for some blocks, as they are in their revision."""
    last = chosen.first + chosen.count - 1
    where = {"first": chosen.first, "last": last} if chosen.count else {"place": chosen.first}
    keys = {"document": document.key, "language": text.language, "section": text.section.key}
    return url_for("proposals.new", **keys, **where, base=chosen.base)


def _text(document: Document, language: str, section: str) -> Text:
    text = sections.find_text(requests.db(), document, section, language)
    require(requests.viewer(), Permission.PROPOSAL_SUBMIT, text)
    return text


def _own(document: Document, proposal_id: str) -> Proposal:
    """Return a proposal the viewer may still reword."""
    own = proposals.get(requests.db(), document, proposal_id, viewer=requests.viewer())
    require(requests.viewer(), Permission.PROPOSAL_REVISE, own)
    contributions.ensure_open(own.contribution)
    return own


def _typed(text: Text) -> tuple[Chosen, str]:
    """Return what a form is about, and what was typed in it."""
    typed = forms.text("words", limit=forms.SECTION, required=False)
    return chosen_blocks.sent(requests.db(), text), typed


def _again(document: Document, text: Text, error: Invalid) -> ResponseReturnValue:
    """Show the form again with what was typed, or the blocks where it fits none."""
    try:
        chosen = chosen_blocks.sent(requests.db(), text)
    except Invalid:
        chosen = None
    page = writing_page(document, text, chosen)
    return forms.invalid("proposals/new.html", error.renamed(after="words"), **page)


def _page_of(document: Document, proposal: Proposal) -> str:
    return url_for("proposals.show", document=document.key, proposal=proposal.id)
