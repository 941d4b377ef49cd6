"""One's own account: name, language and look, mail, password, and where one is signed in."""

from __future__ import annotations

from flask import Blueprint, flash, make_response, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import accounts, outbox, own_input, passwords, sign_ins
from wiki.domain.permissions import Permission, can
from wiki.errors import Invalid
from wiki.i18n import LANGUAGES
from wiki.models import Account, MailFrequency, Theme
from wiki.web import forms, languages, preferences, requests
from wiki.web import sign_ins as sign_in_pages
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("accounts", __name__)


@bp.get("/account")
@requires(Permission.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Show one's own account."""
    return render_template("accounts/show.html", **_own())


@bp.post("/account/name")
@requires(Permission.OWN_ACCOUNT)
@forms.once
def update_name() -> ResponseReturnValue:
    """Take another name."""
    by = requests.member()
    try:
        accounts.rename(requests.db(), by, forms.line("name"), by=by, at=requests.now())
    except Invalid as error:
        return forms.invalid("accounts/show.html", error, **_own())
    flash(gettext("From now on others see this name."), "good")
    return redirect(url_for("accounts.show"), 303)


@bp.post("/account/pages")
@requires(Permission.OWN_ACCOUNT)
def update_pages() -> ResponseReturnValue:
    """Choose the language and look of pages, here and where one signs in later."""
    try:
        with forms.gathering():
            spoken, theme = forms.one_of("language", LANGUAGES), forms.choice("theme", Theme)
    except Invalid as error:
        return forms.invalid("accounts/show.html", error, **_own())
    by = requests.member()
    accounts.set_language(by, spoken)
    accounts.set_theme(by, theme)
    languages.speak(spoken)
    flash(gettext("Pages are now as you chose."), "good")
    response = make_response(redirect(url_for("accounts.show"), 303))
    languages.keep(response, spoken, by)
    preferences.show_in(response, theme)
    return response


@bp.post("/account/mails")
@requires(Permission.OWN_ACCOUNT)
def update_mails() -> ResponseReturnValue:
    """Choose how often one gets mail about one's input."""
    try:
        chosen = forms.choice("mails", MailFrequency)
    except Invalid as error:
        return forms.invalid("accounts/show.html", error, **_own())
    accounts.set_mails(requests.member(), chosen)
    flash(
        gettext("You get mail as you chose.")
        if requests.settings().sends_mail
        else gettext("Saved. It holds as soon as this site sends mail."),
        "good",
    )
    return redirect(url_for("accounts.show"), 303)


@bp.post("/account/password")
@requires(Permission.OWN_ACCOUNT)
def update_password() -> ResponseReturnValue:
    """Take another password; every other browser is signed out."""
    try:
        with requests.reading():
            account = requests.member()
        with forms.gathering():
            present, new = forms.password("password"), forms.password("password_new")
        _require_present_password(account, present)
        about = (account.display_name, account.email or "")
        chosen = passwords.choose(new, field="password_new", about=about)
    except Invalid as error:
        return forms.invalid("accounts/show.html", error, **_own())
    with requests.writing() as db:
        account = requests.member()
        accounts.set_password(db, account, chosen, by=account, at=requests.now())
        secret = sign_in_pages.begin(db, account)
    told, onward = sign_in_pages.PASSWORD_CHANGED, url_for("accounts.show")
    return sign_in_pages.enter(account, secret, onward=onward, told=told)


@bp.post("/account/sign-ins/<number>/end")
@requires(Permission.OWN_ACCOUNT)
def destroy_sign_in(number: str) -> ResponseReturnValue:
    """Sign out on one device."""
    sign_ins.end_one(requests.db(), requests.member(), number)
    flash(gettext("You are signed out there."), "good")
    return redirect(url_for("accounts.show", _anchor="sign-ins"), 303)


@bp.post("/account/sign-ins/end-others")
@requires(Permission.OWN_ACCOUNT)
def destroy_other_sign_ins() -> ResponseReturnValue:
    """Sign out on every device but this one."""
    db, here = requests.db(), sign_in_pages.secret_here()
    sign_ins.end_others(db, requests.member(), but=here, at=requests.now())
    flash(gettext("From now on you are signed in on this device only."), "good")
    return redirect(url_for("accounts.show", _anchor="sign-ins"), 303)


@bp.post("/account/sign-out-everywhere")
@requires(Permission.OWN_ACCOUNT)
def destroy_sign_ins() -> ResponseReturnValue:
    """Sign out on every device, this one included."""
    sign_ins.end_all(requests.db(), requests.member(), at=requests.now())
    return sign_in_pages.forget_browser()


def _require_present_password(account: Account, given: str) -> None:
    """Refuse with Invalid somebody who does not know the password, limited like signing in."""
    if not sign_in_pages.knows_password(account, given):
        raise Invalid("password", "wrong_present_password")


def _own() -> dict[str, object]:
    db, by, today = requests.db(), requests.member(), requests.now().date()
    runs_the_site = by.is_administrator
    return {
        "account": by,
        "roles": [one for one in by.memberships if can(by, Permission.DOCUMENT_READ, one.document)],
        "input": own_input.counted(db, by),
        "sign_ins": sign_ins.listed(db, by, here=sign_in_pages.secret_here(), on=today),
        "shortest": passwords.SHORTEST,
        "troubles": outbox.troubles(db, at=requests.now()) if runs_the_site else None,
    }
