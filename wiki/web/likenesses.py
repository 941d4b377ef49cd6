"""What seems to ask for the same as a suggestion: while it is typed, and where it is read."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, NamedTuple

from wiki.domain import likenesses, redlines
from wiki.domain.likenesses import Like
from wiki.models import Contribution, Document, Text
from wiki.web import in_words, requests
from wiki.web.addresses import url_for
from wiki.web.chosen_blocks import Chosen
from wiki.web.languages import gettext


class Link(NamedTuple):
    """Where a suggestion is, and what it is called."""

    href: str
    label: str


def of_typed(chosen: Chosen, text: Text, typed: str) -> list[dict[str, Any]]:
    """Return what others suggest that is like typed words, each with its changes in words."""
    wanted = chosen.edit(text, typed)
    found = likenesses.of_typed(requests.db(), wanted, viewer=requests.viewer())
    return [_shown(text.section.document, like) for like in found]


def links(document: Document, proposals: Collection[str]) -> dict[str, list[Link]]:
    """Return where the suggestions are that these seem to ask for the same as, by their ids."""
    found = likenesses.of(requests.db(), document, proposals, viewer=requests.viewer())
    return {key: [_link(document, one) for one in alike] for key, alike in found.items()}


def _shown(document: Document, like: Like) -> dict[str, Any]:
    redline = redlines.stored(like.edit, language=like.edit.language or "en")
    return {
        "link": _link(document, like.contribution),
        "contribution": like.contribution,
        "sentences": in_words.sentences(redline, words_first=True),
    }


def _link(document: Document, one: Contribution) -> Link:
    href = url_for("proposals.show", document=document.key, proposal=one.id)
    if one.number is None:
        return Link(href, gettext("Suggestion"))
    return Link(href, gettext("Suggestion %(number)s", number=one.number))
