"""Decides where a link in a text may lead: http, https, mailto, or a place in this site."""

import re

SCHEMES = frozenset({"http", "https", "mailto"})
ID_PREFIX = "s-"

_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)
_MAIL = re.compile(r"mailto:[^?]", re.IGNORECASE)
_NEVER = re.compile(r"[\x00-\x20\x7f-\xa0\u2028\u2029\\]|^//")
# A colon before the first slash makes a browser read a scheme, known or not.
_SCHEME = re.compile(r"[^/?#]*:")


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
