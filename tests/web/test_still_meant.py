"""Whoever suggested something is asked whether they still mean it, and everyone sees the answer."""

from __future__ import annotations

from collections.abc import Callable

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, form, move_on, send, words_of
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
QUESTION = "Is this still what you mean?"
GREETING = FIRST.replace("We listen", "All of us listen")


def test_the_author_is_asked_says_yes_and_whoever_decides_sees_it(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    noor = visit(people.noor)
    page = send(noor)
    assert QUESTION not in noor.get(page).text

    move_on(database, people.claire, FIRST, GREETING)

    assert QUESTION in words_of(noor.get("/input").text)
    asked = words_of(noor.get(page).text)
    assert QUESTION in asked
    assert "What changed in the text since" in asked
    queue = "/documents/code/queue"
    assert "author asked if still meant" in words_of(visit(people.mirjam).get(queue).text)

    answer = noor.post(f"{page}/still-meant", seen="2")

    assert answer.location == page
    assert QUESTION not in noor.get(page).text
    assert QUESTION not in noor.get("/input").text
    for address in (page, f"{page}/decision"):
        seen = words_of(visit(people.mirjam).get(address).text)
        assert "Their author said on" in seen
    assert "still meant, says its author" in words_of(visit(people.mirjam).get(queue).text)


def test_silence_is_shown_as_silence(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    page = send(visit(people.noor))

    move_on(database, people.claire, FIRST, GREETING)

    for address in (page, f"{page}/decision"):
        seen = words_of(visit(people.mirjam).get(address).text)
        assert "there is no answer yet" in seen
        assert QUESTION not in seen


def test_an_answer_after_another_change_shows_the_text_of_now_and_asks_again(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    noor = visit(people.noor)
    page = send(noor)
    move_on(database, people.claire, FIRST, GREETING)
    move_on(database, people.claire, "All of us", "Each of us")

    answer = noor.post(f"{page}/still-meant", seen="2")

    assert answer.status_code == 409
    assert "look at it as it is now" in words_of(answer.text)
    assert QUESTION in noor.get(page).text


def test_adjusting_the_words_answers_the_question(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    noor = visit(people.noor)
    page = send(noor)
    move_on(database, people.claire, FIRST, GREETING)

    words = OTHER.replace("We listen", "All of us listen")
    noor.post(f"{page}/wording", **form(words, base="2"))

    assert QUESTION not in noor.get(page).text
    assert "asked" not in words_of(visit(people.mirjam).get(page).text)


def test_a_suggestion_about_other_words_is_not_asked_about(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    noor = visit(people.noor)
    page = send(noor)

    move_on(database, people.claire, "no answer", "no reply")

    assert QUESTION not in noor.get(page).text
