"""Searching a document: a page for everybody, and a short list while somebody types."""

from __future__ import annotations

import re
from typing import Any

from flask import Blueprint, Response, make_response, render_template, request
from flask.typing import ResponseReturnValue

from wiki.domain import search
from wiki.domain.permissions import Permission
from wiki.domain.search import Found, Group, Key
from wiki.models import Document
from wiki.web import hits, pace, pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.languages import gettext

bp = Blueprint("search", __name__)

LONGEST = 200
"""How many characters can be looked for."""

A_MINUTE = 120
"""How often a minute one account or browser may search, or ask for the list below the field."""

MOST_SINGLE = 3
"""Of words that are not found together, so many are looked for one by one."""

KEY = re.compile(r"(-?\d{1,9})_(-?\d{1,9})_(-?\d{1,9})_(\d{1,19})")


@bp.get("/documents/<document>/<language>/search")
@requires(Permission.DOCUMENT_READ)
def show(document: str, language: str) -> ResponseReturnValue:
    """Show what `?q=` finds, a few of each kind; `?show=` and `?after=` page through one kind."""
    pace.keep_to("search page", A_MINUTE)
    found = pages.document(document, language)
    words, group = words_asked(), _group()
    db, viewer = requests.db(), requests.viewer()
    result = search.find(
        db, viewer, words, document=found, language=language, show=group, after=_after()
    )
    return render_template(
        "search/show.html",
        document=found,
        text_language=language,
        words=words,
        found=result,
        hits=hits.shown(found, result),
        group=group,
        tabs=_tabs(found, language, words, result, group),
        kinds=_kinds(),
        more=_more(found, language, words, result, group),
        older=_older(found, language, words, result, group),
        meant=_meant(found, language, result),
        single=_single(found, language, result),
        alternates={each: _address(found, each, q=words or None) for each in found.languages},
    )


@bp.get("/documents/<document>/<language>/search/hits")
@requires(Permission.DOCUMENT_READ)
def index(document: str, language: str) -> ResponseReturnValue:
    """Return the first hits of `?q=` as a piece of a page, for a list below the field."""
    pace.keep_to("search", A_MINUTE)
    found = pages.document(document, language)
    words = words_asked()
    result = search.find(
        requests.db(), requests.viewer(), words, document=found, language=language, most=3
    )
    html = render_template(
        "search/_hits.html",
        words=words,
        found=result,
        hits=hits.shown(found, result),
        all_url=_address(found, language, q=words),
    )
    response: Response = make_response(html)
    response.headers["Cache-Control"] = "no-store"
    return response


def words_asked() -> str:
    """Return what is looked for, as it can be shown and sent again."""
    typed = request.args.get("q", "")
    return "".join(filter(str.isprintable, " ".join(typed.split())))[:LONGEST].strip()


def _group() -> Group | None:
    asked = request.args.get("show", "")
    return Group(asked) if asked in set(Group) else None


def _after() -> Key | None:
    match = KEY.fullmatch(request.args.get("after", ""))
    key = Key(*map(int, match.groups())) if match else None
    return key if key and key.id < 2**63 else None


def _key(key: Key | None) -> str | None:
    return "_".join(map(str, key)) if key else None


def _address(document: Document, language: str, **values: Any) -> str:
    return url_for("search.show", document=document.key, language=language, **values)


def _kinds() -> dict[Group, str]:
    return {
        Group.TEXTS: gettext("Texts"),
        Group.COMMENTS: gettext("Comments"),
        Group.SUGGESTIONS: gettext("Suggestions"),
    }


def _tabs(
    document: Document, language: str, words: str, found: Found, current: Group | None
) -> list[dict[str, Any]]:
    labels: list[tuple[Group | None, str]] = [(None, gettext("All")), *_kinds().items()]
    return [
        {
            "label": label,
            "href": _address(document, language, q=words, show=group),
            "count": found.groups[group].count if group else found.count,
            "current": group is current,
        }
        for group, label in labels
    ]


def _more(
    document: Document, language: str, words: str, found: Found, current: Group | None
) -> dict[Group, str]:
    """Return where the rest of each kind is, nothing where all of it is on this page."""
    return {
        group: _address(document, language, q=words, show=group)
        if current is None and of_kind.after
        else ""
        for group, of_kind in found.groups.items()
    }


def _older(
    document: Document, language: str, words: str, found: Found, current: Group | None
) -> str:
    """Return the address of the next page of one kind, nothing at its end."""
    after = found.groups[current].after if current else None
    return _address(document, language, q=words, show=current, after=_key(after)) if after else ""


def _meant(document: Document, language: str, found: Found) -> str:
    """Return words spelled much the same that do find something, where these found nothing."""
    if found.count or found.elsewhere or not found.asked:
        return ""
    db, viewer = requests.db(), requests.viewer()
    words = search.alike(db, viewer, found.asked, document=document, language=language)
    return words if words and _finds(document, language, words) else ""


def _single(document: Document, language: str, found: Found) -> list[str]:
    """Return the terms that do find something alone, where all of them together found nothing."""
    terms = [" ".join(term.words) for term in found.asked.terms]
    if found.count or len(terms) < 2:
        return []
    return [term for term in terms[:MOST_SINGLE] if _finds(document, language, term)]


def _finds(document: Document, language: str, words: str) -> bool:
    db, viewer = requests.db(), requests.viewer()
    found = search.find(db, viewer, words, document=document, language=language, most=1)
    return bool(found.count or found.elsewhere)
