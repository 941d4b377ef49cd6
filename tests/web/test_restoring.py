"""Going back to an earlier revision: what was read is done once, and what was typed stays."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, SECTION, move_on, source_of
from wiki.database import Database
from wiki.models import Revision, Text

Visit = Callable[..., Browser]
BACK = f"{SECTION}/history/1/restoration"
WHY = "The council asked for it."


@pytest.fixture(autouse=True)
def second_revision(database: Database, people: Cast, text: Text) -> None:
    move_on(database, people.claire, "We listen", "We all listen")


def go_back(browser: Browser, seen: str = "2", summary: str = WHY) -> TestResponse:
    return browser.post(BACK, seen=seen, summary=summary, form_key="same")


def test_going_back_sent_again_afterwards_leads_where_it_led_first(
    visit: Visit, people: Cast, database: Database
) -> None:
    browser = visit(people.claire)

    first, again = go_back(browser), go_back(browser)

    assert (first.status_code, again.status_code) == (303, 303)
    assert again.location == first.location
    assert FIRST in source_of(database)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Revision)) == 3


def test_when_the_text_moved_on_the_difference_is_shown_anew_and_the_summary_kept(
    visit: Visit, people: Cast, database: Database
) -> None:
    browser = visit(people.claire)
    move_on(database, people.sanne, "need no answer", "can wait")

    answer = go_back(browser, seen="2")

    assert answer.status_code == 409
    assert "The text changed while you were reading" in answer.text
    assert "can wait" in answer.text
    assert f'value="{WHY}"' in answer.text
    assert 'name="seen" value="3"' in answer.text
    assert FIRST not in source_of(database)
    assert go_back(browser, seen="3").status_code == 303


@pytest.mark.parametrize("summary", ["", "x" * 301])
def test_going_back_without_a_fit_summary_is_refused_in_the_form(
    visit: Visit, people: Cast, database: Database, summary: str
) -> None:
    answer = go_back(visit(people.claire), summary=summary)

    assert answer.status_code == 422
    assert "#field-summary" in answer.text
    assert FIRST not in source_of(database)


def test_going_back_to_the_words_of_now_is_refused_in_the_form(
    visit: Visit, people: Cast, database: Database
) -> None:
    move_on(database, people.claire, "We all listen", "We listen")

    answer = go_back(visit(people.claire), seen="3")

    assert answer.status_code == 422
    assert "#field-summary" in answer.text


def test_comparing_folds_the_paragraphs_that_stay_without_leaving_them_out(
    visit: Visit, people: Cast
) -> None:
    page = visit(people.noor).get(f"{SECTION}/history/compare?from=1&to=2").text

    shown, summary, folded = page.partition("<summary>3 paragraphs stay as they are</summary>")
    assert summary
    assert "all </ins>" in shown
    assert "need no answer" in folded
