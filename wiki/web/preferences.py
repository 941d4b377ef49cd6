"""What a visitor chose about pages: the language, light or dark, and whether single keys work."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request
from flask.typing import ResponseReturnValue

from wiki.domain import accounts
from wiki.i18n import LANGUAGES
from wiki.models import Theme
from wiki.web import cookies, forms, languages, requests
from wiki.web.access import public
from wiki.web.addresses import safe_next, url_for

bp = Blueprint("preferences", __name__)

THEME = "theme"
KEYS = "keys"


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
    """Remember light or dark, with the account too; "system" follows the device."""
    chosen = forms.choice("theme", Theme)
    if requests.viewer() is not None:
        accounts.set_theme(requests.member(), chosen)
    response = _back()
    show_in(response, chosen)
    return response


def show_in(response: Response, chosen: Theme) -> None:
    """Have pages in this browser look light or dark from now on."""
    cookies.keep(response, THEME, chosen)


@bp.post("/preferences/keys")
@public
def update_keys() -> ResponseReturnValue:
    """Remember whether single keys do something on a page."""
    response = _back()
    cookies.keep(response, KEYS, forms.one_of("keys", ("on", "off")))
    return response


def theme() -> str:
    """Return light or dark as chosen, or nothing where the device decides."""
    chosen = cookies.read(THEME)
    return chosen if chosen in (Theme.LIGHT, Theme.DARK) else ""


def keys() -> bool:
    """Tell whether single keys do something; they do until somebody switches them off."""
    return cookies.read(KEYS) != "off"


def _back() -> Response:
    address = safe_next(request.form.get("next", "")) or url_for("documents.index")
    return make_response(redirect(address, 303))
