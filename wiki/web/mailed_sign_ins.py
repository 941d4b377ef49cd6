"""Signing in by mail, and choosing a new password that way.

Whoever asks gets the same answer whatever the address, and types the code there; the link works on
any device. Opening the link changes nothing, because mail programs follow links: only its button
does. How often one can ask is limited, as with passwords.
"""

from __future__ import annotations

from typing import cast

from flask import Blueprint, redirect, render_template, request, session
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wiki.domain import accounts, attempts, mailed_sign_ins, passwords
from wiki.domain.mailed_sign_ins import State
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import Account, MailedFor, MailedSignIn
from wiki.web import forms, known_browsers, languages, requests, sign_ins
from wiki.web.access import public
from wiki.web.addresses import safe_next, url_for

bp = Blueprint("mailed_sign_ins", __name__)

ACT = "mailed_sign_in"
PER_PERSON = 4
PER_NETWORK = 60
"""How many mails can be asked for in a quarter of an hour, for one address and from one network."""

LONGEST_ONWARD = 300
PURPOSES = (MailedFor.SIGN_IN.value, MailedFor.PASSWORD.value)
"""What a visitor can ask a mail for."""

TYPED = "mailed_to"


@bp.get("/sign-in/forgotten")
@public
def new() -> ResponseReturnValue:
    """Show the form to choose a new password by mail."""
    return _asking_page()


@bp.post("/sign-in/mail")
@public
def create() -> ResponseReturnValue:
    """Have a link and a code mailed, and ask for the code."""
    _require_mail()
    purpose = MailedFor.SIGN_IN
    try:
        with forms.gathering():
            purpose = MailedFor(forms.one_of("purpose", PURPOSES))
            email = forms.line("email", limit=accounts.EMAIL_LIMIT)
        email = accounts.fit_email(email)
    except Invalid as error:
        return _asking_page(error) if purpose is MailedFor.PASSWORD else sign_ins.page(error)
    asked = _asked(email, purpose)
    session[TYPED] = email
    if sign_ins.waiting_form() is not None:
        return _code_page(asked)  # what was typed before stays on the page
    return redirect(url_for("mailed_sign_ins.show", number=asked.id), 303)


@bp.get("/sign-in/mail/<number>")
@public
def show(number: str) -> ResponseReturnValue:
    """Ask for the code."""
    return _code_page(mailed_sign_ins.get(requests.db(), number))


@bp.post("/sign-in/mail/<number>")
@public
def update(number: str) -> ResponseReturnValue:
    """Sign in with the code; with a new password where that is what it was asked for."""
    with requests.reading() as db:
        asked = mailed_sign_ins.get(db, number)
    try:
        code = forms.line("code", limit=40)
        with requests.writing() as db:
            mailed_sign_ins.count_try(db, number)
        key, at = requests.settings().secret_key, requests.now()
        mailed_sign_ins.require_right(asked, code, key=key, at=at)
        chosen = _chosen(asked)
    except Invalid as error:
        return _code_page(asked, error)
    except Stale:
        return _over_page(asked, _state(asked))
    return _entered(asked, chosen)


@bp.get("/sign-in/link/<secret>")
@public
def show_link(secret: str) -> ResponseReturnValue:
    """Show what the button behind a mailed link does."""
    return _link_page(requests.db(), secret)


@bp.post("/sign-in/link/<secret>")
@public
def update_link(secret: str) -> ResponseReturnValue:
    """Sign in with the link; with a new password where that is what it was asked for."""
    with requests.reading() as db:
        asked = mailed_sign_ins.of_link(db, secret)
    try:
        chosen = _chosen(asked) if _is_open(asked) else None
    except Invalid as error:
        with requests.reading() as db:
            return _link_page(db, secret, error)
    return _entered(asked, chosen)


def _asked(email: str, purpose: MailedFor) -> MailedSignIn:
    """Keep what is asked for, within the limits; raises TooMany."""
    key, at = requests.settings().secret_key, requests.now()
    onward = safe_next(request.form.get("next", "")) or ""
    with requests.reading() as db:
        account = accounts.find_by_email(db, email)
    limits = known_browsers.limits_of_mails(account, email, PER_PERSON, PER_NETWORK)
    with requests.writing() as db:
        attempts.count(db, ACT, limits, key=key, at=at)
        return mailed_sign_ins.ask(
            db,
            email,
            purpose=purpose,
            onward=onward if len(onward) <= LONGEST_ONWARD else "",
            key=key,
            at=at,
        )


def _chosen(asked: MailedSignIn) -> passwords.Chosen | None:
    """Return the new password, where one was asked for; a poor one leaves the code as it was."""
    if asked.purpose is not MailedFor.PASSWORD:
        return None
    with requests.reading() as db:
        account = db.get_one(Account, cast(str, asked.account_id))
    about = (account.display_name, account.email or "")
    try:
        return passwords.choose(forms.password("password"), about=about)
    except Invalid:
        with requests.writing() as db:
            mailed_sign_ins.forgive_try(db, asked.id)
        raise


def _entered(asked: MailedSignIn, chosen: passwords.Chosen | None) -> ResponseReturnValue:
    """Use up what was asked for and sign its account in, both or neither."""
    at = requests.now()
    try:
        with requests.writing() as db:
            account = mailed_sign_ins.use(db, asked, at=at)
            if chosen is not None:
                accounts.set_password(db, account, chosen, by=account, at=at)
            secret = sign_ins.begin(db, account)
    except Stale:
        with requests.reading() as db:
            return _over_page(asked, _state(mailed_sign_ins.get(db, asked.id)))
    onward = asked.onward if sign_ins.waiting_form() is None else ""
    told = sign_ins.PASSWORD_CHANGED if chosen is not None else ""
    return sign_ins.enter(account, secret, onward=onward, told=told)


def _is_open(asked: MailedSignIn) -> bool:
    return _state(asked) is State.OPEN


def _state(asked: MailedSignIn) -> State:
    return mailed_sign_ins.state(asked, at=requests.now())


def _require_mail() -> None:
    """Refuse with NotFound where no mail is sent."""
    if not requests.settings().sends_mail:
        raise NotFound


def _asking_page(*errors: Invalid) -> ResponseReturnValue:
    _require_mail()
    if errors:
        return forms.invalid("mailed_sign_ins/new.html", *errors)
    return render_template("mailed_sign_ins/new.html")


def _code_page(asked: MailedSignIn, *errors: Invalid) -> ResponseReturnValue:
    """Return the page that asks for the code; what waits to be sent stays on it."""
    context = {
        "asked": asked,
        "email": session.get(TYPED, ""),
        "minutes": int(mailed_sign_ins.LASTS.total_seconds()) // 60,
        "again": sign_ins.waiting_form() if request.method == "POST" else None,
        "shortest": passwords.SHORTEST,
    }
    if errors:
        return forms.invalid("mailed_sign_ins/show.html", *errors, **context)
    return render_template("mailed_sign_ins/show.html", **context)


def _link_page(db: Session, secret: str, *errors: Invalid) -> ResponseReturnValue:
    """Return the page behind a link: a button, or that it no longer works."""
    asked = mailed_sign_ins.of_link(db, secret)
    if asked.account is not None and not languages.is_chosen():
        languages.speak(asked.account.language)
    if not _is_open(asked):
        return _over_page(asked, _state(asked))
    context = {
        "asked": asked,
        "account": asked.account,
        "secret": secret,
        "shortest": passwords.SHORTEST,
    }
    if errors:
        return forms.invalid("mailed_sign_ins/link.html", *errors, **context)
    return render_template("mailed_sign_ins/link.html", **context)


def _over_page(asked: MailedSignIn, state: State) -> ResponseReturnValue:
    """Return the page that says that a link or code no longer works, with another way in."""
    again = sign_ins.waiting_form() if request.method == "POST" else None
    page = render_template(
        "mailed_sign_ins/over.html", asked=asked, state=state, again=again, following=asked.onward
    )
    return page, 410
