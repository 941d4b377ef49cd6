"""Addresses within this site."""

from __future__ import annotations

from urllib.parse import urlsplit


def safe_next(address: str) -> str | None:
    """Return an address to go on to if it certainly lies within this site, else None.

    It must be a path that begins with exactly one slash. Backslashes and control characters are
    refused: browsers read some of them as slashes, or leave them out.
    """
    if not address.startswith("/") or address.startswith("//") or len(address) > 2000:
        return None
    if "\\" in address or any(not character.isprintable() for character in address):
        return None
    parts = urlsplit(address)
    return None if parts.scheme or parts.netloc else address
