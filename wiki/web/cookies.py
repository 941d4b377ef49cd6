"""Small things a browser keeps for us; over https under names that no other host can set."""

from __future__ import annotations

from flask import Response

from wiki.web import present, requests

A_YEAR = 365 * 24 * 3600


def read(name: str) -> str:
    """Return what the browser keeps under a name, or nothing."""
    return present.asked().cookies.get(_as_sent(name), "")


def keep(response: Response, name: str, value: str) -> None:
    """Have the browser keep a value for a year."""
    response.set_cookie(
        _as_sent(name),
        value,
        max_age=A_YEAR,
        secure=requests.settings().secure_cookies,
        httponly=True,
        samesite="Lax",
    )


def _as_sent(name: str) -> str:
    return f"__Host-{name}" if requests.settings().secure_cookies else name
