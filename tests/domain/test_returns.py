"""A deletion that is taken back brings the comments back, each to its own passage."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import placements, texts
from wiki.domain.passages import Passage
from wiki.models import Text, Thread

TWICE = "We greet everyone. Ask for help.\n\nWe listen. Ask for help.\n\nWe thank people.\n"
QUOTE = "Ask for help."


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, source=TWICE)


def become(db: Session, text: Text, source: str) -> None:
    prepared = texts.prepare(db, text, source)
    texts.revise(db, text, prepared, by=None, at=factories.AT)


def second_copy(db: Session, text: Text, cast: Cast) -> Thread:
    start = text.source.rindex(QUOTE)
    return factories.thread(db, text, by=cast.noor, on=Passage(start, start + len(QUOTE), QUOTE))


def place(db: Session, text: Text, thread: Thread) -> str:
    found = placements.of(db, thread.contribution, text)
    assert found is not None
    if found.start is None:
        return ""
    return text.source[found.start - 11 : found.end]


def test_of_two_equal_passages_each_comes_back_to_its_own(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = second_copy(db, text, cast)

    become(db, text, "We thank people.\n")
    assert place(db, text, thread) == ""
    become(db, text, "We thank everybody.\n")
    become(db, text, TWICE)

    assert place(db, text, thread) == f"We listen. {QUOTE}"


def test_a_passage_that_comes_back_in_other_words_is_found_from_where_it_last_stood(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = second_copy(db, text, cast)

    become(db, text, "We thank people.\n")
    become(db, text, TWICE.replace("listen. Ask for help", "listen. Ask for our help"))

    assert place(db, text, thread).endswith("Ask for our help.")


def test_other_words_bring_nothing_back(db: Session, text: Text, cast: Cast) -> None:
    thread = second_copy(db, text, cast)

    become(db, text, "We thank people.\n")
    become(db, text, "We thank people.\n\nHelp is near.\n")

    assert place(db, text, thread) == ""


def test_after_many_revisions_without_it_a_passage_comes_back_from_where_it_last_stood(
    db: Session, text: Text, cast: Cast
) -> None:
    thread = second_copy(db, text, cast)
    for thanks in range(4):
        become(db, text, f"We thank {thanks} people.\n")
    found = placements.of(db, thread.contribution, text)
    assert found is not None
    assert (found.start, found.last_stood) == (None, 1)

    with statements(db) as asked:
        become(db, text, TWICE)

    assert place(db, text, thread) == f"We listen. {QUOTE}"
    looks = [one for one in asked if "FROM placement" in one]
    assert looks
    assert [one for one in looks if "placement.number =" not in one] == []


@contextmanager
def statements(db: Session) -> Iterator[list[str]]:
    """Give the list of statements that are executed meanwhile."""
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    engine = db.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
