"""Help pages: short texts in the content folder, in both languages."""

from __future__ import annotations

from functools import lru_cache

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from wiki import paths
from wiki.errors import NotFound
from wiki.export import bundle
from wiki.i18n import LANGUAGES
from wiki.web import filters, languages
from wiki.web.access import public

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
    read = bundle.read(paths.content() / "help" / language)
    return {
        file.facts.key: (file.facts.title, filters.rendered(file.source, language))
        for file in sorted(read.files, key=lambda file: file.name)
        if file.facts is not None
    }
