"""Which draft a form was written in: the device that keeps it drops that one once it arrived.

Drafts themselves never come here; a form sends the name that the device gave to its own.
"""

from __future__ import annotations

import re

from flask import Flask, Response, flash, g, request

FIELD = "draft"
"""The field with the name of the draft, and the kind of message that tells it to the next page."""

NAME = re.compile("[a-z0-9]{1,40}")


def init_app(app: Flask) -> None:
    """Tell the next page what arrived, once it is certain that it counts."""
    app.after_request(_tell)


def arrived() -> None:
    """Note that what was sent is kept here, if its transaction ends well."""
    g.draft_arrived = True


def _tell(response: Response) -> Response:
    if g.pop("draft_arrived", False) and response.status_code < 400:
        name = request.form.get(FIELD, "")
        if NAME.fullmatch(name):
            flash(name, FIELD)
    return response
