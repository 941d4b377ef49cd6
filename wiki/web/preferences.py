"""What a visitor chose about pages: the language, and light or dark."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from wiki.domain import accounts
from wiki.i18n import LANGUAGES
from wiki.web import cookies, forms, languages, requests
from wiki.web.access import public
from wiki.web.addresses import safe_next, url_for

bp = Blueprint("preferences", __name__)

THEME = "theme"
THEMES = ("light", "dark", "system")


@bp.post("/preferences/language")
@public
def update_language() -> ResponseReturnValue:
    """Remember a language, with the account too where somebody is signed in."""
    chosen = forms.one_of("language", LANGUAGES)
    if requests.viewer() is not None:
        accounts.set_language(requests.member(), chosen)
    response = _back()
    languages.keep(response, chosen, requests.viewer())
    return response


@bp.post("/preferences/theme")
@public
def update_theme() -> ResponseReturnValue:
    """Remember light or dark; "system" follows the device."""
    response = _back()
    cookies.keep(response, THEME, forms.one_of("theme", THEMES))
    return response


def theme() -> str:
    """Return light or dark as chosen, or nothing where the device decides."""
    chosen = cookies.read(THEME)
    return chosen if chosen in THEMES and chosen != "system" else ""


def _back() -> Response:
    address = safe_next(request.form.get("next", "")) or url_for("documents.index")
    return make_response(redirect(address, 303))
