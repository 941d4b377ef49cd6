"""What was read from a database, for as long as nobody writes to it.

An embedded database tells each connection whether another one changed it (`PRAGMA data_version`).
Until then the same question has the same answer, so that a page read by many is looked up once.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from contextlib import suppress
from operator import attrgetter
from typing import Any, NamedTuple

from cachetools import LRUCache
from sqlalchemy import Connection, Row

CHARACTERS = 1_000_000
"""How much one connection remembers."""

OF_AN_ANSWER, OF_A_ROW = 500, 100
"""About as many characters as an answer and each row of it take themselves."""

_ANSWERS = "unchanged"

Rows = Sequence[Row[*tuple[Any, ...]]]
Question = tuple[Hashable, ...]
"""A statement, which stands for itself, and then all that it is given."""


class Answer(NamedTuple):
    """The rows that were found, and how many characters they and their question have."""

    rows: Rows
    weight: int


class Answers:
    """What one connection read from one state of the database, those asked for last."""

    def __init__(self, version: int) -> None:
        self.version = version
        self._known: LRUCache[Question, Answer] = LRUCache(CHARACTERS, attrgetter("weight"))

    def get(self, question: Question) -> Rows | None:
        """Return what was answered before, None where that is not known any more."""
        known = self._known.get(question)
        return known.rows if known else None

    def keep(self, question: Question, rows: Rows) -> None:
        """Remember an answer, unless it is too long to."""
        with suppress(ValueError):
            self._known[question] = Answer(rows, _weight(question, rows))


def begin(connection: Connection, version: int) -> None:
    """Note the state a reading transaction sees; what is known of another one is forgotten."""
    answers = connection.info.get(_ANSWERS)
    if answers is None or answers.version != version:
        connection.info[_ANSWERS] = Answers(version)


def answers_of(connection: Connection) -> Answers | None:
    """Return what a connection read from this state, None where nobody tells who else writes."""
    return connection.info.get(_ANSWERS)


def _weight(question: Question, rows: Rows) -> int:
    words = sum(len(value) for row in rows for value in row if isinstance(value, str))
    return OF_AN_ANSWER + len(repr(question[1:])) + OF_A_ROW * len(rows) + words
