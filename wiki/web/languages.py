"""The language a visitor reads, and the words, dates and numbers of a page in it.

It is what the browser was told or showed last (a cookie), else the language of the account, else
what the browser asks for, else the default. Whoever reads a text in a language goes on in it, also
on pages whose address names none, and after signing in; the account's own goes before what this
browser showed once it is another one (docs/decisions/0006-language.md). Messages in code are marked
by `_`; a table of messages that is translated later marks them with `later`.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from typing import cast

from babel.support import NullTranslations
from flask import Flask, Response, g, request
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from wiki import i18n
from wiki.domain.viewers import Viewer
from wiki.models import Account
from wiki.web import cookies, present, requests

COOKIE = "language"
"""Holds the language, a dot, and that of the account beside it; signed out, the language alone."""


def init_app(app: Flask) -> None:
    """Give templates `_`, `ngettext`, `pgettext` and the filters for dates and numbers."""
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    install = cast("Callable[..., None]", app.jinja_env.install_gettext_callables)  # type: ignore[attr-defined]
    install(_plain, _plain_plural, newstyle=True, pgettext=_plain_in_context)
    app.jinja_env.globals.update(_=_in_template, ngettext=_plural_in_template)
    app.after_request(_remember)
    app.jinja_env.filters.update(day=day, moment=moment, month_day=month_day, number=number)


def language() -> str:
    """Return the language of this page: en or nl."""
    found: str | None = present.notes().get("language")
    if found is None:
        found = g.language = _chosen()
    return found


def speak(chosen: str) -> None:
    """Use a language for the rest of this request."""
    g.language = chosen
    g.pop("catalogue", None)


@contextmanager
def speaking(chosen: str) -> Iterator[None]:
    """Use a language for a while, such as for a mail to somebody else."""
    own = language()
    speak(chosen)
    try:
        yield
    finally:
        speak(own)


def follow(chosen: str) -> None:
    """Use the language that an address names, also on the pages that the visitor sees next."""
    g.followed_language = _beside(chosen, requests.viewer()) if chosen != _chosen() else None
    speak(chosen)


def keep(response: Response, chosen: str, account: Viewer) -> None:
    """Have the browser keep a language: of an account, as long as that has the language it has."""
    cookies.keep(response, COOKIE, _beside(chosen, account))


def of_entering(account: Account) -> str:
    """Return the language to go on in for somebody who signs in: as they read until now.

    What was read here by somebody signed in says nothing of who signs in next.
    """
    remembered, beside = _remembered()
    return account.language if beside or remembered not in i18n.LANGUAGES else remembered


def is_chosen() -> bool:
    """Tell whether the visitor has an account or told this browser a language."""
    return requests.viewer() is not None or _remembered()[0] in i18n.LANGUAGES


def gettext(message: str, **values: object) -> str:
    """Return a message in the visitor's language, filled in."""
    return _plain(message) % values


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """Return a message that counts, in the visitor's language, filled in."""
    return _plain_plural(one, many, num) % ({"num": num} | values)


def later(message: str) -> str:
    """Mark a message for translation where it is used, and return it as it is."""
    return message


def day(value: date | datetime) -> str:
    """Write a date in full."""
    return i18n.day(value, language(), requests.settings().timezone)


def month_day(value: date | datetime) -> str:
    """Write a date of a known year."""
    return i18n.month_day(value, language(), requests.settings().timezone)


def moment(value: datetime) -> str:
    """Write a date and time of day."""
    return i18n.moment(value, language(), requests.settings().timezone)


def number(value: float) -> str:
    """Write a number."""
    return i18n.number(value, language())


def _plain(message: str) -> str:
    return _catalogue().gettext(message)


def _plain_plural(one: str, many: str, num: int) -> str:
    return _catalogue().ngettext(one, many, num)


def _plain_in_context(context: str, message: str) -> str:
    return str(_catalogue().pgettext(context, message))


@pass_eval_context
def _in_template(about: EvalContext, message: str, /, **values: object) -> str:
    """Return a message filled in: as the `_` of Jinja, but a page asks it a hundred times."""
    if not about.autoescape:
        return _plain(message) % values
    return _marked(language(), message) % values if values else _whole(language(), message)


@pass_eval_context
def _plural_in_template(
    about: EvalContext, one: str, many: str, num: int, /, **values: object
) -> str:
    """Return a message that counts, filled in, as the `ngettext` of Jinja."""
    words = _plain_plural(one, many, num)
    if about.autoescape:
        words = Markup(words)  # noqa: S704 - our own words; the values are escaped
    return words % ({"num": num} | values)


@functools.lru_cache(maxsize=2000)
def _marked(language: str, message: str) -> Markup:
    return Markup(i18n.catalogue(language).gettext(message))  # noqa: S704 - our own words


@functools.lru_cache(maxsize=2000)
def _whole(language: str, message: str) -> Markup:
    return _marked(language, message) % {}


def _catalogue() -> NullTranslations:
    """Return the catalogue of this page's language, looked up once."""
    found: NullTranslations | None = present.notes().get("catalogue")
    if found is None:
        found = g.catalogue = i18n.catalogue(language())
    return found


def _chosen() -> str:
    remembered, beside = _remembered()
    account = requests.viewer()
    if account is not None and beside != account.language:
        remembered = account.language
    if remembered in i18n.LANGUAGES:
        return remembered
    asked = request.accept_languages.best_match(i18n.LANGUAGES)
    return asked or requests.settings().default_language


def _remembered() -> tuple[str, str]:
    """Return the language that the browser keeps, and that of the account when it was kept."""
    remembered, _, beside = cookies.read(COOKIE).partition(".")
    return remembered, beside


def _beside(chosen: str, account: Viewer) -> str:
    return f"{chosen}.{account.language}" if account else chosen


def _remember(response: Response) -> Response:
    """Have the browser keep the language of the page it is shown."""
    followed = g.get("followed_language")
    is_page = request.method == "GET" and response.mimetype == "text/html"
    if followed and is_page and response.status_code < 400:
        cookies.keep(response, COOKIE, followed)
    return response
