"""What templates make of stored values: safe HTML as it is, Markdown rendered, words as minutes.

Stored HTML was made by the renderer and cleaned twice when it was saved; this is the only door by
which HTML reaches a page unescaped.
"""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask
from markupsafe import Markup, escape

from wiki.text import links, outline, render
from wiki.text.runs import AS_TYPED, HEADING, QUOTED, Run
from wiki.web.addresses import url_for

SHOWN_AS = {
    "bold": ("<strong>", "</strong>"),
    HEADING: ("<strong>", "</strong>"),
    "italic": ("<em>", "</em>"),
    "code": ("<code>", "</code>"),
    "struck": ('<span class="redline__struck">', "</span>"),
    "link": ('<span class="redline__link">', "</span>"),
    QUOTED: ("<em>", "</em>"),
    AS_TYPED: ('<code class="redline__typed">', "</code>"),
}
"""How a redline shows the styles of words; there is nothing to follow or to lead to in it."""


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.jinja_env.filters.update(
        stored=stored,
        stored_in=stored_in,
        published_in=published_in,
        minutes=minutes,
        as_read=as_read,
    )


def as_read(runs: Sequence[Run]) -> Markup:
    """Return words of a source as they are read: bold ones bold, and so on."""
    if len(runs) == 1 and not runs[0].styles:
        return escape(runs[0].words)
    return Markup("".join(map(_read, runs)))  # noqa: S704 - every word is escaped


def _read(run: Run) -> str:
    words = str(escape(run.words))
    for style in sorted(run.styles):
        opening, closing = SHOWN_AS[style]
        words = f"{opening}{words}{closing}"
    return words


def stored(html: str) -> Markup:
    """Return HTML from the renderer, or from a column it filled, as safe for a page."""
    return Markup(html)  # noqa: S704 - made by wiki.text.render alone


def stored_in(
    html: str, document: str, language: str, section: str, *, is_whole: bool = False
) -> Markup:
    """Return HTML of a text, given by its keys, with links that hold on whatever page shows it.

    `is_whole` says that the page shows the text from beginning to end.
    """
    page = url_for("sections.show", document=document, language=language, section=section)
    led = links.led_from(html, page, is_whole=is_whole)
    return stored(links.with_mail_addresses(led))


def published_in(
    html: str, document: str, language: str, section: str, keys: tuple[str, ...]
) -> Markup:
    """Return HTML of the published code with links that hold in the page of all of it.

    `keys` are those of the sections that stand there: a link to one of them stays in the page.
    """
    pages = url_for("sections.show", document=document, language=language, section="-")
    pages = pages.removesuffix("-")
    led = links.led_from(html, pages + section, is_whole=True)
    led = links.led_within(led, pages, {key: f"section-{key}" for key in keys})
    return stored(links.with_mail_addresses(led))


def rendered(source: str, language: str) -> Markup:
    """Return Markdown as safe HTML."""
    return stored(render.to_html(source, language))


def minutes(words: int) -> int:
    """Return the whole minutes it takes to read this many words."""
    return outline.reading_minutes(words)
