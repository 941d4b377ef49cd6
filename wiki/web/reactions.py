"""Quick reactions to a paragraph: giving one, and taking it back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect
from flask.typing import ResponseReturnValue

from wiki.domain import reactions, sections
from wiki.domain.permissions import Permission, require
from wiki.models import Block, ReactionKind, Text
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext, later

bp = Blueprint("reactions", __name__)

WORDS: dict[ReactionKind, str] = {
    ReactionKind.AGREE: later("I agree"),
    ReactionKind.UNCLEAR: later("Unclear"),
    ReactionKind.MISSING: later("Something is missing"),
    ReactionKind.DISAGREE: later("I disagree"),
}


@bp.app_template_global()
def reaction_words(kind: ReactionKind) -> str:
    """Return what a quick reaction says."""
    return gettext(WORDS[kind])


@bp.app_template_global()
def reaction_kinds() -> tuple[ReactionKind, ...]:
    """Return the quick reactions in the order they are always shown in."""
    return tuple(ReactionKind)


@bp.post("/documents/<document>/<language>/sections/<section>/reactions")
@requires(Permission.REACTION_GIVE)
@forms.once
def create(document: str, language: str, section: str) -> ResponseReturnValue:
    """React to a paragraph, in place of an earlier reaction of one's own."""
    text = _text(document, language, section)
    with forms.gathering():
        seen = forms.number("seen", lowest=1)
        block = forms.line("block")
        kind = forms.choice("kind", ReactionKind)
    by, at = requests.member(), requests.now()
    reactions.give(requests.db(), text, block, kind, seen=seen, by=by, at=at)
    flash(gettext("Thank you. Others see how many reacted, not who."), "good")
    return redirect(_at_the_block(text, block), 303)


@bp.post("/documents/<document>/<language>/sections/<section>/reactions/end")
@requires(Permission.REACTION_GIVE)
@forms.once
def delete(document: str, language: str, section: str) -> ResponseReturnValue:
    """Take one's reaction to a paragraph back, while reading."""
    text, block = _text(document, language, section), forms.line("block")
    require(requests.viewer(), Permission.REACTION_GIVE, text)  # others have their list of them
    _take_back(text.id, block)
    return redirect(_at_the_block(text, block), 303)


@bp.post("/input/reactions/end")
@requires(Permission.OWN_ACCOUNT)
@forms.once
def delete_own() -> ResponseReturnValue:
    """Take one's reaction back from the list of them, also where the paragraph is gone."""
    _take_back(forms.line("text"), forms.line("block"))
    return redirect(url_for("contributions.mine"), 303)


def _take_back(text_id: str, block: str) -> None:
    reactions.take_back(requests.db(), text_id, block, by=requests.member(), at=requests.now())
    flash(gettext("Your reaction is taken back."), "good")


def _text(document: str, language: str, section: str) -> Text:
    found = pages.document(document, language)
    return sections.find_text(requests.db(), found, section, language)


def _at_the_block(text: Text, block_id: str) -> str:
    block = requests.db().get(Block, block_id)
    return url_for(
        "sections.show",
        document=text.section.document.key,
        language=text.language,
        section=text.section.key,
        _anchor=f"block-{block.position}" if block else None,
    )
