"""One's own account: the name others see, the password, and the browsers one is signed in on."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import accounts, passwords, sign_ins
from wiki.domain.permissions import Permission
from wiki.errors import Invalid
from wiki.models import Account
from wiki.web import forms, requests
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
    flash(gettext("Your password is changed. You are signed out on other devices."), "good")
    return sign_in_pages.start(account, onward=url_for("accounts.show"))


@bp.post("/account/sign-out-everywhere")
@requires(Permission.OWN_ACCOUNT)
def destroy_sign_ins() -> ResponseReturnValue:
    """Sign out on every device, this one included."""
    sign_ins.end_all(requests.db(), requests.member())
    return sign_in_pages.forget_browser()


def _require_present_password(account: Account, given: str) -> None:
    """Refuse with Invalid somebody who does not know the password, limited like signing in."""
    if not sign_in_pages.knows_password(account, given):
        raise Invalid("password", "wrong_present_password")


def _own() -> dict[str, object]:
    by = requests.member()
    count = sign_ins.count(requests.db(), by, on=requests.now().date())
    return {"account": by, "browsers": count, "shortest": passwords.SHORTEST}
