"""Deciding on a suggestion: the result is read before it is saved, and nothing else is saved."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import (
    FIRST,
    OTHER,
    move_on,
    seal_of,
    send,
    source_of,
    words_of,
)
from wiki.database import Database
from wiki.domain import contributions
from wiki.models import Account, Contribution, Outcome, Revision, Text

Visit = Callable[..., Browser]
TWO_CHANGES = "We hear each other. We greet everyone every day."


def choice(outcome: str = "adopted", take: object = None, **fields: object) -> dict[str, object]:
    """Return what the form of a decision sends."""
    box = {"base": "1", "first_block": "0", "block_count": "1", "words": OTHER}
    return {
        "outcome": outcome,
        "take": take if take is not None else ["1"],
        "reason": "Thank you, clearer.",
        **box,
        **fields,
    }


def preview(browser: Browser, address: str, **fields: object) -> str:
    """Return the page with the result of a decision."""
    answer = browser.post(f"{address}/decision", preview="yes", **choice(**fields))  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.text
    return answer.text


def save(browser: Browser, address: str, **fields: object):  # type: ignore[no-untyped-def]
    """Save a decision, its result read where it changes the text."""
    if "seal" not in fields:
        fields["seal"] = seal_of(preview(browser, address, **fields))
    return browser.post(f"{address}/decision", save="yes", **choice(**fields))  # type: ignore[arg-type]


def decided(database: Database) -> Contribution:
    with database.read() as db:
        return db.scalars(select(Contribution).order_by(Contribution.number)).first()  # type: ignore[return-value]


def test_the_form_lists_each_change_to_take_or_leave(
    visit: Visit, people: Cast, text: Text
) -> None:
    address = send(visit(people.noor), TWO_CHANGES)

    page = visit(people.mirjam).get(f"{address}/decision").text

    assert len(re.findall(r'name="take" value="\d" checked', page)) == 2
    assert "removed: in the morning" in words_of(page)


def test_the_result_is_shown_as_final_text_before_anything_is_saved(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))

    page = preview(visit(people.mirjam), address)

    assert OTHER in words_of(page)
    assert "Save the decision" in page
    assert decided(database).outcome is None
    assert FIRST in source_of(database)


def test_a_suggestion_taken_whole_becomes_the_text_and_its_author_sees_why(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    author = visit(people.noor)
    address = send(author)

    answer = save(visit(people.mirjam), address)

    assert answer.status_code == 303
    assert OTHER in source_of(database)
    page = words_of(author.get(address).text)
    assert "Adopted" in page
    assert "Thank you, clearer." in page
    assert "revision 2" in page


def test_one_change_of_two_is_taken_and_the_other_left(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    author = visit(people.noor)
    address = send(author, TWO_CHANGES)

    save(visit(people.mirjam), address, take=["2"])

    assert "We listen to each other. We greet everyone every day." in source_of(database)
    assert decided(database).outcome is Outcome.ADOPTED_IN_PART
    assert "Taken: change 2." in words_of(author.get(address).text)


def test_taking_nothing_is_refused_and_the_reason_stays(
    visit: Visit, people: Cast, text: Text
) -> None:
    address = send(visit(people.noor))

    answer = visit(people.mirjam).post(f"{address}/decision", preview="y", **choice(take=[]))

    assert answer.status_code == 422
    assert "#field-take" in answer.text
    assert "Thank you, clearer." in answer.text


def test_in_other_words_the_moderators_words_become_the_text(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    own = "We listen to each other. We greet whom we meet every day."

    save(visit(people.mirjam), address, outcome="adopted_in_other_words", words=own)

    assert own in source_of(database)
    assert "stand in the text: every day" in words_of(visit(people.noor).get(address).text)
    assert decided(database).outcome is Outcome.ADOPTED_IN_OTHER_WORDS


def test_the_box_for_other_words_begins_with_the_suggestion_on_the_words_of_now(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    move_on(database, people.claire, "We listen", "We all listen")

    page = visit(people.mirjam).get(f"{address}/decision").text

    assert "We all listen to each other. We greet everyone every day." in page
    assert 'name="base" value="2"' in page


@pytest.mark.parametrize(
    ("own", "why"),
    [(FIRST, "are the words of now"), (OTHER, "These are the words that were suggested.")],
)
def test_own_words_that_are_no_other_words_are_refused_and_kept(
    visit: Visit, people: Cast, text: Text, own: str, why: str
) -> None:
    address = send(visit(people.noor))
    fields = choice("adopted_in_other_words", words=own)

    answer = visit(people.mirjam).post(f"{address}/decision", preview="y", **fields)

    assert answer.status_code == 422
    assert why in words_of(answer.text)
    assert re.search(rf'(?s)class="own-words" open>.*>\s{own}</textarea>', answer.text)


@pytest.mark.parametrize("outcome", ["not_adopted", "answered", "passed_on"])
def test_an_outcome_that_leaves_the_text_is_saved_with_its_reason(
    visit: Visit, people: Cast, text: Text, database: Database, outcome: str
) -> None:
    author = visit(people.noor)
    address = send(author)
    moderator = visit(people.mirjam)

    assert "The text stays as it is." in preview(moderator, address, outcome=outcome)
    save(moderator, address, outcome=outcome)

    assert FIRST in source_of(database)
    assert decided(database).outcome == outcome
    assert "Thank you, clearer." in author.get(address).text


def test_a_suggestion_is_joined_with_another_and_leads_to_it(
    visit: Visit, people: Cast, text: Text
) -> None:
    author, moderator = visit(people.noor), visit(people.mirjam)
    first, second = send(author), send(visit(people.bram), "We greet everyone.")
    other = second.rpartition("/")[2]

    missing = moderator.post(f"{first}/decision", save="y", **choice("joined", joined=""))
    answer = save(moderator, first, outcome="joined", joined=other)

    assert missing.status_code == 422
    assert answer.status_code == 303
    assert f'href="{second}"' in author.get(first).text


def test_a_decision_without_a_reason_is_refused(visit: Visit, people: Cast, text: Text) -> None:
    address = send(visit(people.noor))

    answer = visit(people.mirjam).post(f"{address}/decision", save="y", **choice(reason="  "))

    assert answer.status_code == 422
    assert "#field-reason" in answer.text


def test_what_was_not_read_is_not_saved_but_shown(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor), TWO_CHANGES)
    moderator = visit(people.mirjam)
    seal = seal_of(preview(moderator, address, take=["1", "2"]))

    answer = save(moderator, address, take=["1"], seal=seal)

    assert answer.status_code == 200
    assert "We hear each other. We greet everyone in the morning." in words_of(answer.text)
    assert decided(database).outcome is None


def test_when_the_text_moved_on_while_reading_the_new_result_is_shown(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    moderator = visit(people.mirjam)
    seal = seal_of(preview(moderator, address))
    move_on(database, people.claire, "need no answer", "can wait")

    answer = save(moderator, address, seal=seal)

    assert answer.status_code == 409
    assert "The text changed while you were reading" in answer.text
    assert decided(database).outcome is None
    assert save(moderator, address, seal=seal_of(answer.text)).status_code == 303
    assert "can wait" in source_of(database)
    assert OTHER in source_of(database)


def test_places_to_read_are_shown_and_must_be_ticked(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    move_on(database, people.claire, "We listen", "We all listen")
    moderator = visit(people.mirjam)

    page = preview(moderator, address)
    unread = save(moderator, address)
    read = save(moderator, address, cautions_read="yes")

    assert "Read these places first" in page
    assert "A number or date changed, in a line that changed meanwhile." in page
    assert unread.status_code == 422
    assert read.status_code == 303
    assert "We all listen to each other. We greet everyone every day." in source_of(database)


def test_a_conflict_shows_three_texts_and_is_settled_in_the_moderators_words(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    move_on(database, people.claire, "in the morning", "at noon")
    moderator = visit(people.mirjam)
    box = {"base": "2", "words": "We listen to each other. We greet everyone at noon."}

    page = preview(moderator, address, **box)
    own = {**box, "words": "We listen to each other. We greet everyone, always."}
    answer = save(moderator, address, outcome="adopted_in_other_words", **own)

    titles = re.findall(r'before-after__title">([^<]*)<', page)
    assert titles == ["The text before", "The text now", "The suggestion"]
    seen = words_of(page)
    assert "in the morning" in seen
    assert "at noon" in page.partition("<textarea")[2]
    assert "Save the decision" not in page
    assert answer.status_code == 303
    assert "We greet everyone, always." in source_of(database)


def test_a_conflict_cannot_be_saved_past_the_page(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    move_on(database, people.claire, "in the morning", "at noon")
    moderator = visit(people.mirjam)

    answer = save(moderator, address)

    assert answer.status_code == 200
    assert "Others changed the same words" in answer.text
    assert decided(database).outcome is None


def test_own_words_that_others_overtook_are_kept_beside_the_words_of_now(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    move_on(database, people.claire, "in the morning", "at noon")
    fields = choice("adopted_in_other_words", words="We listen. We greet everyone at dawn.")

    page = visit(people.mirjam).post(f"{address}/decision", preview="y", **fields).text

    assert "What you typed before" in page
    assert "We greet everyone at dawn." in page
    assert 'name="base" value="2"' in page


def test_a_suggestion_the_text_already_says_is_adopted_without_a_new_revision(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    move_on(database, people.claire, "in the morning", "every day")
    moderator = visit(people.mirjam)

    assert "The text says this already" in preview(moderator, address)
    assert save(moderator, address).status_code == 303
    with database.read() as db:
        assert len(db.scalars(select(Revision)).all()) == 2


def test_the_second_of_two_moderators_learns_who_was_first_and_keeps_the_reason(
    visit: Visit, people: Cast, text: Text
) -> None:
    address = send(visit(people.noor))
    save(visit(people.claire), address)

    second = visit(people.mirjam)
    answer = second.post(f"{address}/decision", save="y", **choice(reason="My long reason."))

    assert answer.status_code == 409
    assert "Claire Ngata" in answer.text
    assert "My long reason." in answer.text
    assert second.get(f"{address}/decision").location == address


def test_a_suggestion_withdrawn_meanwhile_is_told_as_such(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    with database.write() as db:
        one = db.scalars(select(Contribution)).one()
        contributions.withdraw(db, one, by=db.get_one(Account, people.noor.id), at=factories.AT)

    answer = visit(people.mirjam).post(f"{address}/decision", save="y", **choice())

    assert answer.status_code == 409
    assert "withdrew" in words_of(answer.text)


def test_saving_twice_makes_one_revision_and_leads_to_the_same_page(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    address = send(visit(people.noor))
    moderator = visit(people.mirjam)
    seal = seal_of(preview(moderator, address))

    first = save(moderator, address, seal=seal, form_key="same")
    second = save(moderator, address, seal=seal, form_key="same")

    assert first.location == second.location == address
    with database.read() as db:
        assert len(db.scalars(select(Revision)).all()) == 2


@pytest.mark.parametrize(
    ("who", "status"),
    [("noor", 403), ("bram", 403), ("sanne", 403), ("otis", 404), ("mirjam", 200)],
)
def test_moderators_decide_and_nobody_else(
    visit: Visit, people: Cast, text: Text, who: str, status: int
) -> None:
    address = send(visit(people.noor))
    browser = visit(getattr(people, who))

    assert browser.get(f"{address}/decision").status_code == status
    assert browser.post(f"{address}/decision", preview="y", **choice()).status_code == status
    offered = f'href="{address}/decision"' in browser.get(address).text
    assert offered == (status == 200)


def test_no_one_decides_on_their_own_suggestion(visit: Visit, people: Cast, text: Text) -> None:
    browser = visit(people.mirjam)
    address = send(browser)

    assert browser.get(f"{address}/decision").status_code == 403
    assert f'href="{address}/decision"' not in browser.get(address).text
