"""A deletion that is taken back brings the comments back, each to its own passage."""

from __future__ import annotations

import pytest
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
