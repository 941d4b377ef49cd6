"""Whether a page holds anything that acts: judged from the tree a browser would build of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
from werkzeug.test import TestResponse

from wiki.text.sanitize import TAGS


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FRAME = _words(
    """
    html head body meta title link script header nav main section article aside footer
    details summary form fieldset legend label input textarea select option button span
    small time ins mark b i s svg path use circle rect line polyline g symbol abbr address
    figure caption h1 template output kbd dialog
    """
)
"""What pages of ours are made of, beside what the renderer lets through."""

NEVER = _words(
    """
    style srcdoc srcset formaction ping background dynsrc lowsrc http-equiv
    """
)
ADDRESSES = _words(
    """
    href src action data cite poster manifest xlink:href profile
    """
)
HARMLESS_SCHEMES = frozenset({"", "http", "https", "mailto"})
IGNORED_IN_ADDRESSES = re.compile(r"[\x00-\x20]+")
SCHEME = re.compile(r"([^/?#:]*):")
LOADED = {"script": "src", "link": "href", "use": "href", "form": "action"}
"""Elements whose address is fetched or sent to, so it must be our own."""


def active(page: str) -> list[str]:
    """Return what acts, or should not be there, in a page; nothing for a harmless one."""
    return [found for element in _elements(page) for found in _in_element(element)]


def unguarded(answer: TestResponse) -> list[str]:
    """Return what is missing of the headers that keep a page from acting."""
    policy = answer.headers.get("Content-Security-Policy", "")
    wanted = ("default-src 'none'", "script-src 'self'", "base-uri 'none'")
    missing = [f"no {part}" for part in wanted if part not in policy]
    if "unsafe" in policy or answer.headers.get("X-Content-Type-Options") != "nosniff":
        missing.append("a weak policy")
    return missing


def _elements(page: str) -> Iterator[Element]:
    tree = html5lib.parse(page, namespaceHTMLElements=False)
    yield from (element for element in tree.iter() if isinstance(element.tag, str))


def _in_element(element: Element) -> Iterator[str]:
    tag = element.tag.rpartition("}")[2]
    if tag not in FRAME and tag not in TAGS:
        yield f"<{tag}>"
    if tag == "script" and ((element.text or "").strip() or not element.get("src")):
        yield "a script in the page"
    for name, value in element.attrib.items():
        plain = name.rpartition("}")[2].lower()
        if plain.startswith("on") or plain in NEVER:
            yield f"<{tag} {plain}>"
        if plain in ADDRESSES and not _is_icon(element, value):
            yield from _in_address(tag, plain, value)


def _is_icon(element: Element, address: str) -> bool:
    """Tell whether an address holds the icon of a page; an image in it runs nothing."""
    return element.get("rel") == "icon" and address.startswith("data:image/svg+xml,")


def _in_address(tag: str, name: str, value: str) -> Iterator[str]:
    address = IGNORED_IN_ADDRESSES.sub("", value)
    scheme = SCHEME.match(address)
    if (scheme[1].lower() if scheme else "") not in HARMLESS_SCHEMES:
        yield f"<{tag} {name}={value[:40]!r}>"
    own = address.startswith(("/", "#")) and not address.startswith(("//", "/\\"))
    if LOADED.get(tag) == name and not own:
        yield f"<{tag} {name}={value[:40]!r}> from elsewhere"
