"""Help pages: short texts in the content folder, in both languages."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from wiki import paths
from wiki.errors import NotFound
from wiki.i18n import LANGUAGES
from wiki.text import frontmatter, render
from wiki.web import languages
from wiki.web.access import public
from wiki.web.stored_html import stored

bp = Blueprint("help", __name__)


@bp.get("/help")
@public
def index() -> ResponseReturnValue:
    """List the help pages."""
    return render_template("help/index.html", pages=_pages(languages.language()))


@bp.get("/help/<key>")
@public
def show(key: str) -> ResponseReturnValue:
    """Show one help page."""
    found = _pages(languages.language()).get(key)
    if found is None:
        raise NotFound
    title, html = found
    return render_template("help/show.html", title=title, html=html)


@lru_cache(maxsize=len(LANGUAGES))
def _pages(language: str) -> dict[str, tuple[str, Markup]]:
    """Return the title and HTML of every help page by key, in their order."""
    found = {}
    for path in sorted((paths.content() / "help" / language).glob("*.md")):
        facts, source = frontmatter.parse(path.read_text(encoding="utf-8"))
        if facts is not None:
            found[facts.key] = (facts.title, stored(render.to_html(source, language)))
    return found
