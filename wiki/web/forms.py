"""Reading forms: each field through the text gate, each wrong one refused by name.

These functions shape what was typed. Whether it may be done is for the domain to say, and how a
refusal is worded for `wiki.web.messages`.
"""

from __future__ import annotations

import functools
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from flask import flash, g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from wiki.domain import used_forms
from wiki.errors import Invalid
from wiki.text import gate
from wiki.web import drafts, messages, requests, sent_form
from wiki.web.languages import gettext

LINE = 300
COMMENT = 5_000
SECTION = 60_000

Word = TypeVar("Word", bound=StrEnum)
Value = TypeVar("Value")

NEVER_KEPT = ("csrf_token", "password")
"""Beginnings of names of fields that are never shown again."""

TYPED_IN = (
    "source",
    "words",
    "why",
    "reason",
    "summary",
    "title",
    "term",
    "definition",
    "quote",
    "name",
    "email",
    "code",
    "contact",
)
"""Beginnings of names of the fields that people type in."""

SENT_ALONG = ("base", "first_block", "last_block", "block_count", "seen", "start", "end")
"""Beginnings of names of the numbers that a page sends along unseen: where it is, and of when."""

PAGE = "page"
"""What is wrong where something sent along is: no field that anyone could put right."""

KEPT = "kept."
"""Beginning of the names of fields that wait until somebody has signed in."""

KEPT_WORDS = f"{KEPT}words."
"""Beginning of the names of those of them that people typed in."""


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
        return refused(Invalid(name, "not_a_choice"), next(iter(words)))


def one_of(name: str, words: tuple[str, ...]) -> str:
    """Return one of a few words; Invalid where it is none of them."""
    value = request.form.get(name, "")
    if value not in words:
        return refused(Invalid(name, "not_a_choice"), words[0])
    return value


def number(name: str, *, lowest: int = 0, highest: int = 1_000_000) -> int:
    """Return a whole number in a range, both ends included; Invalid where it is none.

    Of one that nobody sees it is the page that is told to be wrong, once for all of them.
    """
    raw = request.form.get(name, "").strip()
    if raw.isascii() and raw.isdigit() and len(raw) <= 9 and lowest <= int(raw) <= highest:
        return int(raw)
    if name.startswith(SENT_ALONG):
        return refused(Invalid(PAGE, "out_of_date"), lowest)
    return refused(Invalid(name, "not_a_number", lowest=lowest, highest=highest), lowest)


def numbers(name: str, *, highest: int = 1_000_000) -> list[int]:
    """Return the whole numbers of all ticked boxes of a name; Invalid where one is none."""
    found = request.form.getlist(name)
    if not all(raw.isascii() and raw.isdigit() and len(raw) <= 9 for raw in found):
        return refused(Invalid(name, "not_a_number", lowest=0, highest=highest), [])
    return [int(raw) for raw in found]


def day(name: str) -> date:
    """Return a date as browsers send it; Invalid where it is none."""
    try:
        return date.fromisoformat(request.form.get(name, "").strip())
    except ValueError:
        return refused(Invalid(name, "not_a_day"), date.min)


def checked(name: str) -> bool:
    """Tell whether a box was ticked."""
    return bool(request.form.get(name))


def password(name: str) -> str:
    """Return a password exactly as typed; Invalid where it is missing or longer than 300."""
    raw = request.form.get(name, "")
    if not raw:
        return refused(Invalid(name, "missing"), "")
    if len(raw) > LINE:
        return refused(Invalid(name, "too_long", limit=LINE, length=len(raw)), "")
    return raw


def typed() -> dict[str, str]:
    """Return what was typed, by field, so that a page can show it again; never a password."""
    return dict(reversed(sent()))


def sent() -> list[tuple[str, str]]:
    """Return every field that was sent and its value, a repeated one each time; never a password.

    Empty where nothing was sent, or where the body could not be read.
    """
    try:
        fields = request.form
    except HTTPException:
        return []
    return [one for one in fields.items(multi=True) if not one[0].startswith(NEVER_KEPT)]


def is_words(name: str, value: str) -> bool:
    """Tell what somebody typed from the ids, keys and choices that a form sends along."""
    words, own_name = value.strip(), name.removeprefix(KEPT_WORDS)
    return bool(words) and (own_name.startswith(TYPED_IN) or any(map(str.isspace, words)))


class Message(str):
    """An error in words, and the label of its field once that was drawn with it."""

    label = ""

    def stands_at(self, label: str) -> None:
        """Learn the label of the field that the error is about."""
        self.label = label


def invalid(template: str, *errors: Invalid, **context: Any) -> ResponseReturnValue:
    """Answer 422 with the page of a form again, its errors worded, what was typed kept.

    The template reads `errors` (field to message) and `typed` (field to text). It is drawn twice:
    the list of errors stands above the fields, in their order and named by their labels.
    """
    wrong = [one for error in errors for one in (error, *error.others)]
    worded = {one.field: Message(messages.worded(one)) for one in reversed(wrong)}
    page = context | {"errors": worded, "typed": typed()}
    drawn = render_template(template, **page)
    in_order = sorted(worded, key=lambda field: drawn.find(f'id="error-{field}"'))
    page["errors"] = {field: worded[field] for field in in_order}
    return render_template(template, **page), 422


@contextmanager
def gathering() -> Iterator[None]:
    """Read several fields and refuse the wrong ones together: Invalid, with the `others`.

    Inside, a wrong field gives the plainest value of its kind, which nobody gets to use: what
    depends on some fields reads those in a gathering of its own, which ends both if one is wrong.
    """
    wrong: list[Invalid] = []
    around = g.get("wrong_fields")
    g.wrong_fields = wrong
    try:
        yield
    except Invalid as error:
        wrong += (error, *error.others)
    finally:
        g.wrong_fields = around
    if wrong:
        first, *others = wrong
        first.others = tuple(others)
        raise first


def refused(error: Invalid, plainest: Value) -> Value:
    """Refuse a field at once, or while several are gathered note it and go on."""
    wrong: list[Invalid] | None = g.get("wrong_fields")
    if wrong is None:
        raise error
    wrong.append(error)
    return plainest


def form_key() -> str:
    """Return a new random key for a form."""
    return secrets.token_urlsafe(16)


def own_secret() -> str:
    """Return a secret that this form gives again when it is sent again, and nothing else does.

    What the form says is part of it: other words give another secret.
    """
    if not sent_form.key():
        return secrets.token_urlsafe(32)
    return sent_form.own_secret(requests.member().id)


def led_to(db: Session) -> str | None:
    """Return where the form that was sent led if it was sent before; claims nothing.

    For a view that works something out before it claims: after the first sending there is
    nothing left to work out. Whoever sent it again is told, as by `claim`.
    """
    key = sent_form.key()
    return _announced(used_forms.location_of(db, key, said=sent_form.said())) if key else None


def claim(db: Session) -> str | None:
    """Claim the form that was sent; return where it led if just this was sent before.

    Other words under the key of a used form are another form: somebody went back to the page and
    wrote something else, which must not be lost. The next page tells that the same is done once.
    """
    key, on = sent_form.key(), requests.now().date()
    return _announced(used_forms.claim(db, key, on=on, said=sent_form.said())) if key else None


def settle(db: Session, location: str) -> None:
    """Keep where the form that was sent led; it must have been claimed in this transaction."""
    key = sent_form.key()
    if key:
        used_forms.settle(db, key, location, said=sent_form.said())
    drafts.arrived()


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
    except gate.Refused as unfit:
        return refused(Invalid(name, unfit.key, **unfit.values), "")
    if required and not accepted.strip():
        return refused(Invalid(name, "missing"), "")
    return accepted


def _announced(earlier: str | None) -> str | None:
    """Tell whoever sent a form again, if that is so; true after a double click and much later."""
    if earlier is not None:
        drafts.arrived()
        flash(
            gettext(
                "You sent this more than once. Only the first time counts. "
                "If you want to do it again, open the page again first."
            )
        )
    return earlier
