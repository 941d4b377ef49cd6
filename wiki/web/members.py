"""Who has which role on a document: for the lead and administrators to look up and change."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import members
from wiki.domain.invitations import document_to_invite_for
from wiki.domain.members import Member
from wiki.domain.permissions import Permission, can
from wiki.errors import Invalid
from wiki.models import FOREMOST, Account, Document, Role
from wiki.web import forms, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("members", __name__)

LONGEST = 80
"""How many characters of a name are looked for."""


@bp.get("/documents/<document>/members")
@requires(Permission.MEMBER_INVITE)
def index(document: str) -> ResponseReturnValue:
    """List who has a role on a document, by name."""
    found, by = _document(document), requests.member()
    named, after = _asked("q"), _asked("after")
    page = members.listed(requests.db(), found, named=named, after=after, by=by)
    following = {"document": found.key, "after": page.last} | ({"q": named} if named else {})
    return render_template(
        "members/index.html",
        members=page.members,
        named=named,
        is_first=not after,
        following=url_for("members.index", **following) if page.last else "",
        **_around(found),
    )


@bp.get("/documents/<document>/members/<member>")
@requires(Permission.MEMBER_INVITE)
def edit(document: str, member: str) -> ResponseReturnValue:
    """Show the roles of one person, to change."""
    found = _document(document)
    one = members.get(requests.db(), found, member, by=requests.member())
    return render_template("members/edit.html", **_page(found, one))


@bp.post("/documents/<document>/members/<member>")
@requires(Permission.MEMBER_INVITE)
@forms.once
def update(document: str, member: str) -> ResponseReturnValue:
    """Give and end roles, by what differs from what the page showed."""
    found, db, by = _document(document), requests.db(), requests.member()
    one = members.get(db, found, member, by=by)
    account = db.get_one(Account, one.id)
    chosen = None
    try:
        chosen, shown = _ticked("roles"), _ticked("held")
        if not chosen:
            raise Invalid("roles", "role_needed")
        give, end = chosen - shown, shown - chosen
        at = requests.now()
        changed = members.change(db, found, account, give=give, end=end, by=by, at=at)
    except Invalid as error:
        return forms.invalid("members/edit.html", error, **_page(found, one, chosen=chosen))
    return _done(found, one, changed=changed)


@bp.post("/documents/<document>/members/<member>/end")
@requires(Permission.MEMBER_INVITE)
@forms.once
def destroy(document: str, member: str) -> ResponseReturnValue:
    """End all roles of a person; who has none any more is no error."""
    found, db, by = _document(document), requests.db(), requests.member()
    one = members.get(db, found, member, by=by)
    try:
        changed = members.end_all(db, found, one.id, by=by, at=requests.now())
    except Invalid as error:
        return forms.invalid("members/edit.html", error, **_page(found, one))
    return _done(found, one, changed=changed)


def _asked(name: str) -> str:
    """Return what the address asks for, without the characters that nobody can type."""
    return "".join(filter(str.isprintable, request.args.get(name, "")))[:LONGEST].strip()


def _ticked(name: str) -> set[Role]:
    """Return the roles of a name in a form; Invalid where one is none."""
    try:
        return {Role(word) for word in request.form.getlist(name)}
    except ValueError:
        raise Invalid("roles", "not_a_choice") from None


def _document(key: str) -> Document:
    return document_to_invite_for(requests.db(), key, by=requests.member())


def _done(document: Document, one: Member, *, changed: bool) -> ResponseReturnValue:
    """Tell what was done and lead to the members, or to where somebody may come who left."""
    if changed:
        told = requests.settings().sends_mail and one.has_mail
        flash(
            gettext("Saved. %(name)s is told by mail.", name=one.name)
            if told and one.id != requests.member().id
            else gettext("Saved. It holds from now on."),
            "good",
        )
    if not can(requests.member(), Permission.MEMBER_INVITE, document):
        return redirect(url_for("documents.index"), 303)
    return redirect(url_for("members.index", document=document.key), 303)


def _page(document: Document, one: Member, *, chosen: set[Role] | None = None) -> dict[str, Any]:
    return {
        "member": one,
        "every": FOREMOST,
        "chosen": [role.value for role in (one.roles if chosen is None else chosen)],
        **_around(document),
    }


def _around(document: Document) -> dict[str, Any]:
    return {"document": document, "text_language": pages.language_of(document)}
