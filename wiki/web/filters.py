"""What templates make of stored values: safe HTML as it is, Markdown rendered, words as minutes.

Stored HTML was made by the renderer and cleaned twice when it was saved; this is the only door by
which HTML reaches a page unescaped.
"""

from __future__ import annotations

from flask import Flask
from markupsafe import Markup

from wiki.text import outline, render


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(stored=stored, minutes=minutes)


def stored(html: str) -> Markup:
    """Return HTML from the renderer, or from a column it filled, as safe for a page."""
    return Markup(html)  # noqa: S704 - made by wiki.text.render alone


def rendered(source: str, language: str) -> Markup:
    """Return Markdown as safe HTML."""
    return stored(render.to_html(source, language))


def minutes(words: int) -> int:
    """Return the whole minutes it takes to read this many words."""
    return outline.reading_minutes(words)
