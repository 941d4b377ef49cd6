"""Ways through a section: from change to change, from talk to talk, and keys that do the same."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, SECTION, move_on, queries_of, words_of
from tests.web.test_budgets import OF_A_SECTION
from wiki.database import Database
from wiki.models import Account, Contribution, Revision, Text

Visit = Callable[..., Browser]
WAY = re.compile(r'<a href="#block-(\d+)">([^<]*)</a>')


@pytest.fixture
def talk(database: Database, people: Cast, text: Text) -> None:
    """Have people talk about the first and the second paragraph."""
    with database.write() as db:
        respect = db.get_one(Text, text.id)
        noor = db.get_one(Account, people.noor.id)
        quotes = [one.strip() for one in respect.source.split("\n\n")]
        factories.thread(db, respect, by=noor, on="We greet everyone")
        factories.proposal(db, respect, by=noor)
        factories.thread(db, respect, by=noor, on=quotes[1].split(".")[0], words="Who?")


def ways(page: str, beginning: str) -> list[tuple[str, str]]:
    """Return where the ways lead whose words begin so: position and words."""
    return [one for one in WAY.findall(page) if one[1].startswith(beginning)]


def test_who_comes_back_is_led_from_change_to_change(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    noor = visit(people.noor)
    assert "block--changed" not in noor.get(SECTION).text
    third = text.source.split("\n\n")[2].strip()
    move_on(database, people.claire, FIRST, OTHER)
    move_on(database, people.claire, third, f"{third} Always.")

    page = noor.get(SECTION).text

    changed = re.findall(r'class="block block--changed" id="block-(\d+)"', page)
    assert changed == ["0", "2"]
    assert ways(page, "Next change") == [("2", "Next change: 1.3")]
    assert "Changed paragraphs: 1.1, 1.3" in words_of(page)
    assert "block--changed" not in noor.get(SECTION).text


def test_a_new_paragraph_is_a_change_and_what_stands_below_it_is_none(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    noor = visit(people.noor)
    noor.get(SECTION)
    move_on(database, people.claire, FIRST, f"New words.\n\n{FIRST}")

    page = noor.get(SECTION).text

    assert re.findall(r'block--changed" id="block-(\d+)"', page) == ["0"]


def test_a_history_that_is_damaged_leaves_the_text_readable(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    noor = visit(people.noor)
    noor.get(SECTION)
    move_on(database, people.claire, FIRST, OTHER)
    with database.write() as db:
        db.query(Revision).where(Revision.number == 1).one().keyframe = "Else."

    answer = noor.get(SECTION)

    assert answer.status_code == 200
    assert "block--changed" not in answer.text


@pytest.mark.usefixtures("talk")
def test_one_place_where_people_talk_leads_to_the_next(visit: Visit, people: Cast) -> None:
    page = visit(people.bram).get(SECTION).text

    assert ways(page, "Next comments") == [("1", "Next comments or suggestions: 1.2")]


@pytest.mark.usefixtures("talk")
def test_the_strip_says_in_words_and_in_the_order_of_the_text_where_people_talk(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = visit(people.bram).get(SECTION).text

    strip = page[page.index('class="talk ') : page.index("</details>", page.index('class="talk '))]
    count = len(re.findall(r"data-level", strip))
    assert f"2 comments, 1 suggestion in 2 of {count} paragraphs" in words_of(strip)
    assert re.findall(r'data-level="(\d)"', strip)[:3] == ["2", "1", "0"]
    assert "Paragraph 1.1 1 comment, 1 suggestion Paragraph 1.2 1 comment" in words_of(strip)


def test_where_nobody_talks_there_is_no_strip(visit: Visit, people: Cast, text: Text) -> None:
    assert "talk__strip" not in visit(people.bram).get(SECTION).text


@pytest.mark.usefixtures("talk")
def test_who_may_not_see_it_is_not_told_of_it(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        for one in db.query(Contribution):
            one.held_at = factories.AT

    assert "talk__strip" not in visit(people.bram).get(SECTION).text


@pytest.mark.usefixtures("talk")
def test_the_keys_of_the_page_are_listed_and_can_be_switched_off(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor)
    page = noor.get(SECTION).text
    assert "Keys on this page" in page
    assert 'data-leads-to="talk" data-next="j" data-previous="k"' in page
    assert 'data-leads-to="change"' not in page

    noor.post("/preferences/keys", keys="off", next=SECTION)

    page = noor.get(SECTION).text
    assert "Single keys are switched off" in words_of(page)
    assert "data-next" not in page
    assert 'data-behaviour="keys" data-on' not in page
    assert "Switch keys on" in noor.get("/account").text


@pytest.mark.usefixtures("talk")
def test_who_comes_back_after_a_change_costs_no_more_than_a_section_may(
    visit: Visit, people: Cast, database: Database
) -> None:
    noor = visit(people.noor)
    noor.get(SECTION)
    move_on(database, people.claire, FIRST, OTHER)

    assert queries_of(database, lambda: noor.get(SECTION)) <= OF_A_SECTION


def test_in_a_comparison_one_stretch_of_changes_leads_to_the_next(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    last = text.source.split("\n\n")[-1].strip()
    between = "\n\n".join(f"Stays {number}." for number in range(4))
    move_on(database, people.claire, last, f"{between}\n\n{last}")
    move_on(database, people.claire, FIRST, OTHER)
    move_on(database, people.claire, last, f"{last} Always.")

    page = visit(people.noor).get(f"{SECTION}/history/compare?from=2&to=4").text

    assert re.findall(r'href="#(change-\d)"[^>]*>Next change<', page) == ["change-2"]
    second = page[page.index('id="change-2"') :]
    assert "added: Always." in words_of(second[: second.index("</div>")])
