"""Signing in and out.

A wrong address and a wrong password look and take the same. Guessing is limited per address and
network; a browser that signed in before counts by itself, so that nobody else's guesses can keep
its owner out.
"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, flash, make_response, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user, logout_user
from sqlalchemy.orm import Session

from wiki.domain import accounts, attempts, sign_ins
from wiki.errors import Invalid
from wiki.models import Account, Theme
from wiki.web import forms, known_browsers, languages, preferences, requests
from wiki.web.access import public
from wiki.web.addresses import safe_next, url_for
from wiki.web.languages import gettext, later

bp = Blueprint("sign_ins", __name__)

ACT = "sign_in"

PASSWORD_CHANGED = later("Your password is changed. You are signed out on other devices.")


@bp.get("/sign-in")
@public
def new() -> ResponseReturnValue:
    """Show the form to sign in."""
    return page()


@bp.post("/sign-in")
@public
def create() -> ResponseReturnValue:
    """Sign somebody in and go on where they were."""
    try:
        with forms.gathering():
            email, password = forms.line("email", limit=254), forms.password("password")
    except Invalid as error:
        return page(error)
    with requests.reading() as db:
        account = accounts.find_by_email(db, email)
    if not knows_password(account, password, email=accounts.normal(email)):
        return page(Invalid("password", "wrong_password"))
    with requests.writing() as db:
        entering = db.get_one(Account, cast(Account, account).id)
        accounts.refresh_password(entering, password)
        secret = begin(db, entering)
    return enter(entering, secret)


@bp.post("/sign-out")
@public
def destroy() -> ResponseReturnValue:
    """Sign this browser out, and have it forget what pages kept on it."""
    secret = current_user.get_id()
    if secret:
        sign_ins.end(requests.db(), secret)
    return forget_browser(told=gettext("You are signed out."))


def begin(db: Session, account: Account) -> str:
    """Begin a sign-in of an account, in the transaction of what opens it; return its secret."""
    return sign_ins.begin(db, account, on=requests.now().date())


def enter(
    account: Account, secret: str, *, onward: str = "", told: str = ""
) -> ResponseReturnValue:
    """Give this browser the secret of a sign-in that was kept, and go on to the next page.

    `told` is what that page tells.
    """
    reading = languages.language()  # once somebody is signed in, it is the account's
    session.clear()  # nothing known before, the CSRF token included, holds afterwards
    session.permanent = True
    login_user(requests.Visitor(secret), force=True)
    session.pop("_id", None)  # a fingerprint of the browser that we have no use for
    spoken = languages.of_entering(account)
    languages.speak(spoken)
    going = onward or request.form.get("next", "")
    if spoken != reading and f"/{reading}/" not in f"{going}/":
        flash(
            gettext(
                "You read on in English, the language of your account. "
                "The other one is at the top of each page."
            )
        )
    if told:
        flash(gettext(told), "good")
    response = make_response(redirect(onward, 303) if onward else _onward())
    languages.keep(response, spoken, account)
    if account.theme is not Theme.SYSTEM:
        preferences.show_in(response, account.theme)
    known_browsers.remember(response, account)
    return response


def forget_browser(*, told: str = "") -> ResponseReturnValue:
    """Have this browser forget the sign-in, and what pages kept on it; the next page tells so."""
    logout_user()
    session.clear()
    if told:
        flash(told, "good")
    response = make_response(redirect(url_for("sign_ins.new"), 303))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def knows_password(account: Account | None, password: str, *, email: str = "") -> bool:
    """Tell whether a password opens an account, counting the try; raises TooMany."""
    key, at = requests.settings().secret_key, requests.now()
    limits = known_browsers.limits(account, account.email or "" if account else email)
    with requests.writing() as db:
        attempts.count(db, ACT, limits, key=key, at=at)
    if not accounts.may_enter(account, password, at_machine=requests.is_at_machine()):
        return False
    with requests.writing() as db:
        attempts.forgive(db, ACT, limits, key=key, at=at)
    return True


def _onward() -> ResponseReturnValue:
    """Lead to the next page, or offer the form that waited for the sign-in."""
    again = waiting_form()
    if again is not None:
        return render_template("sign_ins/welcome_back.html", again=again)
    return redirect(safe_next(request.form.get("next", "")) or url_for("documents.index"), 303)


def secret_here() -> str:
    """Return the secret of the sign-in that this browser holds."""
    return str(current_user.get_id() or "")


def waiting_form() -> dict[str, object] | None:
    """Return the form that was sent signed out: its address, and its fields by kind."""
    action = safe_next(request.form.get(f"{forms.KEPT}action", ""))
    if not action:
        return None
    return {"action": action, "words": _kept("words."), "unseen": _kept("unseen.")}


def _kept(kind: str) -> list[tuple[str, str]]:
    """Return the fields of one kind of the form that waits, by the names they have there."""
    start = f"{forms.KEPT}{kind}"
    sent = forms.sent()
    return [(name.removeprefix(start), words) for name, words in sent if name.startswith(start)]


def page(*errors: Invalid) -> ResponseReturnValue:
    """Return the page to sign in, also with a form that waits for that."""
    again = waiting_form() if request.method == "POST" else None
    going = request.values.get("next", "")
    following = safe_next(going) or ""
    if errors:
        return forms.invalid("sign_ins/new.html", *errors, again=again, following=following)
    return render_template("sign_ins/new.html", again=again, following=following)
