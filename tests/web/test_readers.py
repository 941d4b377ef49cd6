"""The lead says who may read a document, and from then on that holds."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, words_of
from wiki.database import Database
from wiki.models import Account, Text

Visit = Callable[..., Browser]
PAGE = "/documents/code/readers"


def test_what_the_lead_chooses_holds_at_once(visit: Visit, people: Cast, text: Text) -> None:
    lead, passer_by, colleague = visit(people.sanne), visit(None), visit(people.otis)
    assert f'href="{PAGE}"' in lead.get("/documents/code/en").text
    assert colleague.get(SECTION).status_code == 404

    for readers, seen in (
        ("signed_in", (404, 200)),
        ("public", (200, 200)),
        ("members", (404, 404)),
    ):
        answer = lead.post(PAGE, readers=readers)
        assert (answer.status_code, answer.location) == (303, PAGE)
        assert (passer_by.get(SECTION).status_code, colleague.get(SECTION).status_code) == seen


def test_the_page_shows_who_may_read_now(visit: Visit, people: Cast, text: Text) -> None:
    lead = visit(people.sanne)
    lead.post(PAGE, readers="signed_in")

    assert 'value="signed_in" checked' in lead.get(PAGE).text


def test_what_is_no_choice_is_refused_and_changes_nothing(
    visit: Visit, people: Cast, text: Text
) -> None:
    answer = visit(people.sanne).post(PAGE, readers="whoever")

    assert answer.status_code == 422
    assert "Who may read" in words_of(answer.text)
    assert visit(None).get(SECTION).status_code == 404


def test_the_lead_reads_that_those_who_work_on_it_are_named(
    visit: Visit, people: Cast, text: Text
) -> None:
    assert "by name who edited, decided or made a release" in visit(people.sanne).get(PAGE).text


def test_what_was_said_under_a_name_is_not_opened_to_more_people(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    lead = visit(people.sanne)
    lead.post(PAGE, readers="signed_in")
    with database.write() as db:
        made = db.get_one(type(text), text.id)
        factories.thread(db, made, by=db.get_one(Account, people.noor.id))

    answer = lead.post(PAGE, readers="public")

    assert answer.status_code == 422
    assert "under their name, for those who can read it now" in words_of(answer.text)
    offered = re.findall(r'name="readers" value="(\w+)"', lead.get(PAGE).text)
    assert offered == ["members", "signed_in"]
    assert visit(None).get(SECTION).status_code == 404
    answer = lead.post(PAGE, readers="members")
    assert answer.status_code == 422
    assert "you can’t undo that" in words_of(answer.text)
    assert lead.post(PAGE, readers="members", for_good="yes").status_code == 303


def test_a_name_is_not_given_to_more_people_than_the_form_spoke_of(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    before = {"source": "I have been through this.", "shown_as": "name", "readers": "members"}
    visit(people.sanne).post(PAGE, readers="public")

    answer = noor.post(f"{SECTION}/threads", seen="1", first_block="0", last_block="0", **before)

    assert answer.status_code == 422
    assert "More people can read this document now" in words_of(answer.text)
    assert "I have been through this." in answer.text
    assert 'name="readers" value="public"' in answer.text
    again = before | {"readers": "public"}
    answer = noor.post(f"{SECTION}/threads", seen="1", first_block="0", last_block="0", **again)
    assert answer.status_code == 303


@pytest.mark.parametrize("said", [{}, {"readers": ""}, {"readers": "nobody"}])
def test_a_form_that_does_not_say_who_could_read_gives_nobody_a_name(
    visit: Visit, people: Cast, text: Text, said: dict[str, str]
) -> None:
    noor = visit(people.noor)
    place = {"seen": "1", "first_block": "0", "last_block": "0", "source": "My words."} | said

    answer = noor.post(f"{SECTION}/threads", shown_as="name", **place)

    assert answer.status_code == 422
    assert "My words." in answer.text
    assert noor.post(f"{SECTION}/threads", shown_as="role", **place).status_code == 303
