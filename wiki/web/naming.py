"""As whom somebody is shown: for those who could read when the form was shown, and no others.

What somebody chose last is ticked in their next form; it is kept in this browser until they sign
out, so that nobody gives away their name in an answer because they forgot to choose again.
"""

from __future__ import annotations

from typing import NamedTuple

from flask import Flask, flash, request, session

from wiki.domain import documents
from wiki.errors import Invalid
from wiki.models import Document, Readers, ShownAs
from wiki.web import forms, requests
from wiki.web.languages import gettext, later
from wiki.web.speakers import in_role

KNOWN = {one.value: one for one in Readers}
FEWEST = Readers.GROUPS
LAST = "shown_as"
"""Where the session of this browser holds what was chosen last, unless that is the name."""


SUGGESTED = later(
    "Thank you. A moderator decides on your suggestion. "
    "You will see the outcome and the reason under My input."
)


class Naming(NamedTuple):
    """How the one who asks can be shown in a document, who can read it, and what they chose last.

    Plain words, so that pieces of pages can be known by them.
    """

    name: str
    role: str
    readers: str
    last: str


def init_app(app: Flask) -> None:
    """Give templates `naming_on(document)`."""
    app.jinja_env.globals["naming_on"] = naming_on


def naming_on(document: Document) -> Naming:
    """Return how the one who asks, who is signed in, can be shown in a document."""
    viewer = requests.viewer()
    if viewer is None:
        raise RuntimeError("only somebody who is signed in can be shown")
    role = in_role(viewer.foremost_role_on(document.id))
    last = ShownAs.ROLE if session.get(LAST) == ShownAs.ROLE else ShownAs.NAME
    return Naming(viewer.display_name, role, document.readers.value, last.value)


def shown_as(document: Document) -> ShownAs:
    """Return as whom the sender of a form is to be shown.

    Refuses with Invalid a name that more people would see than the form spoke of; one that does not
    say who could read spoke of the fewest.
    """
    chosen = forms.choice("shown_as", ShownAs)
    if chosen is ShownAs.NAME:
        now = documents.keep_readers(requests.db(), document)
        if documents.are_more(now, KNOWN.get(request.form.get("readers", ""), FEWEST)):
            return forms.refused(Invalid("shown_as", "more_can_read"), chosen)
    return chosen


def sent(document: Document, chosen: ShownAs, thanks: str) -> None:
    """Thank for what was sent, say how it is shown, and keep that for the next form."""
    if chosen is not ShownAs.ROLE:
        session.pop(LAST, None)
        flash(thanks, "good")
        return
    session[LAST] = chosen.value
    told = gettext(
        "It is shown as by %(role)s. Your name stands on no page, also not for moderators.",
        role=naming_on(document).role,
    )
    flash(f"{thanks} {told}", "good")
