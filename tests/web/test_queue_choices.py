"""The queue, narrowed to a language, a round, or what waits longest."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import queries_of, speak_english, words_of
from wiki import clock
from wiki.database import Database
from wiki.models import Account, Contribution, Document

Visit = Callable[..., Browser]
QUEUE = "/documents/code/queue"


@pytest.fixture
def round_id(database: Database, people: Cast) -> str:
    """Give comments of 7, 8 and 40 days ago, the second in Dutch and within a round."""
    with database.write() as db:
        speak_english(db)
        document = db.get_one(Document, people.document.id)
        made = factories.text(db, document)
        noor, sanne = (db.get_one(Account, one.id) for one in (people.noor, people.sanne))
        for days, words in ((40, "Oldest?"), (8, "Older?"), (7, "Week old?")):
            at = clock.now() - timedelta(days=days)
            factories.thread(db, made, by=noor, words=words, at=at)
        within = factories.round_(db, document, by=sanne)
        dutch = db.scalars(select(Contribution).order_by(Contribution.said_on)).all()[1]
        dutch.language, dutch.round_id = "nl", within.id
        return within.id


def listed(page: str) -> list[str]:
    """Return which of the comments a page lists, in its order."""
    seen = words_of(page)
    return sorted(
        (one for one in ("Oldest?", "Older?", "Week old?") if one in seen), key=seen.index
    )


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("days=7", ["Oldest?", "Older?"]),
        ("days=14", ["Oldest?"]),
        ("days=8", ["Oldest?", "Older?", "Week old?"]),
        ("language=nl", ["Older?"]),
        ("language=fr", ["Oldest?", "Older?", "Week old?"]),
        ("language=nl&days=14", []),
        ("round=none&days=&section=", ["Oldest?", "Older?", "Week old?"]),
    ],
)
def test_it_is_narrowed_by_language_and_by_how_long_something_waits(
    visit: Visit, people: Cast, round_id: str, asked: str, found: list[str]
) -> None:
    page = visit(people.mirjam).get(f"{QUEUE}?{asked}").text

    assert listed(page) == found
    assert f"All ({len(found)})" in words_of(page)


def test_it_is_narrowed_to_a_round_and_its_tabs_stay_narrowed(
    visit: Visit, people: Cast, round_id: str
) -> None:
    page = visit(people.mirjam).get(f"{QUEUE}?round={round_id}&days=7").text

    assert listed(page) == ["Older?"]
    assert f'<option value="{round_id}" selected>Round 1</option>' in page
    assert '<option value="7" selected>longer than 7 days</option>' in page
    assert f"show=comments&amp;round={round_id}&amp;days=7" in page


def test_narrowing_takes_no_more_queries(
    visit: Visit, people: Cast, round_id: str, database: Database
) -> None:
    browser = visit(people.mirjam)
    wide = queries_of(database, lambda: browser.get(QUEUE))
    narrowed = f"{QUEUE}?days=7&language=nl&round={round_id}"

    assert queries_of(database, lambda: browser.get(narrowed)) == wide


def test_a_list_with_nothing_to_choose_is_left_out(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        speak_english(db)

    page = visit(people.mirjam).get(QUEUE).text

    assert 'name="round"' not in page
    assert 'name="days"' in page


def test_what_it_is_narrowed_to_is_named_on_the_folded_choices(
    visit: Visit, people: Cast, round_id: str
) -> None:
    mirjam = visit(people.mirjam)

    plain, narrowed = (
        mirjam.get(f"{QUEUE}{asked}").text for asked in ("", "?show=comments&days=7&language=nl")
    )

    assert summary_of(plain) == "Show only some of it"
    assert summary_of(narrowed) == "Only: longer than 7 days · Dutch"
    assert "Show everything again" not in plain
    assert f'<a href="{QUEUE}?show=comments">Show everything again</a>' in narrowed


def test_each_box_to_tick_has_a_visible_word(visit: Visit, people: Cast, round_id: str) -> None:
    page = visit(people.mirjam).get(QUEUE).text

    labels = re.findall(r'<label class="queue__tick">(.*?)</label>', page)
    assert len(labels) == 3
    assert all(words_of(one.partition("<span")[0]) == "Tick" for one in labels)


def summary_of(page: str) -> str:
    """Return what stands on the folded choices."""
    found = re.search(r'<details class="queue__narrow">\s*<summary>(.*?)</summary>', page, re.S)
    assert found
    return words_of(found[1])
