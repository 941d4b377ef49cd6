"""Who contributed which words of a text, as everyone sees it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import histories, sections
from wiki.domain.permissions import Permission
from wiki.web import pages, requests
from wiki.web.access import requires

bp = Blueprint("credits", __name__)


@bp.get("/documents/<document>/<language>/sections/<section>/credits")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str, section: str) -> ResponseReturnValue:
    """Show the newest text in stretches, each with the revision that brought it."""
    found = pages.document(document, language)
    text = sections.find_text(requests.db(), found, section, language)
    return render_template(
        "credits/show.html",
        text=text,
        key=section,
        credits=histories.credits_of(requests.db(), text),
        **pages.around(found, language, section=section),
    )
