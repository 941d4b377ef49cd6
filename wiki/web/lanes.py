"""Suggestions about the same passage, side by side as one question."""

from __future__ import annotations

from string import ascii_uppercase
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import blocks, edit_places, lanes, proposals, redlines, sections
from wiki.domain.lanes import Lane, Rival
from wiki.domain.permissions import Permission
from wiki.models import Document, Edit, Proposal, Text
from wiki.web import in_words, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.places import edit_place

bp = Blueprint("lanes", __name__)


@bp.get("/documents/<document>/<language>/sections/<section>/lanes")
@requires(Permission.DOCUMENT_READ)
def index(document: str, language: str, section: str) -> ResponseReturnValue:
    """List the passages of a section that somebody suggests other words for."""
    found = pages.document(document, language)
    text = sections.find_text(requests.db(), found, section, language)
    around = pages.around(found, language, section=section)
    number = pages.number_of_current(around["sections"])
    listed = lanes.of_text(requests.db(), text, viewer=requests.viewer())
    return render_template(
        "lanes/index.html",
        **around,
        text=text,
        key=section,
        lanes=[_row(lane, text, number) for lane in listed],
    )


@bp.get("/documents/<document>/<language>/sections/<section>/lanes/<lane>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, section: str, lane: str) -> ResponseReturnValue:
    """Show all wordings of a passage side by side; leads to the list where none is open there."""
    db, viewer = requests.db(), requests.viewer()
    found = pages.document(document, language)
    text = sections.find_text(db, found, section, language)
    listed = lanes.of_text(db, text, viewer=viewer)
    ids = [block.id for block in text.blocks]
    one = lanes.at(listed, lane, ids)
    if one is None:
        return redirect(
            url_for("lanes.index", document=found.key, language=language, section=section), 303
        )
    around = pages.around(found, language, section=section)
    return render_template(
        "lanes/show.html",
        **around,
        text=text,
        key=section,
        place=place_of(one, text, pages.number_of_current(around["sections"])),
        here=address(found, text, one),
        now=redlines.rendered(lanes.words_now(text, one)),
        rivals=[
            _rival(rival, at, text)
            for at, rival in enumerate(lanes.rivals(db, text, one, viewer=viewer))
        ],
        together=url_for(
            "batches.new",
            document=found.key,
            proposal=tuple(proposal.id for proposal in one.proposals),
        ),
    )


def address(document: Document, text: Text, lane: Lane) -> str:
    """Return the page of a lane; it lasts as long as the block does."""
    return url_for(
        "lanes.show",
        document=document.key,
        language=text.language,
        section=text.section.key,
        lane=lane.key,
    )


def beside_rivals(proposal: Proposal) -> str:
    """Return where an open suggestion stands beside its rivals; empty where it has none."""
    texts = {edit.text_id: edit.text for edit in proposals.current(proposal).edits if edit.text}
    for text in texts.values():
        for lane in lanes.of_text(requests.db(), text, viewer=requests.viewer()):
            listed = {one.id for one in lane.proposals}
            if proposal.id in listed and len(listed) > 1:
                return address(text.section.document, text, lane)
    return ""


def letter(place: int) -> str:
    """Return what a wording is called among its rivals, by its place counted from 0."""
    return ascii_uppercase[place] if place < len(ascii_uppercase) else str(place + 1)


def _row(lane: Lane, text: Text, number: int | None) -> dict[str, Any]:
    return {
        "place": place_of(lane, text, number),
        "href": address(text.section.document, text, lane),
        "wordings": [
            {
                "letter": letter(at),
                "contribution": edit.wording.proposal.contribution,
                "words": in_words.shortened(" ".join(_sentences(edit, text.language))),
            }
            for at, edit in enumerate(lane.edits)
        ],
    }


def _sentences(edit: Edit, language: str) -> list[str]:
    return in_words.sentences(redlines.stored(edit, language=language), words_first=True)


def _rival(rival: Rival, at: int, text: Text) -> dict[str, Any]:
    """Return what the page shows of one wording, against the words of now where that can be."""
    now, language = rival.now, text.language
    if now.wanted is None:
        redline, state = redlines.stored(rival.edit, language=language), "conflict"
    elif now.wanted == now.now:
        redline, state = redlines.stored(rival.edit, language=language), "done"
    else:
        redline, state = redlines.compared(now.now, now.wanted, language=language), ""
    return {
        "letter": letter(at),
        "proposal": rival.proposal,
        "contribution": rival.proposal.contribution,
        "wording": rival.edit.wording,
        "redline": redline,
        "state": state,
        "comments": rival.comments,
        "asked": rival.asked,
        "backing": rival.backing,
    }


def place_of(lane: Lane, text: Text, number: int | None) -> str:
    """Return which paragraphs a lane is about, as they are numbered now."""
    return edit_place(edit_places.of(blocks.split(text.source), lane.first, lane.count), number)
