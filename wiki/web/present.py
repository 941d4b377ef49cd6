"""What stands behind the names that Flask lends for the length of a request.

Each reading of an attribute through `current_app`, `g` or `request` takes ten times as long as of
the thing itself. What a page asks dozens of times asks here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from flask import Flask, Request, current_app, g, request

if TYPE_CHECKING:
    from flask.ctx import _AppCtxGlobals

app: Callable[[], Flask] = current_app._get_current_object  # type: ignore[attr-defined]
"""Return the app that answers."""

notes: Callable[[], _AppCtxGlobals] = g._get_current_object
"""Return what is kept for the rest of this request."""

asked: Callable[[], Request] = request._get_current_object  # type: ignore[attr-defined]
"""Return what the visitor asks."""
