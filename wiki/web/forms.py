"""Reading forms: each field through the text gate, each wrong one refused by name.

These functions shape what was typed. Whether it may be done is for the domain to say, and how a
refusal is worded for `wiki.web.messages`.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from wiki.domain import used_forms
from wiki.errors import Invalid
from wiki.text import gate
from wiki.web import messages, requests

LINE = 300
COMMENT = 5_000
SECTION = 60_000

Word = TypeVar("Word", bound=StrEnum)

NEVER_KEPT = ("csrf_token", "password")
"""Beginnings of names of fields that are never shown again."""


def text(name: str, *, limit: int = COMMENT, required: bool = True) -> str:
    """Return a text of several lines; Invalid where it is missing, too long or unfit."""
    return _passed(gate.accept, name, limit, required)


def line(name: str, *, limit: int = LINE, required: bool = True) -> str:
    """Return a text of one line without spaces around it; Invalid as `text`."""
    return _passed(gate.line, name, limit, required)


def choice(name: str, words: type[Word]) -> Word:
    """Return one word of a fixed list; Invalid where it is none of them."""
    try:
        return words(request.form.get(name, ""))
    except ValueError:
        raise Invalid(name, "not_a_choice") from None


def one_of(name: str, words: tuple[str, ...]) -> str:
    """Return one of a few words; Invalid where it is none of them."""
    value = request.form.get(name, "")
    if value not in words:
        raise Invalid(name, "not_a_choice")
    return value


def number(name: str, *, lowest: int = 0, highest: int = 1_000_000) -> int:
    """Return a whole number in a range, both ends included; Invalid where it is none."""
    raw = request.form.get(name, "").strip()
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9 and lowest <= int(raw) <= highest):
        raise Invalid(name, "not_a_number", lowest=lowest, highest=highest)
    return int(raw)


def numbers(name: str, *, highest: int = 1_000_000) -> list[int]:
    """Return the whole numbers of all ticked boxes of a name; Invalid where one is none."""
    found = request.form.getlist(name)
    if not all(raw.isascii() and raw.isdigit() and len(raw) <= 9 for raw in found):
        raise Invalid(name, "not_a_number", lowest=0, highest=highest)
    return [int(raw) for raw in found]


def day(name: str) -> date:
    """Return a date as browsers send it; Invalid where it is none."""
    try:
        return date.fromisoformat(request.form.get(name, "").strip())
    except ValueError:
        raise Invalid(name, "not_a_day") from None


def checked(name: str) -> bool:
    """Tell whether a box was ticked."""
    return bool(request.form.get(name))


def password(name: str) -> str:
    """Return a password exactly as typed; Invalid where it is missing or longer than 300."""
    raw = request.form.get(name, "")
    if not raw:
        raise Invalid(name, "missing")
    if len(raw) > LINE:
        raise Invalid(name, "too_long", limit=LINE, length=len(raw))
    return raw


def typed() -> dict[str, str]:
    """Return what was typed, by field, so that a page can show it again; never a password.

    Empty where nothing was sent, or where the body could not be read.
    """
    try:
        sent = request.form
    except HTTPException:
        return {}
    return {name: value for name, value in sent.items() if not name.startswith(NEVER_KEPT)}


def invalid(template: str, *errors: Invalid, **context: Any) -> ResponseReturnValue:
    """Answer 422 with the page of a form again, its errors worded, what was typed kept.

    The template reads `errors` (field to message) and `typed` (field to text).
    """
    worded = {error.field: messages.worded(error) for error in errors}
    return render_template(template, **context | {"errors": worded, "typed": typed()}), 422


def form_key() -> str:
    """Return a new random key for a form."""
    return secrets.token_urlsafe(16)


def led_to(db: Session) -> str | None:
    """Return where the form that was sent led if it was sent before; claims nothing.

    For a view that works something out before it claims: after the first sending there is
    nothing left to work out.
    """
    key = _key()
    return used_forms.location_of(db, key) if key else None


def claim(db: Session) -> str | None:
    """Claim the key of the form that was sent; return where it led if it was sent before."""
    key = _key()
    return used_forms.claim(db, key, on=requests.now().date()) if key else None


def settle(db: Session, location: str) -> None:
    """Keep where the form that was sent led; it must have been claimed in this transaction."""
    key = _key()
    if key:
        used_forms.settle(db, key, location)


def once(view: Callable[..., ResponseReturnValue]) -> Callable[..., ResponseReturnValue]:
    """Make sending the same form again lead where it led first, without doing it again.

    For views that write through `db()`; one with its own transactions uses `claim` and `settle`.
    """

    @functools.wraps(view)
    def sent_once(**values: Any) -> ResponseReturnValue:
        earlier = claim(requests.db())
        if earlier is not None:
            return redirect(earlier, 303)
        response = make_response(view(**values))
        if response.location:
            settle(requests.db(), response.location)
        return response

    return sent_once


def _passed(through: Callable[[str, int], str], name: str, limit: int, required: bool) -> str:
    try:
        accepted = through(request.form.get(name, ""), limit)
    except gate.Refused as refused:
        raise Invalid(name, refused.key, **refused.values) from None
    if required and not accepted.strip():
        raise Invalid(name, "missing")
    return accepted


def _key() -> str:
    """Return the key of this form, bound to where it was sent; empty where it has none."""
    key = request.form.get("form_key", "")
    return f"{request.path}\n{key}" if key else ""
