"""What stands behind the names that Flask lends for the length of a request.

Each reading of an attribute through `current_app`, `g` or `request` takes ten times as long as of
the thing itself. What a page asks dozens of times asks here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Request, current_app, g, request

if TYPE_CHECKING:
    from flask.ctx import _AppCtxGlobals


def app() -> Flask:
    """Return the app that answers."""
    return cast(Flask, _itself(current_app))


def notes() -> _AppCtxGlobals:
    """Return what is kept for the rest of this request."""
    return cast("_AppCtxGlobals", _itself(g))


def asked() -> Request:
    """Return what the visitor asks."""
    return cast(Request, _itself(request))


def _itself(lent: Any) -> object:
    return lent._get_current_object()
