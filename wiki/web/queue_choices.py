"""What the queue can be narrowed to: a section, a language, a round, how long it waits.

What an address asks for that isn't there narrows nothing: an old bookmark still leads to the queue.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask import request

from wiki.domain import queue, rounds, sections
from wiki.domain.queue import Narrowed, Show
from wiki.domain.sections import Entry
from wiki.errors import NotFound
from wiki.models import Document, Round, Section
from wiki.web import requests
from wiki.web.languages import gettext, ngettext
from wiki.web.words import language_name

_DAYS = (7, 14, 30)
_NAMES = ("section", "language", "round", "days")
_WORD = re.compile(r"[a-z0-9-]{1,100}")


@dataclass(frozen=True, slots=True)
class Choices:
    """What the queue is narrowed to, the part of its address that says so, and all rounds."""

    narrowed: Narrowed
    asked: dict[str, str]
    rounds: Sequence[Round]


def read(document: Document) -> Choices:
    """Return what the address narrows the queue to."""
    planned = rounds.for_document(requests.db(), document)
    section, days = _section(document), _days()
    language = _among("language", document.languages)
    within = next((one for one in planned if one.id == request.args.get("round")), None)
    before = requests.now().date() - timedelta(days=days) if days else None
    asked = {
        "section": section.key if section else "",
        "language": language or "",
        "round": within.id if within else "",
        "days": str(days or ""),
    }
    return Choices(
        Narrowed(section, language, within, before),
        {name: value for name, value in asked.items() if value},
        planned,
    )


def show(document: Document, name: str = "show") -> Show:
    """Return which of what waits the address asks for: all, where the viewer may not see that."""
    asked = request.args.get(name, "")
    found = Show(asked) if asked in set(Show) else Show.ALL
    may = found is not Show.HELD or queue.may_see_held(requests.viewer(), document)
    return found if may else Show.ALL


def sent_along(show: Show, choices: Choices) -> dict[str, str]:
    """Return what the address of something in the queue tells of it, to come back and go on."""
    return {"queue": show.value, **choices.asked}


def asked_along() -> dict[str, str]:
    """Return what the address of this page tells of the queue; empty where one came otherwise."""
    if request.args.get("queue", "") not in set(Show):
        return {}
    asked = {name: request.args.get(name, "") for name in _NAMES}
    words = {name: value for name, value in asked.items() if _WORD.fullmatch(value)}
    return {"queue": request.args["queue"], **words}


def shown(
    choices: Choices, document: Document, entries: Sequence[Entry], language: str
) -> list[dict[str, Any]]:
    """Return the lists to choose from, without those that leave no choice."""
    named = [(entry.key, f"{entry.number} {entry.title}") for entry in entries]
    spoken = [(one, language_name(one)) for one in document.languages]
    planned = [(one.id, _title(one, language)) for one in choices.rounds]
    waiting = [
        (str(days), ngettext("longer than %(num)d day", "longer than %(num)d days", days))
        for days in _DAYS
    ]
    lists = [
        _list("section", gettext("Section"), gettext("All sections"), named),
        _list("days", gettext("Waits"), gettext("However long"), waiting),
    ]
    if len(spoken) > 1:
        lists.append(_list("language", gettext("Language"), gettext("All languages"), spoken))
    if planned:
        lists.append(_list("round", gettext("Round"), gettext("All rounds"), planned))
    return [one | {"chosen": choices.asked.get(one["name"], "")} for one in lists]


def _list(name: str, label: str, everything: str, listed: list[tuple[str, str]]) -> dict[str, Any]:
    return {"name": name, "label": label, "options": [("", everything), *listed]}


def _title(one: Round, language: str) -> str:
    return one.titles.get(language) or next(iter(one.titles.values()))


def _section(document: Document) -> Section | None:
    key = request.args.get("section", "")
    try:
        return sections.find(requests.db(), document, key) if key else None
    except NotFound:
        return None


def _days() -> int | None:
    asked = _among("days", [str(days) for days in _DAYS])
    return int(asked) if asked else None


def _among(name: str, allowed: Sequence[str]) -> str | None:
    asked = request.args.get(name, "")
    return asked if asked in allowed else None
