"""Histories as pages: every revision can be read whole, whatever came after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, move_on, queries_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import releases
from wiki.models import Account, Document

Visit = Callable[..., Browser]


@pytest.fixture(autouse=True)
def three_revisions(database: Database, people: Cast) -> None:
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        factories.text(db, document)
        releases.make(db, document, "One", by=db.get_one(Account, people.sanne.id), at=factories.AT)
    move_on(database, people.claire, "We listen", "We **all** listen")
    move_on(database, people.claire, "need no answer", "can wait")


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


def test_an_old_revision_asks_no_more_queries_than_a_younger_one(
    visit: Visit, people: Cast, database: Database
) -> None:
    browser = visit(people.noor)
    browser.get(f"{SECTION}/history/2")
    young = queries_of(database, lambda: browser.get(f"{SECTION}/history/2"))
    for number in range(6):
        move_on(database, people.claire, "can wait", f"can wait {number}")

    assert queries_of(database, lambda: browser.get(f"{SECTION}/history/8")) == young
