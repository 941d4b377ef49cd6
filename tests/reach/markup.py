"""Strict HTML: what a parser has to repair, and what the standard forbids all the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "list")
REFERRING += ("aria-activedescendant", "aria-details", "aria-errormessage", "form", "headers")
TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)?)?")
INTERACTIVE = {"a", "button", "details", "input", "label", "select", "textarea"}
PHRASING = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "a", "button", "label", "summary"}
BLOCKS = {"div", "p", "ul", "ol", "dl", "table", "section", "form", "fieldset", "article", "nav"}
ONLY_INSIDE = {"li": {"ul", "ol", "menu"}, "dt": {"dl", "div"}, "dd": {"dl", "div"}}
ONLY_INSIDE |= {"legend": {"fieldset"}, "option": {"select", "datalist", "optgroup"}}


def faults(html: str) -> list[str]:
    """Return what is wrong with a page."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    page = parser.parse(html)
    repaired = [f"line {place[0]}: {fault} {values}" for place, fault, values in parser.errors]
    return [*repaired, *_references(page), *_nesting(page), *_values(page)]


def _references(page: Element) -> Iterator[str]:
    """Give ids that stand twice, and names of ids that stand nowhere."""
    ids = Counter(one.get("id") for one in page.iter() if one.get("id"))
    yield from (f"id {name} stands {count} times" for name, count in ids.items() if count > 1)
    for one in page.iter():
        for name in REFERRING:
            for wanted in (one.get(name) or "").split():
                if wanted not in ids:
                    yield f"{_named(one)} says {name}={wanted}, which is nowhere"


def _nesting(page: Element) -> Iterator[str]:
    """Give elements that may not stand where they do."""
    for outer in page.iter():
        for inner in outer:
            allowed = ONLY_INSIDE.get(_tag(inner))
            if allowed and _tag(outer) not in allowed | {"template"}:
                yield f"{_named(inner)} stands in {_named(outer)}"
            if _tag(outer) in {"ul", "ol"} and _tag(inner) not in {"li", "template", "script", ""}:
                yield f"{_named(inner)} stands in {_named(outer)}"
        if _tag(outer) in {"a", "button"}:
            for inner in list(outer.iter())[1:]:
                if _tag(inner) in INTERACTIVE:
                    yield f"{_named(inner)} can be pressed inside {_named(outer)}"
        if _tag(outer) in PHRASING:
            for inner in outer:
                if _tag(inner) in BLOCKS and _tag(outer) != "a":
                    yield f"{_named(inner)} stands in {_named(outer)}"


def _values(page: Element) -> Iterator[str]:
    """Give attributes with values that the standard does not know."""
    for one in page.iter():
        if _tag(one) == "time" and not TIME.fullmatch(one.get("datetime") or ""):
            yield f"{_named(one)} has no date a machine can read: {one.get('datetime')}"
        if _tag(one) == "select" and one.get("required") is not None:
            first = next(one.iter("option"), None)
            if first is None or (first.get("value") and first.text):
                yield f"{_named(one)} is required, but its first choice is one"
        if _tag(one) == "img" and one.get("alt") is None:
            yield f"{_named(one)} has no words in place of the picture"


def _tag(one: Element) -> str:
    return one.tag if isinstance(one.tag, str) else ""


def _named(one: Element) -> str:
    kinds = "".join(f".{name}" for name in (one.get("class") or "").split())
    return f"{_tag(one)}{kinds}"
