"""Every component in all its states, on one page: to look at, not to use. Only a demo has it."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue
from jinja2 import Environment

from wiki.models import Outcome, Role
from wiki.text import beside, diff
from wiki.web import forms, present
from wiki.web.access import public
from wiki.web.addresses import url_for
from wiki.web.languages import gettext
from wiki.web.naming import Naming
from wiki.web.speakers import in_role

bp = Blueprint("showcase", __name__)

FOLDER = "components/"
BEFORE = (
    "We greet everyone in the morning.\n\nWe listen.\n\nWe ask.\n\nWe speak up when we see it.\n"
)
AFTER = "We greet everyone.\n\nWe listen.\n\nWe ask.\n\nWe say something when we see it.\n"
LONG = "Arbeidsomstandighedenadviescommissievergadering van de vertrouwenspersonenorganisatie"
"""Words as long as Dutch ones can be."""


@bp.get("/components")
@public
def show() -> ResponseReturnValue:
    """Show every component."""
    return render_template("showcase/show.html", components=_components(), **_samples())


@bp.post("/components")
@public
def create() -> ResponseReturnValue:
    """Lead back from a form of the page, which does nothing."""
    return redirect(url_for("showcase.show"), 303)


def _components() -> list[dict[str, str]]:
    """Return the name of each file of components, and how it says to call what is in it."""
    jinja = present.app().jinja_env
    names = sorted(name for name in jinja.list_templates() if name.startswith(FOLDER))
    return [
        {"name": name.removeprefix(FOLDER).removesuffix(".html"), "about": _about(jinja, name)}
        for name in names
    ]


def _about(jinja: Environment, name: str) -> str:
    """Return the comment that a file begins with."""
    loader = jinja.loader
    source = loader.get_source(jinja, name)[0] if loader else ""
    return source.partition("{#-")[2].partition("-#}")[0].strip()


def _samples() -> dict[str, Any]:
    pieces = diff.words(BEFORE, AFTER)
    sheets = diff.sheets(diff.fold(pieces))
    return {
        "long": LONG,
        "wrong": forms.Message(gettext("Please fill this in.")),
        "errors": {"words-sample": forms.Message(gettext("Please fill this in."))},
        "changed": diff.shown_changes(pieces)[0],
        "sheets": sheets,
        "rows": beside.rows(sheets),
        "outcomes": [None, *Outcome],
        "naming": Naming("Noor Haddad", in_role(Role.PARTICIPANT), "members", "name"),
        "long_naming": Naming(LONG, in_role(Role.COUNCIL_READER), "public", "role"),
        "somebody": SimpleNamespace(id="sample"),
    }
