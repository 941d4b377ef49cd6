"""The redline that follows one's typing: nothing is kept, nothing is logged, nobody waits."""

from __future__ import annotations

import logging
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, SECTION, form, words_of
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
REDLINE = f"{SECTION}/redline"


def test_it_marks_what_changes_and_says_it_in_words(visit: Visit, people: Cast, text: Text) -> None:
    answer = visit(people.noor).post(REDLINE, **form())

    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert "removed: in the morning" in words_of(answer.text)
    assert "“in the morning” becomes “every day”." in words_of(answer.text)


def test_it_tells_what_moved_and_what_became_of_it(visit: Visit, people: Cast, text: Text) -> None:
    first, second, *others = text.source.split("\n\n")
    words = "\n\n".join([second, *others, first.replace("everyone", "everybody")])

    seen = words_of(visit(people.noor).post(REDLINE, **form(words, block_count="4")).text)

    assert f"moves elsewhere: {first}" in seen
    assert "moved here: We listen to each other. We greet" in seen
    assert "removed: everyone" in seen
    assert "added: everybody" in seen
    assert "“everyone” becomes “everybody”." in seen


def test_a_quoted_sentence_ends_the_sentence_about_it(
    visit: Visit, people: Cast, text: Text
) -> None:
    answer = visit(people.noor).post(REDLINE, **form(f"{FIRST} So we do it."))

    assert "comes “So we do it.”" in words_of(answer.text)
    assert ".”." not in words_of(answer.text)


def test_it_says_that_a_paragraph_becomes_a_heading(visit: Visit, people: Cast, text: Text) -> None:
    answer = visit(people.noor).post(REDLINE, **form(f"## {FIRST}"))

    seen = words_of(answer.text)
    assert "(becomes a heading) We listen to each other." in seen
    assert "#" not in seen
    assert "in the morning.” becomes a heading." in seen


def test_a_number_sign_within_a_line_makes_no_heading(
    visit: Visit, people: Cast, text: Text
) -> None:
    answer = visit(people.noor).post(REDLINE, **form(f"{FIRST.removesuffix('.')} # in room 3."))

    seen = words_of(answer.text)
    assert "#" in seen
    assert "becomes a heading" not in seen


def test_it_says_when_nothing_changed_yet(visit: Visit, people: Cast, text: Text) -> None:
    answer = visit(people.noor).post(REDLINE, **form(FIRST))

    assert words_of(answer.text) == "Nothing has changed yet."


def test_it_escapes_what_is_typed(visit: Visit, people: Cast, text: Text) -> None:
    answer = visit(people.noor).post(REDLINE, **form("<script>alert(1)</script>"))

    assert "<script" not in answer.text


def test_it_goes_on_while_somebody_else_is_writing(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    fields = {"csrf_token": browser.token(), **form()}

    with database.write():
        answer = browser.client.post(REDLINE, data=fields)

    assert answer.status_code == 200


def test_no_line_of_the_log_holds_what_is_typed(
    visit: Visit, people: Cast, text: Text, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        visit(people.noor).post(REDLINE, **form("Something private."))

    assert "private" not in caplog.text


@pytest.mark.parametrize(
    "fields", [{"words": "x" * 60_001}, {"first_block": "99"}, {"base": "7"}, {"base": ""}]
)
def test_what_fits_no_block_is_refused(
    visit: Visit, people: Cast, text: Text, fields: dict[str, str]
) -> None:
    assert visit(people.noor).post(REDLINE, **form(**fields)).status_code == 422


def test_without_a_token_nothing_is_compared(visit: Visit, people: Cast, text: Text) -> None:
    assert visit(people.noor).post_without_token(REDLINE, **form()).status_code == 400


@pytest.mark.parametrize(("who", "status"), [("otis", 404), ("ada", 404), ("henk", 200)])
def test_it_is_for_those_who_may_suggest(
    visit: Visit, people: Cast, text: Text, who: str, status: int
) -> None:
    answer = visit(getattr(people, who)).post(REDLINE, **form())

    assert answer.status_code == status
    assert ('class="added"' in answer.text) == (status == 200)
