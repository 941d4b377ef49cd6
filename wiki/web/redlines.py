"""A redline while somebody types: nothing of it is stored, and no line of a log holds it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import redlines, sections
from wiki.domain.permissions import Permission, require
from wiki.domain.redlines import Redline
from wiki.models import Text
from wiki.web import chosen_blocks, forms, in_words, likenesses, pages, requests
from wiki.web.access import requires
from wiki.web.chosen_blocks import Chosen

bp = Blueprint("redlines", __name__)
bp.add_app_template_global(in_words.redline_note)


@bp.post("/documents/<document>/<language>/sections/<section>/redline")
@requires(Permission.PROPOSAL_SUBMIT)
def create(document: str, language: str, section: str) -> ResponseReturnValue:
    """Return the redline of what stands in a form, as a piece of a page."""
    with requests.reading() as db:
        found = pages.document(document, language)
        text = sections.find_text(db, found, section, language)
        require(requests.viewer(), Permission.PROPOSAL_SUBMIT, text)
        typed = forms.text("words", limit=forms.SECTION, required=False)
        chosen = chosen_blocks.sent(db, text)
        redline = of(chosen, text, typed)
        return render_template(
            "redlines/_live.html",
            redline=redline,
            likes=likenesses.of_typed(chosen, text, typed),
            sentences=in_words.sentences(redline),
            text_language=language,
        )


def of(chosen: Chosen, text: Text, typed: str) -> Redline:
    """Return what typed words change in the blocks they are for."""
    after = chosen.edit(text, typed).after
    return redlines.compared(chosen.words, after, language=text.language)
