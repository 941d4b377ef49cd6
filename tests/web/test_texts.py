"""Editing a text directly: editors and the lead, with a summary, the result read first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask, render_template
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import (
    FIRST,
    OTHER,
    SECTION,
    move_on,
    seal_of,
    source_of,
    words_of,
)
from wiki.database import Database
from wiki.models import Revision, Text

Visit = Callable[..., Browser]
WORDS = f"{SECTION}/words"


def fields(words: str = OTHER, **others: Any) -> dict[str, Any]:
    box = {"base": "1", "first_block": "0", "block_count": "1", "words": words}
    return {**box, "summary": "Every day, not only mornings", **others}


def save(browser: Browser, **others: Any) -> TestResponse:
    """Read the result and save it."""
    if "seal" not in others:
        others["seal"] = seal_of(browser.post(WORDS, preview="yes", **fields(**others)).text)
    return browser.post(WORDS, save="yes", **fields(**others))


def read_before_others_wrote(browser: Browser, people: Cast, database: Database) -> str:
    """Read the result, which others then overtake in another place; gives its seal."""
    seal = seal_of(browser.post(WORDS, preview="yes", **fields()).text)
    move_on(database, people.claire, "need no answer", "can wait")
    return seal


def test_an_editor_chooses_blocks_and_finds_their_words_in_a_box(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit(people.claire)

    assert "?first=0&amp;last=0" in browser.get(WORDS).text
    assert FIRST in browser.get(f"{WORDS}?first=0").text


def test_the_result_can_be_read_before_there_is_a_summary_but_not_saved(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.claire)

    page = browser.post(WORDS, preview="yes", **fields(summary=""))
    refused = save(browser, summary="")

    assert page.status_code == 200
    assert OTHER in words_of(page.text)
    assert refused.status_code == 422
    assert FIRST in source_of(database)


def test_the_result_is_shown_and_then_saved_as_a_revision_with_its_summary(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)

    page = browser.post(WORDS, preview="yes", **fields()).text
    assert OTHER in words_of(page)
    assert FIRST in source_of(database)
    answer = save(browser)

    assert answer.status_code == 303
    assert answer.location == SECTION
    assert OTHER in source_of(database)
    with database.read() as db:
        newest = db.scalars(select(Revision).order_by(Revision.number.desc())).first()
    assert newest
    assert newest.summary == "Every day, not only mornings"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"summary": " "}, "summary"),
        ({"summary": "x" * 301}, "summary"),
        ({"words": FIRST}, "words"),
        ({"words": "a\x00b"}, "words"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_saved(
    visit: Visit, people: Cast, text: Text, database: Database, wrong: dict[str, str], field: str
) -> None:
    answer = visit(people.claire).post(WORDS, save="yes", **fields(**wrong))

    assert answer.status_code == 422
    assert f"#field-{field}" in answer.text
    assert FIRST in source_of(database)


def test_what_was_typed_is_saved_at_once_where_nobody_else_wrote(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    answer = visit(people.claire).post(WORDS, save="yes", **fields())

    assert answer.status_code == 303
    assert OTHER in source_of(database)


def test_who_saved_knows_their_own_words_and_is_told_of_those_of_others(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    news = "This text changed since you read it"
    browser = visit(people.claire)
    browser.get(SECTION)
    browser.post(WORDS, save="yes", **fields())
    after_their_own = browser.get(SECTION).text
    move_on(database, people.sanne, "need no answer", "can wait")
    browser.post(WORDS, save="yes", **fields(base="3", words="We listen first."))

    assert news not in after_their_own
    assert news in browser.get(SECTION).text


def test_where_others_wrote_meanwhile_the_result_is_read_first(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)
    move_on(database, people.claire, "need no answer", "can wait")

    answer = browser.post(WORDS, save="yes", **fields())

    assert answer.status_code == 409
    assert "The text changed while you were reading" in answer.text
    assert OTHER not in source_of(database)
    assert save(browser, seal=seal_of(answer.text)).status_code == 303


def test_a_box_that_was_emptied_shows_what_goes_before_it_goes(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.claire)

    answer = browser.post(WORDS, save="yes", **fields(words=""))

    assert answer.status_code == 200
    assert "Nothing is saved yet" in answer.text
    assert FIRST in source_of(database)
    assert save(browser, words="", seal=seal_of(answer.text)).status_code == 303
    assert FIRST not in source_of(database)


def test_words_changed_after_the_preview_are_saved_as_they_were_typed(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.claire)
    seal = seal_of(browser.post(WORDS, preview="yes", **fields()).text)

    assert save(browser, words="We listen.", seal=seal).status_code == 303
    assert "We listen." in source_of(database)


def test_a_result_with_the_words_of_others_that_was_not_read_is_not_saved(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)
    move_on(database, people.claire, "need no answer", "can wait")
    seal = seal_of(browser.post(WORDS, preview="yes", **fields()).text)

    answer = save(browser, words="We listen.", seal=seal)

    assert answer.status_code == 200
    assert "Nothing is saved yet" in answer.text
    assert "We listen." not in source_of(database)


def test_when_the_text_moved_on_meanwhile_the_new_result_is_shown_first(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)
    seal = read_before_others_wrote(browser, people, database)

    answer = save(browser, seal=seal)

    assert answer.status_code == 409
    assert "The text changed while you were reading" in answer.text
    assert OTHER in answer.text
    assert save(browser, seal=seal_of(answer.text)).status_code == 303
    assert "can wait" in source_of(database)


def test_places_where_others_changed_the_same_line_must_be_read(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    move_on(database, people.claire, "We listen", "We all listen")
    browser = visit(people.sanne)

    assert save(browser).status_code == 422
    assert save(browser, cautions_read="yes").status_code == 303
    assert "We all listen to each other. We greet everyone every day." in source_of(database)


def test_only_the_summary_is_wrong_and_the_result_can_be_saved_from_the_page_that_says_so(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.claire)

    refused = save(browser, summary="")
    answer = save(browser, seal=seal_of(refused.text))

    assert refused.status_code == 422
    assert "#field-summary" in refused.text
    assert "As readers will see it" in refused.text
    assert "Save the text" in refused.text
    assert answer.status_code == 303


def test_a_wrong_summary_leaves_the_tick_at_the_places_and_an_unticked_one_is_named_with_it(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    move_on(database, people.claire, "We listen", "We all listen")
    browser = visit(people.sanne)

    ticked = save(browser, summary="", cautions_read="yes").text
    neither = save(browser, summary="").text

    assert re.search(r'name="cautions_read" value="yes" checked', ticked)
    assert "#field-cautions_read" not in ticked
    assert "#field-cautions_read" in neither
    assert "#field-summary" in neither


def test_a_text_that_moved_on_is_told_beside_a_wrong_summary(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.sanne)
    seal = read_before_others_wrote(browser, people, database)

    answer = save(browser, seal=seal, summary="")

    assert answer.status_code == 422
    assert "#field-summary" in answer.text
    assert "The text changed while you were reading" in answer.text
    assert seal_of(answer.text) != seal


def test_a_conflict_shows_three_texts_keeps_the_typed_words_and_starts_from_now(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    move_on(database, people.claire, "in the morning", "at noon")
    browser = visit(people.sanne)

    page = browser.post(WORDS, preview="yes", **fields()).text
    answer = save(browser, base="2", words="We listen. We greet everyone, always.")

    assert "The text before" in page
    assert "Your words and a later change" in page
    assert "The suggestion" not in page
    assert "What it should say now" in page
    assert 'name="base" value="2"' in page
    assert "What you typed before" in page
    assert "Save the text" not in page
    assert answer.status_code == 303


@pytest.mark.parametrize(
    ("of_a_suggestion", "whose"), [(True, "The suggestion"), (False, "Your words")]
)
def test_a_result_says_whose_words_are_in_conflict_as_it_is_told(
    app: Flask, of_a_suggestion: bool, whose: str
) -> None:
    words = dict.fromkeys(("before", "base", "now", "suggested", "after"), "Words.")
    result = {"text": Text(language="en"), "conflicts": [words], "places": []}
    page = {"results": [result], "seal": "", "of_a_suggestion": of_a_suggestion}

    with app.test_request_context(headers={"Accept-Language": "en"}):
        for named in ({}, {"proposal": object()}):
            shown = render_template("decisions/_result.html", **page, **named)
            assert f"{whose} and a later change" in shown


def test_saving_twice_makes_one_revision(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.claire)
    seal = seal_of(browser.post(WORDS, preview="yes", **fields()).text)

    first = save(browser, seal=seal, form_key="same")
    save(browser, seal=seal, form_key="same")

    assert first.status_code == 303
    with database.read() as db:
        assert len(db.scalars(select(Revision)).all()) == 2


@pytest.mark.parametrize(
    ("who", "status"),
    [("noor", 403), ("mirjam", 403), ("henk", 403), ("otis", 404), ("ada", 404), ("sanne", 200)],
)
def test_editors_and_the_lead_edit_and_nobody_else(
    visit: Visit, people: Cast, text: Text, who: str, status: int
) -> None:
    browser = visit(getattr(people, who))

    assert browser.get(WORDS).status_code == status
    assert browser.post(WORDS, preview="yes", **fields()).status_code == status


def test_an_edit_sent_again_afterwards_leads_where_it_led_first(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.claire)
    seal = seal_of(browser.post(WORDS, preview="yes", **fields()).text)

    first = save(browser, seal=seal, form_key="same")
    again = save(browser, seal=seal, form_key="same")

    assert (again.status_code, again.location) == (303, first.location)
