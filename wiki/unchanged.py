"""What was read from a database, for as long as nobody writes to it.

An embedded database tells each connection whether another one changed it (`PRAGMA data_version`).
Until then the same question has the same answer, so that a page read by many is looked up once.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import suppress
from typing import Any

from cachetools import LRUCache
from sqlalchemy import Connection, Row

CHARACTERS = 1_000_000
"""How much one connection remembers."""

OF_A_ROW = 100
"""About as many characters as a row takes itself."""

_ANSWERS = "unchanged"

Rows = Sequence[Row[*tuple[Any, ...]]]


class Answers:
    """What one connection read from one state of the database, those asked for last."""

    def __init__(self, version: int) -> None:
        self.version = version
        self._known: LRUCache[Hashable, Rows] = LRUCache(CHARACTERS, getsizeof=_weight)

    def get(self, question: Hashable) -> Rows | None:
        """Return what was answered before, None where that is not known any more."""
        return self._known.get(question)

    def keep(self, question: Hashable, answer: Rows) -> None:
        """Remember an answer, unless it is too long to."""
        with suppress(ValueError):
            self._known[question] = answer


def begin(connection: Connection, version: int) -> None:
    """Note the state a reading transaction sees; what is known of another one is forgotten."""
    answers = connection.info.get(_ANSWERS)
    if answers is None or answers.version != version:
        connection.info[_ANSWERS] = Answers(version)


def answers_of(connection: Connection) -> Answers | None:
    """Return what a connection read from this state, None where nobody tells who else writes."""
    return connection.info.get(_ANSWERS)


def _weight(rows: Rows) -> int:
    words = sum(len(value) for row in rows for value in row if isinstance(value, str))
    return words + OF_A_ROW * (len(rows) + 1)
