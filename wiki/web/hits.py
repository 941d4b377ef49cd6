"""Hits of a search as pages show them: where each leads, what it is, and the words around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from wiki.domain.search import Found, Group, Hit
from wiki.models import Comment, Contribution, ContributionKind, Document, EntryKind
from wiki.web.addresses import page_of, url_for
from wiki.web.languages import gettext

Parts = Sequence[tuple[str, bool]]
"""Words in stretches, each with whether it was looked for."""


class Shown(NamedTuple):
    """A hit on a page: its address, what it is, its section (number, title), the words around it.

    `said` is who speaks in it; nobody in a text. `part` says which part of a suggestion it is.
    """

    href: str
    label: Parts
    where: tuple[int, str] | None
    part: str
    excerpt: Parts
    lang: str
    said: Contribution | Comment | None
    contribution: Contribution | None


def shown(document: Document, found: Found) -> dict[Group, list[Shown]]:
    """Return the hits of a page by group, none for a group that has none on it."""
    return {
        group: [_shown(document, hit) for hit in hits.listed]
        for group, hits in found.groups.items()
        if hits.listed
    }


def _shown(document: Document, hit: Hit) -> Shown:
    if hit.contribution is None:
        return _of_text(document, hit)
    is_reason = hit.kind == EntryKind.REASON
    return Shown(
        page_of(document, hit.contribution, hit.comment),
        [(_name(hit.contribution, is_comment=hit.comment is not None), False)],
        (hit.section_number, hit.title) if hit.section else None,
        _part(hit.kind),
        hit.excerpt,
        hit.language,
        None if is_reason else hit.comment or hit.contribution,
        hit.contribution,
    )


def _of_text(document: Document, hit: Hit) -> Shown:
    href = url_for(
        "sections.show",
        document=document.key,
        language=hit.language,
        section=hit.section,
        _anchor=None if hit.position is None else f"block-{hit.position}",
    )
    if hit.kind == EntryKind.TITLE:
        title = [(f"{hit.section_number} ", False), *hit.excerpt]
        return Shown(href, title, None, "", (), hit.language, None, None)
    label = f"{hit.section_number} {hit.title}" if hit.section else ""
    if hit.paragraph is not None:
        label = f"{hit.section_number}.{hit.paragraph} {hit.title}"
    return Shown(href, [(label, False)], None, "", hit.excerpt, hit.language, None, None)


def _name(one: Contribution, *, is_comment: bool) -> str:
    if one.kind is ContributionKind.THREAD:
        return gettext("Comment %(number)s", number=one.number)
    if is_comment and one.number:
        return gettext("Comment on suggestion %(number)s", number=one.number)
    if is_comment:
        return gettext("Comment on a suggestion")
    return (
        gettext("Suggestion %(number)s", number=one.number) if one.number else gettext("Suggestion")
    )


def _part(kind: EntryKind) -> str:
    match kind:
        case EntryKind.WORDING:
            return gettext("Suggested words:")
        case EntryKind.WHY:
            return gettext("Why:")
        case EntryKind.REASON:
            return gettext("Reason:")
        case _:
            return ""
