"""One line of JSON for every request: what kind of page, how it ended and how long it took.

No line holds a path, a query, an address, a name or what somebody typed. An error is told by its
kind and the places in the code it passed; its own message may quote people, so it is left out.
"""

from __future__ import annotations

import json
import logging
import secrets
import traceback
from pathlib import Path

from flask import Flask, Response, g, request

from wiki import clock

log = logging.getLogger("wiki.requests")


def init_app(app: Flask) -> None:
    """Log how every request of an app ended."""
    app.before_request(_begin)
    app.after_request(_end)


def request_id() -> str:
    """Return the random number of this request, which its log lines carry too."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(6)
    return str(g.request_id)


def failure(error: BaseException) -> None:
    """Log an error nobody expected."""
    places = [
        f"{Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    kinds = [type(error).__name__, *_causes(error)]
    log.error(_line(kinds=kinds, places=places[-12:]))


def _begin() -> None:
    g.began = clock.elapsed()


def _end(response: Response) -> Response:
    took = (clock.elapsed() - g.began) * 1000 if "began" in g else 0.0
    log.info(_line(status=response.status_code, ms=round(took, 1)))
    response.headers["X-Request-Id"] = request_id()
    return response


def _causes(error: BaseException) -> list[str]:
    """Return the kinds of error that led to this one."""
    kinds: list[str] = []
    while (cause := error.__cause__ or getattr(error, "orig", None)) is not None and len(kinds) < 5:
        kinds.append(type(cause).__name__)
        error = cause
    return kinds


def _line(**fields: object) -> str:
    route = request.url_rule.rule if request.url_rule else None
    about = {
        "time": clock.now().isoformat(timespec="milliseconds"),
        "route": route,
        "method": request.method if route else None,
        "request": request_id(),
    }
    return json.dumps(about | fields)
