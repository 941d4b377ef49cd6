"""The check of a document for editors: what was found in its texts, and what one can do about it.

Nobody has to do anything about it, and nothing waits for it.
"""

from __future__ import annotations

from itertools import groupby
from typing import Any, NamedTuple

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from wiki.domain import checks, sections
from wiki.domain.checks import Found, Where
from wiki.domain.permissions import Permission
from wiki.models import Document
from wiki.web import pages, requests
from wiki.web.access import requires
from wiki.web.addresses import url_for
from wiki.web.in_words import quoted
from wiki.web.languages import gettext, later
from wiki.web.words import language_name

bp = Blueprint("checks", __name__)

MOST = 100
"""How many places a rule lists; of more, the first ones."""

RULES: dict[str, tuple[str, str]] = {
    "value_without_behaviour": (
        later("Values without behaviour"),
        later(
            "A value is named, and no paragraph of its section is desired behaviour. Say what "
            "people do, or give the paragraph that says so its kind."
        ),
    ),
    "undefined_term": (
        later("Words without a definition"),
        later(
            "The text refers to a definition that is not there. Define the word, or take the "
            "reference out."
        ),
    ),
    "undefined_abbreviation": (
        later("Abbreviations that are written out nowhere"),
        later(
            "It stands in several paragraphs. Write it out where it comes first, with the "
            "abbreviation in brackets, or define it."
        ),
    ),
    "drift_within": (
        later("Must here, should or may there"),
        later("Two sentences ask nearly the same, not equally strongly. Which one is meant?"),
    ),
    "drift_between_languages": (
        later("Must in one language, should or may in another"),
        later(
            "The same paragraph asks more in one language than in another. Compare the two, and "
            "make them ask the same."
        ),
    ),
    "long_sentence": (
        later("Long sentences"),
        later(
            "They have more than %(most)s words. Cut them in two, or make a list: then more people "
            "understand them at once."
        ),
    ),
}


STRENGTHS: dict[str, str] = {
    "must": later("must"),
    "should": later("should"),
    "may": later("may"),
}


class Place(NamedTuple):
    """A place as the page lists it: where it is, its words, and what is remarkable there."""

    href: str
    label: str
    found: Found
    remark: str
    other_href: str
    other_label: str


@bp.get("/documents/<document>/<language>/check")
@requires(Permission.TEXT_EDIT)
def index(document: str, language: str) -> ResponseReturnValue:
    """Show what was found in the texts of one language, rule by rule."""
    found = pages.document(document, language, needs=Permission.TEXT_EDIT)
    db, viewer = requests.db(), requests.viewer()
    check = checks.look_through(db, found, language, viewer=viewer)
    entries = sections.contents(db, found, language)
    numbers = {entry.key: entry.number for entry in entries}
    return render_template(
        "checks/index.html",
        **pages.around(found, language),
        rules=_rules(found, language, check.found, numbers),
        unused=check.unused,
        most=MOST,
        longest=checks.LONGEST_SENTENCE,
    )


def _rules(
    document: Document, language: str, found: Any, numbers: dict[str, int]
) -> list[dict[str, Any]]:
    """Return the rules that found something: title, what to do, how many, and the first places."""
    listed = []
    order = list(RULES)
    in_order = sorted(found, key=lambda one: order.index(one.rule))
    for rule, several in groupby(in_order, key=lambda one: one.rule):
        places = [_place(document, language, one, numbers) for one in several]
        title, advice = RULES[rule]
        listed.append(
            {
                "key": rule.replace("_", "-"),
                "title": gettext(title),
                "advice": gettext(advice, most=checks.LONGEST_SENTENCE),
                "count": len(places),
                "places": places[:MOST],
            }
        )
    return listed


def _place(document: Document, language: str, found: Found, numbers: dict[str, int]) -> Place:
    def leads_to(where: Where, language: str) -> tuple[str, str]:
        keys = {"document": document.key, "language": language, "section": where.section_key}
        address = url_for("sections.show", **keys)
        return (
            f"{address}#block-{where.block}",
            f"{numbers.get(where.section_key, '')}.{where.number}",
        )

    other = leads_to(found.other, found.other_language) if found.other else ("", "")
    return Place(*leads_to(found.where, language), found, _remark(found, language), *other)


def _remark(found: Found, language: str) -> str:
    """Return what is remarkable at a place, where its words don't show it."""
    if found.rule == "long_sentence":
        return gettext("%(count)s words", count=found.told[0])
    if not found.rule.startswith("drift"):
        return ""
    here, there = (quoted(gettext(STRENGTHS[duty])) for duty in found.told)
    if found.other_language == language:
        return gettext("Here it is %(here)s, there %(there)s:", here=here, there=there)
    return gettext(
        "Here it is %(here)s, in %(language)s %(there)s:",
        here=here,
        there=there,
        language=language_name(found.other_language),
    )
