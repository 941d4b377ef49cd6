"""Suggesting other words: choosing where, looking at the change, sending, rewording."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, SECTION, form, move_on, send, words_of
from wiki.database import Database
from wiki.domain import holds, proposals
from wiki.models import Account, Contribution, Document, Proposal, Text

NEW = f"{SECTION}/proposals/new"

Visit = Callable[..., Browser]


def test_without_a_block_one_chooses_from_all_blocks_and_the_places_between(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = visit(people.noor).get(NEW).text

    assert "?first=0&amp;last=0" in page
    assert "?place=0" in page
    assert "?place=4" in page
    assert "<textarea" not in page


def test_the_box_holds_the_words_of_the_blocks_one_chose(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit(people.noor)

    one, several = browser.get(f"{NEW}?first=0").text, browser.get(f"{NEW}?first=1&last=2").text

    assert FIRST in one
    assert 'name="block_count" value="1"' in one
    assert "## In meetings\n\n- Everybody may speak." in several
    assert 'name="block_count" value="2"' in several
    turned = browser.get(f"{NEW}?first=2&last=1").text
    assert 'name="first_block" value="1"' in turned
    assert 'name="block_count" value="2"' in turned


def test_a_place_between_two_blocks_opens_an_empty_box(
    visit: Visit, people: Cast, text: Text
) -> None:
    page = visit(people.noor).get(f"{NEW}?place=1").text

    assert "Suggest a new paragraph" in page
    assert 'name="block_count" value="0"' in page


@pytest.mark.parametrize("asked", ["first=99", "place=99", "first=x"])
def test_an_address_that_names_no_block_offers_the_blocks_there_are(
    visit: Visit, people: Cast, text: Text, asked: str
) -> None:
    answer = visit(people.noor).get(f"{NEW}?{asked}")

    assert answer.status_code == 200
    assert "?first=0&amp;last=0" in answer.text


def test_the_change_is_shown_before_it_is_sent_and_nothing_is_kept(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    fields = form(show="yes", why="Not everybody starts early.")
    del fields["send"]

    answer = visit(people.noor).post(f"{SECTION}/proposals", **fields)

    assert answer.status_code == 200
    assert "“in the morning” becomes “every day”." in words_of(answer.text)
    assert "Not everybody starts early." in answer.text
    assert count(database) == 0


def test_a_sent_suggestion_has_a_page_with_its_change_and_why(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit(people.noor)
    page = browser.get(send(browser, why="Not everybody starts early.")).text

    assert "Suggestion 1" in page
    assert "Noor Haddad" in page
    assert "removed: in the morning" in words_of(page)
    assert "added: every day" in words_of(page)
    assert "Not everybody starts early." in page


def test_the_change_can_be_read_as_before_after_and_in_words(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit(people.noor)
    address = send(browser)

    before, after, sentences = (
        words_of(browser.get(f"{address}?view={view}").text)
        for view in ("before", "after", "words")
    )

    assert FIRST in before
    assert OTHER not in before
    assert OTHER in after
    assert "“in the morning” becomes “every day”." in sentences


def test_a_new_paragraph_is_kept_apart_from_its_neighbours(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    send(visit(people.noor), words="We thank each other.", first_block="1", block_count="0")

    with database.read() as db:
        edit = proposals.current(db.scalars(select(Proposal)).one()).edits[0]
    assert edit.before == ""
    assert edit.after == "We thank each other.\n\n"


def test_unchanged_words_are_not_sent_and_stay_in_the_box(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    answer = visit(people.noor).post(f"{SECTION}/proposals", **form(FIRST, why="Because."))

    assert answer.status_code == 422
    assert 'id="error-words"' in answer.text
    assert FIRST in answer.text
    assert "Because." in answer.text
    assert count(database) == 0


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"words": "x" * 60_001}, "words"),
        ({"words": "bad\x00byte"}, "words"),
        ({"shown_as": "nobody"}, "shown_as"),
        ({"shown_as": "everyone"}, "shown_as"),
        ({"why": "y" * 5_001}, "why"),
    ],
)
def test_a_field_that_is_wrong_is_named_and_the_words_stay(
    visit: Visit, people: Cast, text: Text, fields: dict[str, str], wrong: str
) -> None:
    answer = visit(people.noor).post(f"{SECTION}/proposals", **form(**fields))

    assert answer.status_code == 422
    assert f"#field-{wrong}" in answer.text
    assert fields.get("words", OTHER)[:3] in answer.text


@pytest.mark.parametrize(
    "fields", [{"first_block": "99"}, {"base": "9"}, {"base": "x"}, {"block_count": "-1"}]
)
def test_a_form_about_no_block_keeps_the_words_and_offers_the_blocks(
    visit: Visit, people: Cast, text: Text, fields: dict[str, str]
) -> None:
    answer = visit(people.noor).post(f"{SECTION}/proposals", **form(**fields))

    assert answer.status_code == 422
    assert OTHER in answer.text
    assert "?first=0&amp;last=0" in answer.text


def test_sending_the_same_form_twice_makes_one_suggestion(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)

    first, second = send(browser, form_key="same"), send(browser, form_key="same")

    assert first == second
    assert count(database) == 1


def test_when_the_text_moved_on_the_suggestion_stands_beside_the_words_of_now(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    move_on(database, people.claire, "We listen", "We all listen")

    page = browser.get(send(browser)).text

    assert "The text changed while you were writing" in page
    assert "The text changed since this was written" in page
    assert "We all listen" in words_of(page)


def test_when_others_changed_the_same_words_the_page_says_so(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    move_on(database, people.claire, "in the morning", "at noon")

    assert "Others changed the same words." in browser.get(address).text


def test_when_the_text_says_it_already_the_page_says_so(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    move_on(database, people.claire, "in the morning", "every day")

    assert "The text says this already." in browser.get(address).text


def test_a_change_elsewhere_in_the_text_is_no_news_for_a_suggestion(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    move_on(database, people.claire, "need no answer", "can wait")

    assert "The text changed since" not in browser.get(address).text


def test_a_new_wording_counts_and_the_earlier_one_stays_readable(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    assert OTHER in browser.get(f"{address}/wording").text

    answer = browser.post(f"{address}/wording", **form("We listen. We greet everyone."))

    assert answer.status_code == 303
    assert "We greet everyone" in words_of(browser.get(address).text)
    earlier = browser.get(f"{address}?wording=1").text
    assert "This is an earlier wording." in earlier
    assert "every day" in words_of(earlier)


def test_a_new_wording_can_be_looked_at_first(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    fields = form("We listen. We greet everyone.", show="yes")
    del fields["send"]

    answer = browser.post(f"{address}/wording", **fields)

    assert answer.status_code == 200
    assert "In words" in answer.text
    with database.read() as db:
        assert db.scalars(select(Proposal)).one().wording == 1


def test_after_a_conflict_a_new_wording_is_written_against_the_words_of_now(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    browser = visit(people.noor)
    address = send(browser)
    move_on(database, people.claire, "in the morning", "at noon")

    page = browser.get(f"{address}/wording").text
    answer = browser.post(f"{address}/wording", **form(OTHER, base="2"))

    assert 'name="base" value="2"' in page
    assert answer.status_code == 303
    assert "at noon" in words_of(browser.get(address).text)


def test_the_same_wording_again_is_refused_and_kept(visit: Visit, people: Cast, text: Text) -> None:
    browser = visit(people.noor)
    address = send(browser)

    answer = browser.post(f"{address}/wording", **form())

    assert answer.status_code == 422
    assert OTHER in answer.text


@pytest.mark.parametrize(
    ("who", "status"), [("bram", 403), ("mirjam", 403), ("henk", 403), ("otis", 404)]
)
def test_only_its_author_gives_a_suggestion_another_wording(
    visit: Visit, people: Cast, text: Text, who: str, status: int
) -> None:
    address = send(visit(people.noor))
    browser = visit(getattr(people, who))

    assert browser.get(f"{address}/wording").status_code == status
    assert browser.post(f"{address}/wording", **form("Mine.")).status_code == status


@pytest.mark.parametrize(("who", "status"), [("noor", 200), ("otis", 404), ("ada", 404)])
def test_who_may_not_read_the_document_learns_nothing_of_its_suggestions(
    visit: Visit, people: Cast, text: Text, who: str, status: int
) -> None:
    address = send(visit(people.noor))
    browser = visit(getattr(people, who))

    assert browser.get(address).status_code == status
    assert browser.get(NEW).status_code == status


def test_a_visitor_is_asked_to_sign_in_and_keeps_what_was_typed(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit()

    answer = browser.post(f"{SECTION}/proposals", **form())

    assert browser.get(NEW).status_code == 303
    assert answer.status_code == 401
    assert OTHER in answer.text


def test_outside_a_round_nobody_types_in_vain(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        sanne = db.get_one(Account, people.sanne.id)
        factories.round_(
            db, document, by=sanne, opens_on=date(2020, 1, 1), closes_on=date(2020, 2, 1)
        )

    answer = visit(people.noor).get(NEW)

    assert answer.status_code == 403
    assert "round" in words_of(answer.text)


def test_who_is_shown_by_role_is_named_nowhere_on_the_page(
    visit: Visit, people: Cast, text: Text
) -> None:
    address = send(visit(people.noor), shown_as="role")

    page = visit(people.mirjam).get(address).text

    assert "a participant" in page
    assert "Noor" not in page


def test_a_held_suggestion_is_there_for_its_author_and_moderators_only(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    with database.write() as db:
        contribution = db.scalars(select(Contribution)).one()
        holds.hold(
            db,
            contribution,
            reason="Names somebody.",
            by=db.get_one(Account, people.mirjam.id),
            at=factories.AT,
        )

    assert "Names somebody." in visit(people.noor).get(address).text
    assert visit(people.mirjam).get(address).status_code == 200
    assert visit(people.bram).get(address).status_code == 404


def test_a_comment_on_a_suggestion_and_an_answer_to_it_stand_on_its_page(
    visit: Visit, people: Cast, text: Text
) -> None:
    author, other = visit(people.noor), visit(people.bram)
    address = send(author)
    comments = address.replace("/proposals/", "/contributions/") + "/comments"

    other.post(comments, source="Why every day?", shown_as="name", readers="public")
    to = re.search(r"\?to=(\w+)#reply", author.get(address).text)
    assert to
    author.post(
        comments, source="Shifts start at noon.", shown_as="name", readers="public", to=to[1]
    )

    page = words_of(other.get(address).text)
    assert page.index("Why every day?") < page.index("Shifts start at noon.")


def test_an_empty_comment_comes_back_on_the_page_of_the_suggestion(
    visit: Visit, people: Cast, text: Text
) -> None:
    browser = visit(people.bram)
    address = send(visit(people.noor))
    comments = address.replace("/proposals/", "/contributions/") + "/comments"

    answer = browser.post(comments, source=" ", shown_as="name", readers="public")

    assert answer.status_code == 422
    assert "Suggestion 1" in answer.text


def count(database: Database) -> int:
    """Return how many suggestions there are."""
    with database.read() as db:
        return db.scalar(select(func.count()).select_from(Proposal)) or 0
