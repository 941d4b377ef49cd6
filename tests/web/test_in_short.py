"""A suggestion says in few words what it changes, wherever it is listed; an answer says why."""

from __future__ import annotations

from collections.abc import Callable

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, SECTION, send, words_of
from wiki import clock
from wiki.database import Database
from wiki.domain import contributions
from wiki.models import Account, Contribution, Outcome, Text

Visit = Callable[..., Browser]
CHANGE = "“in the morning” becomes “every day”."
THREADS = f"{SECTION}/threads"
OVERVIEW = "/documents/code/en"


def decide(
    database: Database, people: Cast, text: Text, outcome: Outcome, reason: str, **said: str
) -> str:
    """Have claire answer a suggestion of noor; gives its number."""
    with database.write() as db:
        noor, claire = (db.get_one(Account, one.id) for one in (people.noor, people.claire))
        made = factories.proposal(db, db.get_one(Text, text.id), by=noor, **said)
        one = db.get_one(Contribution, made.id)
        at = clock.now()
        if outcome is Outcome.WITHDRAWN:
            contributions.withdraw(db, one, by=noor, at=at)
        else:
            contributions.decide(db, one, outcome=outcome, reason=reason, by=claire, at=at)
        return f"Suggestion {one.number}"


def test_a_card_and_the_list_say_what_a_suggestion_changes(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    send(noor)

    assert f"Suggestion 1 {CHANGE}" in words_of(noor.get(SECTION).text)
    assert CHANGE in words_of(noor.get(THREADS).text)


def test_words_that_look_like_code_of_a_page_stand_there_as_words(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    send(noor, FIRST.replace("in the morning", "at <script>alert(1)</script> time"))

    for page in (noor.get(SECTION).text, noor.get(THREADS).text):
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_many_words_are_shortened_between_words_and_more_changes_are_counted(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    long = " ".join(f"word{number}" for number in range(60))
    send(noor, FIRST.replace("listen", "look").replace("in the morning", long))
    page = words_of(noor.get(SECTION).text)

    assert "“listen” becomes “look”. And 1 more change." in page
    other = visit(people.bram)
    send(other, FIRST.replace("in the morning", long))
    page = words_of(other.get(SECTION).text)
    assert "becomes “word0 word1 word2 word3 word4 word5 … word54 word55" in page
    assert "word30" not in page.partition("Suggestion 2")[2]


def test_what_was_answered_in_a_section_is_led_to_with_its_outcome_and_why(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    number = decide(database, people, text, Outcome.NOT_ADOPTED, "Mornings matter most here.")
    withdrawn = decide(database, people, text, Outcome.WITHDRAWN, "", new="always")
    noor = visit(people.noor)
    send(noor, FIRST.replace("everyone", "all"))

    overview = noor.get(OVERVIEW).text
    assert f'href="{THREADS}?show=answered"' in overview
    assert "1 answered" in words_of(overview)

    page = words_of(noor.get(f"{THREADS}?show=answered").text)
    assert f"{number} Not adopted {CHANGE}Why: Mornings matter most here." in page
    assert withdrawn not in page
    assert "Suggestion 3" not in page


def test_a_list_without_answers_says_what_will_stand_there(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = visit(people.noor).get(f"{THREADS}?show=answered").text

    assert "About the text in English nothing has an outcome yet." in page
