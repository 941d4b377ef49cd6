"""Stored HTML, shown as it is: it was made by the renderer and cleaned twice when it was saved.

This is the only door by which HTML reaches a page unescaped.
"""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup


def init_app(app: Flask) -> None:
    """Give templates the filter `stored`."""
    app.jinja_env.filters["stored"] = stored


def stored(html: str) -> Markup:
    """Return HTML from the renderer, or from a column it filled, as safe for a page."""
    return Markup(html)  # noqa: S704 - made by wiki.text.render alone
