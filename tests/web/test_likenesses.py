"""Nearly the same suggestion is told of: while typing, in the queue, on its page, when deciding."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, SECTION, form, queries_of, speak_english, words_of
from wiki.database import Database
from wiki.domain import holds
from wiki.models import Account, Document, Proposal, ShownAs, Text

Visit = Callable[..., Browser]
QUESTION = "Did somebody suggest nearly this already?"
HINT = "Perhaps nearly the same as:"
KNOWN = f"{FIRST} We answer within two weeks."
NEARLY = f"{FIRST} We answer within 14 days."
ELSE = f"{FIRST} Whoever leaves says goodbye."


@pytest.fixture
def known(database: Database, people: Cast) -> str:
    """Give the id of a suggestion by somebody who shows a role only."""
    with database.write() as db:
        speak_english(db)
        factories.text(db, db.get_one(Document, people.document.id))
    return suggest(database, KNOWN, by=people.noor, shown_as=ShownAs.ROLE)


def suggest(
    database: Database,
    words: str,
    *,
    by: Account,
    shown_as: ShownAs = ShownAs.NAME,
) -> str:
    with database.write() as db:
        text = db.query(Text).one()
        author = db.get_one(Account, by.id)
        made = factories.proposal(db, text, FIRST, words, by=author, shown_as=shown_as)
        return made.id


@pytest.mark.parametrize("button", ["proposals", "redline"])
def test_who_types_nearly_the_same_reads_it_in_words_with_a_link(
    visit: Visit, people: Cast, known: str, button: str
) -> None:
    answer = visit(people.bram).post(f"{SECTION}/{button}", **typed(NEARLY))

    assert QUESTION in answer.text
    assert "“We answer within two weeks.”" in words_of(answer.text)
    assert f'href="/documents/code/proposals/{known}"' in answer.text
    assert "Read it and stand behind it instead" in answer.text
    assert people.noor.display_name not in answer.text


@pytest.mark.parametrize("button", ["proposals", "redline"])
def test_who_types_something_else_is_asked_nothing(
    visit: Visit, people: Cast, known: str, button: str
) -> None:
    assert QUESTION not in visit(people.bram).post(f"{SECTION}/{button}", **typed(ELSE)).text


def test_nobody_is_pointed_to_what_they_may_not_see(
    visit: Visit, people: Cast, known: str, database: Database
) -> None:
    with database.write() as db:
        one, by = db.get_one(Proposal, known), db.get_one(Account, people.mirjam.id)
        holds.hold(db, one.contribution, reason="A name.", by=by, at=factories.AT)

    assert QUESTION not in visit(people.bram).post(f"{SECTION}/redline", **typed(NEARLY)).text


def test_the_question_is_part_of_what_is_read_out(visit: Visit, people: Cast, known: str) -> None:
    answer = visit(people.bram).post(f"{SECTION}/redline", **typed(NEARLY)).text

    summary = re.search(r"<p data-summary hidden>(.*?)</p>", answer)
    assert summary
    assert summary[1] == f"1 change. {QUESTION}"


def test_the_queue_and_both_pages_name_the_other_one(
    visit: Visit, people: Cast, known: str, database: Database
) -> None:
    other = suggest(database, NEARLY, by=people.bram)

    queue = words_of(visit(people.mirjam).get("/documents/code/queue").text)
    assert queue.count(HINT) == 2
    assert f"{HINT} Suggestion 1" in queue
    for one, number in ((known, 2), (other, 1)):
        page = words_of(visit(people.henk).get(f"/documents/code/proposals/{one}").text)
        assert f"{HINT} Suggestion {number}" in page


def test_who_decides_finds_it_first_among_what_it_can_be_joined_with(
    visit: Visit, people: Cast, known: str, database: Database
) -> None:
    suggest(database, ELSE, by=people.noor)
    other = suggest(database, NEARLY, by=people.bram)
    suggest(database, f"{FIRST} Nobody eats alone.", by=people.noor)

    page = visit(people.mirjam).get(f"/documents/code/proposals/{other}/decision").text

    listed = re.findall(r"<option[^>]*>(Suggestion [^<]*)", page)
    assert listed[0].startswith("Suggestion 1 (perhaps nearly the same):")
    assert len(listed) == 3
    assert sum("perhaps" in one for one in listed) == 1


def test_the_queue_asks_once_however_many_are_alike(
    visit: Visit, people: Cast, known: str, database: Database
) -> None:
    browser = visit(people.mirjam)
    few = queries_of(database, lambda: browser.get("/documents/code/queue"))
    for ending in ("!", "…", "?"):
        suggest(database, NEARLY + ending, by=people.bram)

    assert queries_of(database, lambda: browser.get("/documents/code/queue")) == few


def typed(words: str) -> dict[str, str]:
    fields = form(words, show="yes")
    del fields["send"]
    return fields
