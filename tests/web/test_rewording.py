"""A new wording of a suggestion of several edits: what is wrong is told at the box it is about."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, speak_english
from wiki.database import Database
from wiki.models import Account, Document, EditKind, Text

Visit = Callable[..., Browser]
LISTED = re.compile(r'<li><a href="#(field-[^"]*)">[^<:]*: ([^<]*)</a></li>')
UNCHANGED = "Nothing was changed yet. Please change something first."
TITLE = "Respect for all"


@pytest.fixture
def suggest(database: Database, people: Cast) -> Callable[..., str]:
    """Give what suggests another title, and perhaps other words; returns the address of both."""
    with database.write() as db:
        speak_english(db)
        factories.text(db, db.get_one(Document, people.document.id))

    def made(*, words: bool = True) -> str:
        with database.write() as db:
            text = db.scalars(select(Text)).one()
            renaming = factories.structural(
                EditKind.RENAME_SECTION, text.section, titles={"en": TITLE}
            )
            wanted = [renaming, factories.rewording(text, "in the morning", "every day")]
            noor = db.get_one(Account, people.noor.id)
            one = factories.proposal(db, text, by=noor, why="", wanted=wanted[: 1 + words])
            return f"/documents/code/proposals/{one.id}"

    return made


def fields(**others: str) -> dict[str, str]:
    """Return what the form sends as it came."""
    box = {"base-1": "1", "first_block-1": "0", "block_count-1": "1", "words-1": OTHER}
    return {"title-en": TITLE, **box, "why": "", "send": "yes", **others}


def told(page: str) -> list[tuple[str, str]]:
    """Return the fields that the page leads to, all of them there, and what it says of each."""
    found = LISTED.findall(page)
    assert all(f'id="{field}"' in page for field, _ in found)
    return found


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({}, UNCHANGED),
        ({"title-en": "Respect", "words-1": FIRST}, UNCHANGED),
        (
            {"block_count-1": "99"},
            "This paragraph is not there any more. Please choose another place.",
        ),
        ({"base-1": "9"}, "This paragraph is not there any more. Please choose another place."),
    ],
    ids=["all of it unchanged", "the words unchanged", "no such block", "no such revision"],
)
def test_words_after_a_title_are_told_at_their_own_box(
    visit: Visit, people: Cast, suggest: Callable[..., str], wrong: dict[str, str], words: str
) -> None:
    answer = visit(people.noor).post(f"{suggest()}/wording", **fields(**wrong))

    assert answer.status_code == 422
    assert told(answer.text) == [("field-words-1", words)]


def test_another_wording_without_boxes_for_words_is_told_at_the_reason(
    visit: Visit, people: Cast, suggest: Callable[..., str]
) -> None:
    address = suggest(words=False)

    answer = visit(people.noor).post(f"{address}/wording", **fields())

    assert told(answer.text) == [("field-why", UNCHANGED)]


def test_own_words_of_a_moderator_that_are_no_other_words_are_told_at_their_own_box(
    visit: Visit, people: Cast, suggest: Callable[..., str]
) -> None:
    address = suggest()
    choice = {"outcome": "adopted_in_other_words", "reason": "Thanks.", "take": "1"}

    answer = visit(people.mirjam).post(f"{address}/decision", preview="yes", **fields(**choice))

    assert [field for field, _ in told(answer.text)] == ["field-words-1"]


@pytest.mark.parametrize(
    "wrong",
    [{"block_count-1": "99"}, {"base-1": "9"}],
    ids=["no such block", "no such revision"],
)
def test_own_words_for_a_second_text_that_do_not_fit_are_told_at_its_box_and_the_reason_stays(
    visit: Visit, people: Cast, database: Database, wrong: dict[str, str]
) -> None:
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        both = [factories.text(db, document), factories.text(db, document, key="help")]
        wanted = [factories.rewording(one, "in the morning", "every day") for one in both]
        noor = db.get_one(Account, people.noor.id)
        one = factories.proposal(db, both[0], by=noor, wanted=wanted)
        address = f"/documents/code/proposals/{one.id}"
    first = {"base": "1", "first_block": "0", "block_count": "1", "words": OTHER}
    choice = {"outcome": "adopted_in_other_words", "reason": "Thanks to both."}
    browser = visit(people.mirjam)

    answer = browser.post(
        f"{address}/decision", preview="yes", **fields(**first, **choice, **wrong)
    )

    assert answer.status_code == 422
    assert [field for field, _ in told(answer.text)] == ["field-words-1"]
    assert "Thanks to both." in answer.text


def test_another_title_alone_is_kept_as_a_wording(
    visit: Visit, people: Cast, suggest: Callable[..., str]
) -> None:
    address = suggest()

    answer = visit(people.noor).post(f"{address}/wording", **fields(**{"title-en": "Respect"}))

    assert (answer.status_code, answer.location) == (303, address)
