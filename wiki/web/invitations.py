"""Inviting people to a document, and what they find behind the link.

Opening the link changes nothing; a button accepts. Somebody new chooses a name and, where
they could not sign in by mail, a password; somebody signed in just gets the role.
"""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wiki.domain import accounts, attempts, invitations, passwords
from wiki.domain.invitations import State
from wiki.domain.permissions import Permission
from wiki.errors import Invalid, NotFound, TooMany
from wiki.i18n import LANGUAGES
from wiki.models import Document, Invitation, Role
from wiki.web import forms, languages, letters, qr_codes, requests, sign_ins
from wiki.web.access import public, requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext, language

bp = Blueprint("invitations", __name__)

ACT = "mailed_invitation"
A_DAY = 200
"""How many invitations somebody can have mailed in a day, to whatever addresses they type."""


@bp.get("/documents/<document>/invitations")
@requires(Permission.MEMBER_INVITE)
def index(document: str) -> ResponseReturnValue:
    """Show the open invitations to a document, and the form for another one."""
    return render_template("invitations/index.html", **_invitations(document))


@bp.post("/documents/<document>/invitations")
@requires(Permission.MEMBER_INVITE)
def create(document: str) -> ResponseReturnValue:
    """Make an invitation and show its link, this once; the same form again shows the same link.

    Where that link no longer works, it says so and makes no other.
    """
    db, by = requests.db(), requests.member()
    found = invitations.document_to_invite_for(db, document, by=by)
    try:
        role, email, spoken = _asked()
        if email and requests.settings().sends_mail:
            return _mailed(found, role, email, spoken)
        return _linked(found, role, email, spoken)
    except Invalid as error:
        return forms.invalid("invitations/index.html", error, **_invitations(document))


@bp.post("/documents/<document>/invitations/<number>/withdrawal")
@requires(Permission.MEMBER_INVITE)
def destroy(document: str, number: str) -> ResponseReturnValue:
    """Take an invitation back."""
    db, by = requests.db(), requests.member()
    found = invitations.document_to_invite_for(db, document, by=by)
    invitations.withdraw(db, found, number, by=by, at=requests.now())
    flash(gettext("The invitation no longer works."), "good")
    return redirect(url_for("invitations.index", document=document), 303)


@bp.get("/invitations/<secret>")
@public
def show(secret: str) -> ResponseReturnValue:
    """Show what an invitation is for, and how to accept it."""
    return _page(requests.db(), secret)


@bp.post("/invitations/<secret>/account")
@public
def create_account(secret: str) -> ResponseReturnValue:
    """Accept an invitation as somebody new."""
    try:
        with forms.gathering():
            name, email = forms.line("name"), _address(secret)
            typed = forms.password("password") if _asks_password(secret) else ""
        password = passwords.choose(typed, about=(name, email)) if typed else None
        with requests.writing() as db:
            if forms.claim(db) is not None:
                return redirect(url_for("documents.index"), 303)
            invitation = invitations.get(db, secret)
            account = invitations.accept_as_new(
                db, invitation, name=name, email=email, password=password, at=requests.now()
            )
            if languages.is_chosen():
                accounts.set_language(account, languages.language())
            entered = sign_ins.begin(db, account)
    except Invalid as error:
        return _page(requests.db(), secret, error)
    return sign_ins.enter(account, entered)


@bp.post("/invitations/<secret>/membership")
@requires(Permission.OWN_ACCOUNT)
@forms.once
def create_membership(secret: str) -> ResponseReturnValue:
    """Accept an invitation with the account that is signed in."""
    db = requests.db()
    invitation = invitations.get(db, secret)
    invitations.accept(db, invitation, by=requests.member(), at=requests.now())
    flash(gettext("Welcome. You can take part now."), "good")
    return redirect(url_for("documents.index"), 303)


@bp.post("/invitations/<secret>/password")
@public
def update_password(secret: str) -> ResponseReturnValue:
    """Choose the password of the account that the link belongs to."""
    try:
        with requests.reading() as db:
            account = invitations.account_of(db, invitations.get(db, secret))
            about = (account.display_name, account.email or "")
        password = passwords.choose(forms.password("password"), about=about)
        with requests.writing() as db:
            if forms.claim(db) is not None:
                return redirect(url_for("documents.index"), 303)
            invitation = invitations.get(db, secret)
            account = invitations.choose_password(db, invitation, password, at=requests.now())
            entered = sign_ins.begin(db, account)
    except Invalid as error:
        return _page(requests.db(), secret, error)
    return sign_ins.enter(account, entered)


def _asked() -> tuple[Role, str, str]:
    """Return the role, address (empty for none) and language that the form asks for."""
    with forms.gathering():
        role = forms.choice("role", Role)
        spoken = forms.one_of("language", LANGUAGES)
        email = forms.line("email", limit=254, required=False)
        email = accounts.fit_email(email) if email else ""
    return role, email, spoken


def _linked(document: Document, role: Role, email: str, spoken: str) -> ResponseReturnValue:
    """Make an invitation and show its link; the same form again shows the same one."""
    db, by, at = requests.db(), requests.member(), requests.now()
    secret, here = forms.own_secret(), url_for("invitations.index", document=document.key)
    earlier = forms.claim(db)
    if earlier is None:
        invitations.create(
            db, document, role, email=email, language=spoken, by=by, at=at, secret=secret
        )
        forms.settle(db, here)
    elif not _works(secret):
        flash(gettext("The link of this form no longer works. Fill it in again for another one."))
        return redirect(earlier, 303)
    return _with_link(document.key, secret)


def _mailed(document: Document, role: Role, email: str, spoken: str) -> ResponseReturnValue:
    """Have an invitation mailed, once however often the form is sent.

    Refuses with Invalid whoever had too many mailed today.
    """
    db, here = requests.db(), url_for("invitations.index", document=document.key)
    by, key, at = requests.member(), requests.settings().secret_key, requests.now()
    if forms.claim(db) is None:
        try:
            attempts.count(db, ACT, {by.id: A_DAY}, key=key, at=at, within=attempts.A_DAY)
        except TooMany:
            raise Invalid("email", "too_many_invitations", most=A_DAY) from None
        invitations.mail(db, document, role, email=email, language=spoken, by=by, key=key, at=at)
        forms.settle(db, here)
        flash(gettext("The invitation goes to %(email)s by mail.", email=email), "good")
    return redirect(here, 303)


def _with_link(document: str, secret: str) -> ResponseReturnValue:
    """Return the page with a new link, as text and as a QR code to hand over.

    Going back or forward does not show it once more.
    """
    db = requests.db()
    link = letters.absolute(url_for("invitations.show", secret=secret))
    found = invitations.document_to_invite_for(db, document, by=requests.member())
    words = letters.as_text(letters.invitation(invitations.get(db, secret), secret, found))
    shown = {"link": link, "words": words, "picture": qr_codes.picture(link)}
    page = _invitations(document) | shown
    response = make_response(render_template("invitations/index.html", **page))
    response.headers["Cache-Control"] = "no-store"
    return response


def _asks_password(secret: str) -> bool:
    """Tell whether a password is to be read: one was typed, or there is no other way in later."""
    with requests.reading() as db:
        optional = _may_sign_in_by_mail(invitations.get(db, secret))
    return not optional or bool(request.form.get("password"))


def _may_sign_in_by_mail(invitation: Invitation) -> bool:
    found = requests.settings()
    return found.sends_mail and invitations.came_by_mail(invitation, key=found.secret_key)


def _works(secret: str) -> bool:
    """Tell whether there is an invitation of this secret that can still be accepted."""
    try:
        invitation = invitations.get(requests.db(), secret)
    except NotFound:
        return False
    return invitations.state(invitation, at=requests.now()) is State.OPEN


def _page(db: Session, secret: str, *errors: Invalid) -> ResponseReturnValue:
    """Return the page behind a link: to accept, or to hear that it no longer works."""
    invitation = invitations.get(db, secret)
    if not languages.is_chosen():
        languages.speak(invitation.language)
    state = invitations.state(invitation, at=requests.now())
    if state is not State.OPEN:
        return render_template("invitations/over.html", state=state), 410
    if invitation.document is None:
        account = invitations.account_of(db, invitation)
        return _shown("invitations/password.html", *errors, secret=secret, account=account)
    shown = {
        "secret": secret,
        "invitation": invitation,
        "title": _title(invitation),
        "by_mail": _may_sign_in_by_mail(invitation),
    }
    return _shown("invitations/show.html", *errors, **shown)


def _shown(template: str, *errors: Invalid, **context: object) -> ResponseReturnValue:
    context |= {"shortest": passwords.SHORTEST}
    if errors:
        return forms.invalid(template, *errors, **context)
    return render_template(template, **context)


def _title(invitation: Invitation) -> str:
    return invitation.document.title_in(language()) if invitation.document else ""


def _address(secret: str) -> str:
    """Return the address of the new account: the invited one, or the one typed."""
    with requests.reading() as db:
        invited = invitations.get(db, secret).email
    return invited or accounts.fit_email(forms.line("email", limit=254))


def _invitations(key: str) -> dict[str, object]:
    db, by = requests.db(), requests.member()
    document = invitations.document_to_invite_for(db, key, by=by)
    waiting = invitations.open_for(db, document, by=by, at=requests.now())
    title = document.title_in(language())
    return {
        "document": document,
        "title": title,
        "waiting": waiting,
        "troubles": invitations.troubles(db, waiting),
        "roles": Role,
        "link": "",
    }
