"""Between reading a result and saving it somebody else was quicker: nothing is saved unread."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from sqlalchemy import func, select

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import (
    FIRST,
    OTHER,
    SECTION,
    move_on,
    overtaken,
    seal_of,
    send,
    source_of,
)
from wiki.database import Database
from wiki.models import Contribution, Revision, Text

Visit = Callable[..., Browser]
WORDS = f"{SECTION}/words"
BOX = {"base": "1", "first_block": "0", "block_count": "1"}
EDIT = {**BOX, "words": OTHER, "summary": "Not only mornings"}
OWN = FIRST.replace("in the morning", "all day")
DECISION = {
    **BOX,
    "outcome": "adopted_in_other_words",
    "words": OWN,
    "reason": "Thank you, clearer.",
}


def move_twice(database: Database, people: Cast, words: str) -> None:
    """Let somebody save the very same words, and something elsewhere in the text."""
    move_on(database, people.claire, FIRST, words)
    move_on(database, people.claire, "no answer", "no reply")


def revisions_of(database: Database) -> int:
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(Revision)) or 0


def test_of_an_edit_overtaken_elsewhere_in_the_text_the_new_result_is_shown(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)
    seal = seal_of(browser.post(WORDS, preview="yes", **EDIT).text)

    with overtaken(database, lambda: move_on(database, people.claire, "no answer", "no reply")):
        answer = browser.post(WORDS, save="yes", seal=seal, **EDIT)

    assert answer.status_code == 409
    assert "The text changed while you were reading" in answer.text
    assert FIRST in source_of(database)


def test_of_an_edit_overtaken_by_the_very_same_words_nothing_is_left_to_save(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)
    seal = seal_of(browser.post(WORDS, preview="yes", **EDIT).text)

    with overtaken(database, partial(move_twice, database, people, OTHER)):
        answer = browser.post(WORDS, save="yes", seal=seal, **EDIT)

    assert answer.status_code == 422
    assert 'href="#field-words"' in answer.text
    assert OTHER in answer.text
    assert "Not only mornings" in answer.text
    assert revisions_of(database) == 3


def test_of_a_decision_overtaken_by_the_very_same_words_the_outcome_is_asked_again(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = f"{send(visit(people.noor))}/decision"
    moderator = visit(people.mirjam)
    seal = seal_of(moderator.post(address, preview="yes", **DECISION).text)

    with overtaken(database, partial(move_twice, database, people, OWN)):
        answer = moderator.post(address, save="yes", seal=seal, **DECISION)

    assert answer.status_code == 422
    assert 'href="#field-outcome"' in answer.text
    assert "Thank you, clearer." in answer.text
    assert revisions_of(database) == 3
    with database.read() as db:
        assert db.scalars(select(Contribution)).one().outcome is None
