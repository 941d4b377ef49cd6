"""Headers that every answer carries, errors and assets included, and compressed pages.

Compressing pages is safe only because every token in them is masked (`wiki.web.csrf`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin
from isal import igzip

from wiki.web import requests

if TYPE_CHECKING:
    from itsdangerous import URLSafeTimedSerializer

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "object-src 'none'",
    )
)
POWERS = ("camera", "display-capture", "geolocation", "microphone", "payment", "usb")
ALWAYS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{power}=()" for power in POWERS),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
A_YEAR = "max-age=31536000"
WORTH_COMPRESSING = 1024
LEVEL = 2
"""A tenth of the time of the usual 6, for pages that are a seventh larger."""


class SignInCookie(SecureCookieSessionInterface):
    """Sign-ins in a signed cookie.

    The answer to a form doesn't name cookies as what it depends on: it is never reused for another
    request, and going back to it must find it after a cookie changed.
    """

    def __init__(self, app: Flask) -> None:
        self._signing = super().get_signing_serializer(app)

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """Return what signs and reads cookies: made once, where Flask makes one each time."""
        return self._signing

    def save_session(self, app: Flask, kept: SessionMixin, response: Response) -> None:
        """Put the cookie on an answer."""
        super().save_session(app, kept, response)
        if request.method not in requests.SAFE:
            response.vary.discard("cookie")  # it finds names written small


def init_app(app: Flask) -> None:
    """Put the headers on every answer of an app."""
    app.session_interface = SignInCookie(app)
    app.after_request(finish)


def finish(response: Response) -> Response:
    """Add the headers to an answer, and compress it where that helps."""
    response.headers.update(ALWAYS)
    if request.view_args and "secret" in request.view_args:
        response.headers["Referrer-Policy"] = "strict-origin"  # it holds no address
    if request.is_secure or requests.settings().base_url.startswith("https:"):
        response.headers["Strict-Transport-Security"] = A_YEAR
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = _caching()
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language", "Accept-Encoding"))
        _compress(response)
    return response


def _caching() -> str:
    """Return how pages may be kept: not at all once somebody is signed in.

    The answer to a form is the exception: going back to it, a browser shows what it kept or an
    error, since it can't fetch it again. So it may keep it, until signing out clears it away.
    """
    is_signed_in = "_user_id" in session
    return "no-store" if is_signed_in and request.method in requests.SAFE else "private, no-cache"


def _compress(response: Response) -> None:
    wanted = request.accept_encodings["gzip"] > 0 and not response.content_encoding
    if not wanted or response.is_streamed or len(response.get_data()) < WORTH_COMPRESSING:
        return
    response.set_data(igzip.compress(response.get_data(), LEVEL, mtime=0))
    response.content_encoding = "gzip"
