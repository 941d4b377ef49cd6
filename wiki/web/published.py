"""The published code: the newest release as a page, and a lasting address for each number."""

from __future__ import annotations

import re
from functools import partial

from flask import Blueprint, redirect, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import published, published_search, releases
from wiki.domain.permissions import Permission
from wiki.domain.published import Chapter, Place, Standing
from wiki.errors import NotFound
from wiki.models import Document, Release
from wiki.web import pace, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.pages import Link
from wiki.web.search import A_MINUTE, words_asked

bp = Blueprint("published", __name__)

PLACE = re.compile(r"([1-9][0-9]{0,5})\.([1-9][0-9]{0,5})")


@bp.app_template_global()
def is_published(document: Document) -> bool:
    """Tell whether a document has a release to read."""
    return published.newest(requests.db(), document) is not None


@bp.get("/documents/<document>/<language>/code")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str) -> ResponseReturnValue:
    """Show the newest release whole."""
    found = pages.document(document, language)
    release, chapters = _newest(found, language)
    return render_template(
        "published/show.html",
        document=found,
        text_language=language,
        release=release,
        chapters=chapters,
        keys=tuple(chapter.key for chapter in chapters),
        sections=_outline(chapters),
        terms=published.terms(chapters),
        numbers_url=_numbers_url(found, language, release.number) if release else "",
        alternates=pages.alternates(found),
    )


@bp.get("/documents/<document>/<language>/code/search")
@requires(Permission.DOCUMENT_READ)
def search(document: str, language: str) -> ResponseReturnValue:
    """Show what `?q=` finds in the newest release."""
    pace.keep_to("search page", A_MINUTE)
    found = pages.document(document, language)
    release, chapters = _newest(found, language)
    words = words_asked()
    address = partial(url_for, "published.search", document=found.key, q=words or None)
    return render_template(
        "published/search.html",
        document=found,
        text_language=language,
        release=release,
        words=words,
        hits=published_search.find(chapters, language, words),
        alternates={each: address(language=each) for each in found.languages},
    )


@bp.get("/documents/<document>/<language>/code/<place>")
@requires(Permission.DOCUMENT_READ)
def show_block(document: str, language: str, place: str) -> ResponseReturnValue:
    """Lead to a paragraph by its number, as "4.3"; one of an earlier release to where it is now."""
    return lead(pages.document(document, language), language, place)


def lead(
    document: Document, language: str, place: str, *, release: int | None = None
) -> ResponseReturnValue:
    """Redirect to where the block of a number stands in the published code, or say it is gone."""
    numbers = PLACE.fullmatch(place)
    if numbers is None:
        raise NotFound
    wanted = Place(int(numbers[1]), int(numbers[2]))
    found = published.led(requests.db(), document, language, wanted, release=release)
    if found.is_there:
        return redirect(_address(document, language, found.last), 302)
    return render_template(
        "published/gone.html",
        document=document,
        text_language=language,
        asked=found.asked,
        last=found.last,
        alternates=pages.alternates(document),
    )


def _newest(document: Document, language: str) -> tuple[Release | None, tuple[Chapter, ...]]:
    release = releases.latest(requests.db(), document)
    return release, published.chapters(requests.db(), release, language) if release else ()


def _address(document: Document, language: str, standing: Standing) -> str:
    anchor = f"{standing.section}.{standing.paragraph}"
    return url_for("published.show", document=document.key, language=language, _anchor=anchor)


def _numbers_url(document: Document, language: str, release: int) -> str:
    """Return what a number is added to for an address of its block that lasts."""
    values = {"document": document.key, "language": language, "number": release}
    return url_for("releases.show_block", **values, place="-").removesuffix("-")


def _outline(chapters: tuple[Chapter, ...]) -> tuple[Link, ...]:
    return tuple(
        Link(chapter.number, chapter.title, f"#section-{chapter.key}", current=False)
        for chapter in chapters
    )
