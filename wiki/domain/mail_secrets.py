"""Secrets that stand in mails: made from the key of the site, so they need not be kept.

A mail that is written twice, because its sender died in between, holds the same link and code. The
database keeps only the hash of a link, and of a code nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

DIGITS = 8


def link(key: str, purpose: str, about: str) -> str:
    """Return the secret of the link in a mail: 256 bits that only this site can make."""
    return base64.urlsafe_b64encode(_made(key, "link", purpose, about)).decode().rstrip("=")


def code(key: str, purpose: str, about: str) -> str:
    """Return the digits that somebody can type instead of opening the link."""
    number = int.from_bytes(_made(key, "code", purpose, about))
    return f"{number % 10**DIGITS:0{DIGITS}}"


def hashed(secret: str) -> str:
    """Return what is kept of the secret of a link."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _made(key: str, *about: str) -> bytes:
    return hmac.digest(key.encode(), "\n".join(("mail", *about)).encode(), "sha256")
