"""Forms as they are found on pages, filled in and sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.attacks.site import SECTION, Site, Slot

SENTENCE = "A sentence somebody typed."
HARMLESS: dict[str, dict[str, str]] = {
    "sign_ins.create": {"password": "not the right one"},
    "invitations.create": {"email": ""},
    "invitations.create_account": {"email": "new@example.org", "password": "four quiet red horses"},
    "invitations.update_password": {"password": "four quiet red horses"},
    "accounts.update_password": {"password": "wrong", "password_new": "four quiet red horses"},
    "threads.create": {"quote": "greet everyone", "start": "3", "end": "17"},
    "threads.create_outcome": {"outcome": "answered"},
    "placements.update": {"block": "0", "quote": "greet everyone"},
    "proposals.update": {"title-en": "Another name", "title-nl": "Een andere naam"},
    "rounds.create": {"opens_on": "2099-01-01", "closes_on": "2099-01-20"},
}
"""What a form wants in fields that are not for words of one's own, by endpoint."""

BUTTONS = ("save", "send", "preview", "show")
"""Names of buttons, the one that does most first."""

SHAPED = ("password", "email", "date", "quote")
"""Types and names of fields that are typed in, but take words of a shape only."""


@dataclass(frozen=True)
class Form:
    """A form of a page: who may send it and where to, its fields, and which of them are typed in.

    `words` take any words, `shaped` only such as fit: addresses, dates, quotes.
    """

    endpoint: str
    by: str
    action: str
    fields: MultiDict[str, str]
    words: tuple[str, ...]
    shaped: tuple[str, ...]

    def filled(self, given: Mapping[str, str]) -> Form:
        """Return the form with other values in some fields."""
        fields = self.fields.copy()
        for name, value in given.items():
            fields[name] = value
        return replace(self, fields=fields)

    def with_words(self, words: str) -> Form:
        """Return the form with the same words in each field that takes any."""
        return self.filled(dict.fromkeys(self.words, words))

    def send(self, site: Site) -> TestResponse:
        """Send the form as it is filled in."""
        return site.as_(self.by).post(self.action, data=self.fields)


def of_slots(site: Site) -> list[list[Form]]:
    """Return the forms of all pages of each slot, each once, filled in harmlessly."""
    known: dict[tuple[str, str], list[Form]] = {}
    return [_of_slot(site, slot, known) for slot in site.slots]


def _of_slot(site: Site, slot: Slot, known: dict[tuple[str, str], list[Form]]) -> list[Form]:
    forms: dict[tuple[str, str], Form] = {}
    for by, pages in slot.pages().items():
        for address in pages:
            if (by, address) not in known:
                page = site.as_(by).get(address)
                assert page.status_code == 200, (by, address, page.status_code)
                known[by, address] = list(on_page(site, by, page.text))
            for form in known[by, address]:
                forms.setdefault((form.endpoint, ",".join(form.words)), form)
    writing = next(form for form in forms.values() if form.endpoint == "proposals.create")
    live = replace(writing, endpoint="redlines.create", action=f"{SECTION}/{slot.key}/redline")
    return [harmless(form) for form in (*forms.values(), live, _redacting(forms.values()))]


def _redacting(forms: Iterable[Form]) -> Form:
    """Return the form that takes words out, which stands on a page that is sent for."""
    seen = next(form for form in forms if form.endpoint == "redactions.preview")
    fields = {"understood": "yes", "reason": "Somebody asked for it."}
    taking = replace(seen, endpoint="redactions.create", words=(*seen.words, "reason"))
    return replace(taking, action=seen.action.removesuffix("/preview")).filled(fields)


def harmless(form: Form) -> Form:
    """Return the form with a sentence wherever words go, and what else it wants."""
    given = {name: form.fields[name] or SENTENCE for name in form.words}
    given |= {name: SENTENCE for name in form.words if name.startswith(("words", "source"))}
    wanted = HARMLESS.get(form.endpoint, {})
    return form.filled({**given, **wanted})


def on_page(site: Site, by: str, page: str) -> Iterator[Form]:
    """Give the forms of a page that are sent with POST."""
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    for form in tree.iter("form"):
        if form.get("method", "").lower() == "post":
            action = form.get("action", "")
            endpoint, _ = site.app.url_map.bind("localhost").match(action.split("?")[0], "POST")
            typed = dict(_typed(form))
            words = tuple(name for name, shape in typed.items() if shape not in SHAPED)
            shaped = tuple(name for name in typed if name not in words)
            yield Form(str(endpoint), by, action, _fields(form), words, shaped)


def _fields(form: Element) -> MultiDict[str, str]:
    fields: MultiDict[str, str] = MultiDict()
    buttons: dict[str, str] = {}
    for field in form.iter():
        name, value = field.get("name"), field.get("value", "")
        if name is None:
            continue
        if field.tag == "textarea":
            fields.add(name, field.text or "")
        elif field.tag == "select":
            fields.add(name, _selected(field))
        elif field.tag == "button":
            buttons[name] = value
        elif field.get("type") not in ("radio", "checkbox") or "checked" in field.attrib:
            fields.add(name, value)
    order = BUTTONS if fields.get("seal") else ("preview", *BUTTONS)  # a result is shown first
    pressed = min(buttons, key=lambda name: (*order, name).index(name), default=None)
    if pressed is not None:
        fields.add(pressed, buttons[pressed])
    return fields


def _selected(select: Element) -> str:
    options = list(select.iter("option"))
    chosen = [one for one in options if "selected" in one.attrib] or options[:1]
    return chosen[0].get("value", "") if chosen else ""


def _typed(form: Element) -> Iterator[tuple[str, str]]:
    """Give the name of each field that is typed in, and its shape."""
    for field in form.iter():
        name, shape = field.get("name", ""), field.get("type", "text")
        is_box = field.tag == "textarea" or (field.tag == "input" and shape in ("text", *SHAPED))
        if name and is_box:
            yield name, name if name in SHAPED else shape
