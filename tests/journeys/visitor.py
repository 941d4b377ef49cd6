"""Somebody with a browser without scripts, who reads pages, follows links and fills in forms.

Only what a page offers can be done: a link that isn't there can't be followed, a field or choice
that isn't there can't be filled in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from tests.web.browsing import Browser

Visit = Callable[..., "Visitor"]
UNSEEN = ("script", "style", "template")
CHOSEN = ("radio", "checkbox")


class Visitor:
    """One visitor of the site, at one page of it."""

    def __init__(self, browser: Browser) -> None:
        self._client = browser.client
        self.address = "/"
        self.status = 0
        self._page = Element("html")

    def opens(self, address: str) -> Visitor:
        """Go to a page, as with a link from a mail."""
        on_the_site = urlsplit(address)._replace(scheme="", netloc="").geturl()
        return self._arrive(self._client.get(on_the_site, follow_redirects=True))

    def follows(self, words: str) -> Visitor:
        """Follow the first link that holds these words."""
        return self.opens(urljoin(self.address, self._link(words)))

    def sends(self, button: str, **fields: str) -> Visitor:
        """Fill in the form with this button, and press it."""
        form, pressed = self._form(button)
        filled = _filled(form, fields)
        if name := pressed.get("name"):
            filled.add(name, pressed.get("value", ""))
        address = urljoin(self.address, form.get("action", ""))
        return self._arrive(self._client.post(address, data=filled, follow_redirects=True))

    def sees(self, *words: str) -> Visitor:
        """Find all these words on the page."""
        for each in words:
            assert each in self.words, f"{self.address} ({self.status}) says: {self.words}"
        return self

    def misses(self, *words: str) -> Visitor:
        """Find none of these words on the page."""
        for each in words:
            assert each not in self.words, f"{self.address} says: {self.words}"
        return self

    def is_offered(self, words: str) -> bool:
        """Tell whether the page has a link or button with these words."""
        return any(words in _words(one) for one in self._all("a", "button"))

    def is_shown(self, words: str, *, as_: str) -> bool:
        """Tell whether the page has an element of this kind with these words in it."""
        return any(words in _words(one) for one in self._all(as_))

    def choice_of(self, field: str, words: str) -> str:
        """Return the value of the option of a list that holds these words."""
        for one in self._all("select"):
            for option in one.iter("option"):
                if one.get("name") == field and words in _words(option):
                    return option.get("value", "")
        raise AssertionError(f"{self.address} has no choice “{words}” in {field}")

    def value_of(self, field: str) -> str:
        """Return what a field of the page holds."""
        return next(_value(one) for one in self._all("input") if one.get("name") == field)

    @property
    def words(self) -> str:
        """What a reader sees of the page, on one line."""
        return _words(self._page)

    def _arrive(self, response: TestResponse) -> Visitor:
        self.address, self.status = response.request.full_path, response.status_code
        self._page = html5lib.parse(response.text, namespaceHTMLElements=False)
        return self

    def _link(self, words: str) -> str:
        for one in self._all("a"):
            if words in _words(one):
                return one.get("href", "")
        raise AssertionError(f"{self.address} has no link “{words}”: {self.words}")

    def _form(self, button: str) -> tuple[Element, Element]:
        for form in self._all("form"):
            for one in form.iter("button"):
                if button in _words(one):
                    return form, one
        raise AssertionError(f"{self.address} has no button “{button}”: {self.words}")

    def _all(self, *tags: str) -> Iterator[Element]:
        return (one for one in self._page.iter() if one.tag in tags)


def _filled(form: Element, given: dict[str, str]) -> MultiDict[str, str]:
    """Return what a form sends with these values in its fields."""
    fields: MultiDict[str, str] = MultiDict()
    offered: MultiDict[str, str] = MultiDict()
    for one in form.iter():
        name, kind = one.get("name"), one.get("type")
        if name is None or one.tag == "button":
            continue
        if kind in CHOSEN:
            offered.add(name, one.get("value", ""))
        if kind not in CHOSEN or "checked" in one.attrib:
            fields.add(name, _value(one))
        if one.tag == "select":
            offered.setlist(name, [option.get("value", "") for option in one.iter("option")])
    for name, value in given.items():
        assert name in fields or name in offered, f"the form has no field {name}: {list(fields)}"
        assert name not in offered or value in offered.getlist(name), offered.getlist(name)
        fields[name] = value
    return fields


def _value(field: Element) -> str:
    if field.tag == "textarea":
        return field.text or ""
    if field.tag == "select":
        options = list(field.iter("option"))
        chosen = next((one for one in options if "selected" in one.attrib), options[0])
        return chosen.get("value", "")
    return field.get("value", "")


def _words(element: Element) -> str:
    return " ".join("".join(_texts(element)).split())


def _texts(element: Element) -> Iterator[str]:
    if element.tag not in UNSEEN:
        yield element.text or ""
        for child in element:
            yield from _texts(child)
    yield element.tail or ""
