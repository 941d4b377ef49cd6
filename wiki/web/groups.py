"""Focus groups: read of by everyone who may read the document, described by the lead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import groups
from wiki.domain.groups import Description
from wiki.domain.permissions import Permission
from wiki.errors import Invalid, Stale
from wiki.models import Account, Document, Group
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("groups", __name__)

LONGEST_NAME = 80
LONGEST_PURPOSE = 1_000


@bp.app_template_global()
def facilitators_of(group: Group) -> Sequence[Account]:
    """Return who leads the talks of a group, by name."""
    return groups.facilitators_of(group)


@bp.get("/documents/<document>/groups")
@requires(Permission.DOCUMENT_READ)
def index(document: str) -> ResponseReturnValue:
    """List the focus groups of a document by name."""
    found = pages.document(document)
    listed = groups.listed(requests.db(), found, viewer=requests.viewer())
    language = pages.language_of(found)
    by_name = sorted(listed, key=lambda one: (one.name_in(language).lower(), one.id))
    return render_template("groups/index.html", listed=by_name, **_page(found))


@bp.get("/documents/<document>/groups/new")
@requires(Permission.GROUP_MAKE)
def new(document: str) -> ResponseReturnValue:
    """Ask what a new group is called, what it is for and who leads its talks."""
    return render_template("groups/new.html", **_to_describe(_led(document)))


@bp.post("/documents/<document>/groups")
@requires(Permission.GROUP_MAKE)
@forms.once
def create(document: str) -> ResponseReturnValue:
    """Make a focus group."""
    found = _led(document)
    try:
        said = _described(found)
        made = groups.make(requests.db(), found, said, by=requests.member(), at=requests.now())
    except Invalid as error:
        return forms.invalid("groups/new.html", error, **_to_describe(found))
    return _done(made, gettext("The focus group is made."))


@bp.get("/documents/<document>/groups/<group>")
@requires(Permission.DOCUMENT_READ)
def show(document: str, group: str) -> ResponseReturnValue:
    """Show what a group is for, who leads its talks and how to join."""
    found = of_document(pages.document(document), group)
    return render_template("groups/show.html", group=found, **_page(found.document))


@bp.get("/documents/<document>/groups/<group>/description")
@requires(Permission.GROUP_MAKE)
def edit(document: str, group: str) -> ResponseReturnValue:
    """Ask what to say of a group instead."""
    led = _led(document)
    return render_template("groups/edit.html", **_to_describe(led, of_document(led, group)))


@bp.post("/documents/<document>/groups/<group>/description")
@requires(Permission.GROUP_MAKE)
@forms.once
def update(document: str, group: str) -> ResponseReturnValue:
    """Describe a group otherwise, or name others to lead its talks."""
    led = _led(document)
    found, seen = of_document(led, group), request.form.get("seen", "")
    by, at = requests.member(), requests.now()
    try:
        groups.change(requests.db(), found, _described(led), seen=seen, by=by, at=at)
    except Invalid as error:
        return forms.invalid("groups/edit.html", error, **_to_describe(led, found))
    except Stale as stale:
        changed = Invalid(forms.PAGE, stale.key)
        page = _to_describe(led, found, changed_meanwhile=True)
        return forms.invalid("groups/edit.html", changed, **page)
    return _done(found, gettext("Saved. It holds from now on."))


def of_document(document: Document, group: str) -> Group:
    """Return a group of a document that the viewer may read, or refuse with NotFound."""
    return groups.get(requests.db(), document, group, viewer=requests.viewer())


def _led(document: str) -> Document:
    return pages.document(document, needs=Permission.GROUP_MAKE)


def _described(document: Document) -> Description:
    """Return what the form says of a group; refuses with Invalid."""
    with forms.gathering():
        names = {
            code: forms.line(f"name_{code}", limit=LONGEST_NAME) for code in document.languages
        }
        purposes = {
            code: forms.text(f"words_{code}", limit=LONGEST_PURPOSE) for code in document.languages
        }
        contact = forms.line("contact")
        facilitators = request.form.getlist("facilitators")
        if not facilitators:
            forms.refused(Invalid("facilitators", "facilitator_needed"), None)
    return Description(names, purposes, contact, facilitators)


def _done(group: Group, said: str) -> ResponseReturnValue:
    flash(said, "good")
    where = {"document": group.document.key, "group": group.id}
    return redirect(url_for("groups.show", **where), 303)


def _page(document: Document) -> dict[str, Any]:
    return {"document": document, "text_language": pages.language_of(document)}


def _to_describe(
    document: Document, group: Group | None = None, *, changed_meanwhile: bool = False
) -> dict[str, Any]:
    who_may = groups.who_may_facilitate(requests.db(), document, by=requests.member())
    return {
        "group": group,
        "seen": groups.state(group) if group else "",
        "who_may": [{"value": one.id, "label": one.display_name} for one in who_may],
        "ticked": _ticked(group),
        "changed_meanwhile": changed_meanwhile,
        **_page(document),
    }


def _ticked(group: Group | None) -> list[str]:
    """Return the ids of those ticked in what was sent, else of those who lead the talks now."""
    if request.method == "POST":
        return request.form.getlist("facilitators")
    return [one.account_id for one in group.facilitators] if group else []
