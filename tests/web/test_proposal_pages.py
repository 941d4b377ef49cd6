"""The page of a suggestion: the same number of queries however much is said, and no script."""

from __future__ import annotations

from collections.abc import Callable

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import AT, OTHER, move_on, queries_of, send, words_of
from wiki.database import Database
from wiki.domain import comments, proposals
from wiki.models import Account, Document, Outcome, ShownAs, Text

Visit = Callable[..., Browser]


def test_more_comments_take_no_more_queries(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.mirjam)
    address = send(visit(people.noor))
    say(database, people, address, count=2)
    few = queries_of(database, lambda: browser.get(address))
    say(database, people, address, count=20)

    assert queries_of(database, lambda: browser.get(address)) == few


def test_a_longer_history_takes_no_more_queries_to_show_an_old_suggestion(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    move_on(database, people.claire, "We listen", "We all listen")
    few = queries_of(database, lambda: browser.get(address))
    for number in range(5):
        move_on(database, people.claire, "evening", f"evening {number}")

    assert queries_of(database, lambda: browser.get(address)) == few


def test_an_outcome_by_role_names_the_author_nowhere(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor), shown_as="role")
    with database.write() as db:
        proposal = found(db, people, address)
        factories.adopted(db, proposal, by=db.get_one(Account, people.mirjam.id))

    page = visit(people.bram).get(address).text

    assert proposal.contribution.outcome is Outcome.ADOPTED
    assert "Noor" not in page
    assert OTHER.partition("every")[0] in words_of(page)


def found(db, people: Cast, address: str):  # type: ignore[no-untyped-def]
    """Return the suggestion of an address."""
    document = db.get_one(Document, people.document.id)
    mirjam = db.get_one(Account, people.mirjam.id)
    return proposals.get(db, document, address.rpartition("/")[2], viewer=mirjam)


def say(database: Database, people: Cast, address: str, count: int) -> None:
    """Let people talk about a suggestion."""
    with database.write() as db:
        contribution = found(db, people, address).contribution
        for number, by in enumerate((people.bram, people.tomasz) * (count // 2)):
            comments.reply(
                db,
                contribution,
                f"I think so too, {count} {number}.",
                shown_as=ShownAs.NAME,
                by=db.get_one(Account, by.id),
                at=AT,
            )


def test_who_spoke_by_role_answers_by_role_unless_they_choose_otherwise(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    address = send(noor, shown_as="role")

    assert 'value="role" checked' in noor.get(address).text
    assert 'value="name" checked' in visit(people.bram).get(address).text
