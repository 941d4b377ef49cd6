"""Only our own pages may send forms here.

Each answer carries the token of the visit under a fresh random mask, so that compressing pages
tells nothing about it (BREACH). A browser that says a form comes from another site is believed
before the token is even looked at.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from wiki.web import requests

View = TypeVar("View", bound=Callable[..., Any])

__all__ = ["CSRFError", "Foreign", "by_secret", "init_app", "token"]


class Foreign(CSRFError):  # type: ignore[misc]  # flask-wtf has no types
    """The form was sent from a page of another site."""


class _Protection(CSRFProtect):  # type: ignore[misc]
    def protect(self, apply_exemptions: bool = False) -> None:
        """Refuse forms from elsewhere, then those without the token of this visit."""
        if request.endpoint and request.method not in requests.SAFE and not _is_by_secret():
            if _comes_from_elsewhere():
                raise Foreign
            super().protect(apply_exemptions)

    def _get_csrf_token(self) -> str | None:
        masked = super()._get_csrf_token()
        return unmasked(masked) if masked else None


def init_app(app: Flask) -> None:
    """Check every form, and give templates `csrf_token()`."""
    app.config["WTF_CSRF_TIME_LIMIT"] = None  # a form may stay open for days
    app.config["WTF_CSRF_SSL_STRICT"] = False  # some browsers send no Referer; Origin is checked
    _Protection(app)
    app.jinja_env.globals["csrf_token"] = token
    app.context_processor(lambda: {"csrf_token": token})


def by_secret(view: View) -> View:
    """Let a view be posted to from anywhere: its address holds a secret that allows just that.

    Mail programs do so to end mails (RFC 8058), without having seen a page of ours.
    """
    view.by_secret = True  # type: ignore[attr-defined]
    return view


def token() -> str:
    """Return the token for forms on this page; masked anew for every answer."""
    if "masked_token" not in g:
        g.masked_token = masked(generate_csrf())
    return str(g.masked_token)


def masked(plain: str) -> str:
    """Return a text that hides another under a random pad that it also holds."""
    bare = plain.encode()
    pad = secrets.token_bytes(len(bare))
    return base64.urlsafe_b64encode(pad + _xor(bare, pad)).decode().rstrip("=")


def unmasked(text: str) -> str:
    """Return what a masked text hides; of what was never masked, something useless."""
    try:
        both = base64.urlsafe_b64decode(text.encode() + b"=" * (-len(text) % 4))
        half = len(both) // 2
        return _xor(both[:half], both[half:]).decode()
    except (binascii.Error, ValueError):
        return "-"


def _xor(left: bytes, right: bytes) -> bytes:
    length = min(len(left), len(right))
    mixed = int.from_bytes(left[:length]) ^ int.from_bytes(right[:length])
    return mixed.to_bytes(length)


def _is_by_secret() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return bool(getattr(view, "by_secret", False))


def _comes_from_elsewhere() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    return origin is not None and urlsplit(origin).netloc.lower() not in _our_names()


def _our_names() -> set[str]:
    return {request.host.lower(), urlsplit(requests.settings().base_url).netloc.lower()}
