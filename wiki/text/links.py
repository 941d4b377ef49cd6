"""Decides where a link in a text may lead: http, https, mailto, or a place in this site.

Also leads the links of a text that is shown elsewhere to where they lead from its own page.
"""

import re
from collections.abc import Mapping
from html import escape, unescape
from urllib.parse import urljoin

SCHEMES = frozenset({"http", "https", "mailto"})
ID_PREFIX = "s-"

_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^?]", re.IGNORECASE)
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]|^//")
# A colon before the first slash makes a browser read a scheme, known or not.
_SCHEME = re.compile(r"[^/?#]*:")
# Sanitised HTML has `<` in no words and `"` in no value, so that nothing else looks like a tag.
_TAG = re.compile(r'<[a-z][a-z0-9]*((?: [a-z-]+="[^"]*")*)>')
_MAIL_LINK = re.compile(r'(<a href="mailto:([^"?]++)[^"]*+")((?: [a-z-]+="[^"]*")*>)(?!\2</a>)')
_ATTRIBUTE = re.compile(r' ([a-z-]+)="([^"]*)"')


def allowed(href: str) -> str | None:
    """Return the address as a link may have it, None where it mustn't lead there.

    A place within the page is led to the prefixed id it got.
    """
    if not href or _NEVER.search(href):
        return None
    if href.startswith("#"):
        return href if href.startswith(f"#{ID_PREFIX}") else f"#{ID_PREFIX}{href[1:]}"
    if _SCHEME.match(href) and not (_WEB.match(href) or _MAIL.match(href)):
        return None
    return href


def leads_outside(href: str) -> bool:
    """Whether the address is on the web rather than in this site."""
    return _WEB.match(href) is not None


def led_from(html: str, page: str, *, is_whole: bool = False) -> str:
    """Return sanitised HTML of a text with its links leading where they do from the text's page.

    `page` is the address of that page: a path of this site. A link to a place within the text
    stays where that place is in the HTML; `is_whole` says that all of the text is shown around it.
    """
    if " href=" not in html:
        return html
    shown = {value for tag in _TAG.finditer(html) for value in _values(tag[1], "id")}

    def led(attribute: re.Match[str]) -> str:
        name, value = attribute.groups()
        if name != "href" or (value.startswith("#") and (is_whole or value[1:] in shown)):
            return attribute[0]
        address = escape(_from(page, unescape(value)), quote=False)
        quoted = address.replace('"', "&quot;")
        return f' href="{quoted}"'

    def tag_led(tag: re.Match[str]) -> str:
        opening = html[tag.start() : tag.start(1)]
        return f"{opening}{_ATTRIBUTE.sub(led, tag[1])}>"

    return _TAG.sub(tag_led, html)


def led_within(html: str, page: str, places: Mapping[str, str]) -> str:
    """Return sanitised HTML with links to pages leading to where these stand in this very page.

    Their addresses are that of `page` followed by one of the names of `places`, which gives the id
    here. A link to an id on such a page goes to what `under` made of it.
    """

    def within(link: re.Match[str]) -> str:
        name, inside = link.groups()
        if name not in places:
            return link[0]
        return f' href="#{ID_PREFIX}{name}..{inside}"' if inside else f' href="#{places[name]}"'

    pattern = rf' href="{re.escape(page)}([^"#?/]+)(?:#{ID_PREFIX}([^"]+)|#[^"]*)?"'
    return re.sub(pattern, within, html) if f' href="{page}' in html else html


def with_mail_addresses(html: str) -> str:
    """Return sanitised HTML in which mail links hold their address by itself, to be printed.

    Those that show it as their words don't.
    """
    return _MAIL_LINK.sub(r'\1 data-mail="\2"\3', html) if '"mailto:' in html else html


def under(html: str, name: str) -> str:
    """Return sanitised HTML of a text with its ids, and the links to them, under a name of its own.

    So that several texts can stand in one page. Names and ids hold no two dots in a row.
    """
    if f'"{ID_PREFIX}' not in html and f'"#{ID_PREFIX}' not in html:
        return html

    def renamed(attribute: re.Match[str]) -> str:
        kind, value = attribute.groups()
        prefix = {"id": ID_PREFIX, "href": f"#{ID_PREFIX}"}.get(kind)
        if prefix is None or not value.startswith(prefix):
            return attribute[0]
        return f' {kind}="{prefix}{name}..{value.removeprefix(prefix)}"'

    return _TAG.sub(lambda tag: _ATTRIBUTE.sub(renamed, tag[0]), html)


def _values(attributes: str, wanted: str) -> list[str]:
    return [value for name, value in _ATTRIBUTE.findall(attributes) if name == wanted]


def _from(page: str, href: str) -> str:
    """Return where a link leads from a page, unchanged where that is no path of this site."""
    if href.startswith("/") or _SCHEME.match(href):
        return href
    address = urljoin(page, href)
    return address if address.startswith("/") and allowed(address) else href
