"""Leaving for good: what is erased and what stays, confirmed by password or by a mailed code."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import attempts, erasure, mailed_sign_ins
from wiki.domain.permissions import Permission
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import Account, MailedFor, MailedSignIn
from wiki.web import forms, messages, requests, sign_ins
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("erasures", __name__)

ACT = "mailed_erasure"
MAILS = 4
"""How many codes somebody can have mailed in a quarter of an hour."""


@bp.get("/account/erasure")
@requires(Permission.OWN_ACCOUNT)
def new() -> ResponseReturnValue:
    """Say what is erased and what stays, and ask for the password or offer a code."""
    return render_template("erasures/new.html", **_page())


@bp.post("/account/erasure")
@requires(Permission.OWN_ACCOUNT)
def create() -> ResponseReturnValue:
    """Erase somebody who knows the password."""
    try:
        password = forms.password("password")
        with requests.reading():
            account = requests.member()
        if not sign_ins.knows_password(account, password):
            raise Invalid("password", "wrong_present_password")
    except Invalid as error:
        return forms.invalid("erasures/new.html", error, **_page())
    with requests.writing() as db:
        own = requests.member()
        erasure.erase(db, own, by=own, at=requests.now())
    return _left()


@bp.post("/account/erasure-code")
@requires(Permission.OWN_ACCOUNT)
def create_code() -> ResponseReturnValue:
    """Have a code mailed, for those who have no password or forgot it."""
    db, own = requests.db(), requests.member()
    if not requests.settings().sends_mail or own.email is None:
        raise NotFound
    key, at = requests.settings().secret_key, requests.now()
    attempts.count(db, ACT, {own.id: MAILS}, key=key, at=at)
    asked = mailed_sign_ins.ask(db, own.email, purpose=MailedFor.ERASURE, key=key, at=at)
    return redirect(url_for("erasures.show", number=asked.id), 303)


@bp.get("/account/erasure-code/<number>")
@requires(Permission.OWN_ACCOUNT)
def show(number: str) -> ResponseReturnValue:
    """Ask for the code."""
    asked = mailed_sign_ins.get_for_erasure(requests.db(), number, by=requests.member())
    return render_template("erasures/show.html", **_code_page(asked))


@bp.post("/account/erasure-code/<number>")
@requires(Permission.OWN_ACCOUNT)
def update(number: str) -> ResponseReturnValue:
    """Erase somebody who has the code."""
    key, at = requests.settings().secret_key, requests.now()
    with requests.reading() as db:
        asked = mailed_sign_ins.get_for_erasure(db, number, by=requests.member())
    try:
        code = forms.line("code", limit=40)
        with requests.writing() as db:
            mailed_sign_ins.count_try(db, number)
        mailed_sign_ins.require_right(asked, code, key=key, at=at)
        with requests.writing() as db:
            own = mailed_sign_ins.use(db, asked, at=at)
            erasure.erase(db, own, by=requests.member(), at=at)
    except Invalid as error:
        return forms.invalid("erasures/show.html", error, **_code_page(asked))
    except Stale as error:
        flash(messages.worded(error), "attention")
        return redirect(url_for("erasures.new"), 303)
    return _left()


def _left() -> ResponseReturnValue:
    """Have this browser forget everything, and say that it is done."""
    response = sign_ins.forget_browser()
    flash(gettext("Your account is erased. Thank you for what you brought in."), "good")
    return response


def _page() -> dict[str, object]:
    own: Account = requests.member()
    return {"account": own, "hindrances": erasure.hindrances(requests.db(), own)}


def _code_page(asked: MailedSignIn) -> dict[str, object]:
    minutes = int(mailed_sign_ins.LASTS.total_seconds()) // 60
    return {"asked": asked, "minutes": minutes, "account": requests.member()}
