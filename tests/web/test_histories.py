"""Histories as pages: every revision can be read whole, whatever came after it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial

import pytest
from sqlalchemy import select, update

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, move_on, queries_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import past_words, releases, revisions
from wiki.domain.revisions import State
from wiki.models import Account, Block, Document, Text

Visit = Callable[..., Browser]
HEADING = re.compile(r"<h([1-6])[^>]*>(.*?)</h\1>")


@pytest.fixture(autouse=True)
def three_revisions(database: Database, people: Cast) -> None:
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        factories.text(db, document)
        releases.make(db, document, "One", by=db.get_one(Account, people.sanne.id), at=factories.AT)
    move_on(database, people.claire, "We listen", "We **all** listen")
    move_on(database, people.claire, "need no answer", "can wait")


def headings_of(page: str) -> list[tuple[str, str]]:
    """Return the level and the words of each heading."""
    return [(level, words_of(words)) for level, words in HEADING.findall(page)]


def text_of(page: str) -> str:
    """Return what stands in the part of a page that shows the text of a revision."""
    _, found, rest = page.partition('id="text"')
    assert found, "the page shows no text"
    return rest.partition("</section>")[0]


@pytest.mark.parametrize(
    ("number", "there", "absent"),
    [
        (1, "We listen to each other.", "We all listen"),
        (2, "We all listen to each other.", "can wait"),
        (3, "can wait", "need no answer"),
    ],
)
def test_a_revision_shows_its_whole_text_rendered(
    visit: Visit, people: Cast, number: int, there: str, absent: str
) -> None:
    shown = text_of(visit(people.noor).get(f"{SECTION}/history/{number}").text)

    assert there in words_of(shown)
    assert "We greet everyone in the morning." in words_of(shown)
    assert absent not in words_of(shown)
    assert ("<strong>all</strong>" in shown) is (number > 1)
    assert "data-behaviour" not in shown


def test_a_release_leads_to_the_text_it_froze(visit: Visit, people: Cast) -> None:
    browser = visit(people.noor)

    assert f"{SECTION}/history/1#text" in browser.get("/documents/code/releases/1").text


def test_any_revision_asks_as_many_queries_also_across_a_whole_one(
    visit: Visit, people: Cast, database: Database
) -> None:
    whole = revisions.KEYFRAME_EVERY + 1
    for number in range(4, whole + 3):
        move_on(database, people.claire, "can wait", f"can wait {number}")
    browser = visit(people.noor)
    browser.get(f"{SECTION}/history/2")

    asked = {
        number: queries_of(database, partial(browser.get, f"{SECTION}/history/{number}"))
        for number in (2, whole - 1, whole, whole + 1)
    }

    assert len(set(asked.values())) == 1, asked


def test_the_newest_revision_shows_the_words_that_are_stored(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        db.execute(update(Block).where(Block.position == 0).values(html="<h5>Stored words</h5>"))
    browser = visit(people.noor)

    assert "<h6>Stored words</h6>" in text_of(browser.get(f"{SECTION}/history/3").text)
    assert "Stored words" not in text_of(browser.get(f"{SECTION}/history/2").text)


def test_an_earlier_revision_is_written_once(database: Database) -> None:
    with database.read() as db:
        text = db.scalars(select(Text)).one()
        first, again = (past_words.html(text, revisions.state_at(db, text, 2)) for _ in range(2))

    assert first is again
    assert "<strong>all</strong>" in first


def test_what_is_remembered_of_earlier_revisions_is_bounded(database: Database) -> None:
    large = "x" * 400_000
    with database.read() as db:
        text = db.scalars(select(Text)).one()
        for number in range(12):
            past_words.html(text, State(1, "Respect", f"```\n{large}{number}\n```\n"))

    kept = past_words.remembered
    assert 2 < len(kept) < 12
    assert sum(len(key) + len(html) for key, html in kept.items()) <= past_words.CHARACTERS


def test_the_headings_of_a_revision_stand_under_the_one_that_names_it(
    visit: Visit, people: Cast
) -> None:
    browser = visit(people.noor)

    for number in (1, 3):
        shown = text_of(browser.get(f"{SECTION}/history/{number}").text)
        assert headings_of(shown) == [
            ("2", f"The text of revision {number}: Respect"),
            ("3", "In meetings"),
        ]
        assert "<strong>Respect" not in shown
