"""The lead makes a focus group; readers of the document read what it is for and how to join."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import queries_of, speak_english
from wiki.database import Database
from wiki.models import Account, Document, Readers, Text

Visit = Callable[..., Browser]
PAGE = "/documents/code/groups"


@pytest.fixture(autouse=True)
def english(database: Database, people: Cast, text: Text) -> None:
    """Let everyone but Bram read English."""
    with database.write() as db:
        speak_english(db)
        db.get_one(Account, people.bram.id).language = "nl"


def filled(people: Cast) -> dict[str, str]:
    return {
        "name_en": "Linden",
        "name_nl": "Linde",
        "words_en": "How we speak in meetings.",
        "words_nl": "Hoe we praten in vergaderingen.",
        "contact": "linden@example.org",
        "facilitators": people.joost.id,
    }


def make(visit: Visit, people: Cast) -> str:
    """Return the address of a group that Sanne made."""
    answer = visit(people.sanne).post(PAGE, **filled(people))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def test_the_lead_makes_a_group_that_readers_find_from_the_overview_in_their_language(
    visit: Visit, people: Cast, text: Text
) -> None:
    own = make(visit, people)
    noor, bram = visit(people.noor), visit(people.bram)
    assert f'href="{PAGE}"' in noor.get("/documents/code/en").text
    assert f'href="{own}"' in noor.get(PAGE).text

    english, dutch = noor.get(own).text, bram.get(own).text

    assert "<h1>Linden</h1>" in english
    assert "How we speak in meetings." in english
    assert "led by Joost Vermeer" in english
    assert 'href="mailto:linden@example.org"' in english
    assert "<h1>Linde</h1>" in dutch
    assert "Hoe we praten in vergaderingen." in dutch


def test_a_group_without_a_facilitator_or_a_purpose_is_refused_and_keeps_what_was_typed(
    visit: Visit, people: Cast
) -> None:
    wrong = filled(people) | {"words_nl": " "}
    del wrong["facilitators"]

    answer = visit(people.sanne).post(PAGE, **wrong)

    assert answer.status_code == 422
    assert "Tick at least one facilitator." in answer.text
    assert "2 things to put right" in answer.text
    assert 'value="Linden"' in answer.text
    assert "There is no focus group yet" in visit(people.noor).get(PAGE).text


def test_where_nobody_is_a_facilitator_the_lead_reads_where_to_name_one(
    visit: Visit, people: Cast
) -> None:
    lead = visit(people.sanne)
    lead.post(f"/documents/code/members/{people.joost.id}", held="facilitator", roles="participant")

    page = lead.get(f"{PAGE}/new").text

    assert "Nobody is a facilitator of this document yet." in page
    assert "Joost Vermeer" not in page


def test_the_lead_changes_a_group_and_what_a_colleague_changed_stays_until_sent_again(
    visit: Visit, people: Cast
) -> None:
    own = make(visit, people)
    lead, colleague = visit(people.sanne), visit(people.sanne)
    form = f"{own}/description"
    seen = _seen(lead.get(form).text)
    first = filled(people) | {"name_en": "Beech", "seen": seen}
    assert colleague.post(form, **first).status_code == 303

    late = lead.post(form, **(filled(people) | {"name_en": "Oak", "seen": seen}))

    assert late.status_code == 422
    assert "Somebody else changed this focus group meanwhile." in late.text
    assert 'value="Oak"' in late.text
    assert "<strong>Beech</strong>" in late.text
    assert "<h1>Beech</h1>" in lead.get(own).text
    again = filled(people) | {"name_en": "Oak", "seen": _seen(late.text)}
    assert lead.post(form, **again).status_code == 303
    assert "<h1>Oak</h1>" in lead.get(own).text


def test_only_the_lead_is_offered_to_make_or_change_a_group(visit: Visit, people: Cast) -> None:
    own = make(visit, people)

    for who, offered in ((people.sanne, True), (people.joost, False), (people.noor, False)):
        browser = visit(who)
        assert (f'href="{PAGE}/new"' in browser.get(PAGE).text) is offered
        assert (f'href="{own}/description"' in browser.get(own).text) is offered


def test_a_public_document_shows_its_groups_to_everyone_and_another_to_no_outsider(
    visit: Visit, people: Cast, database: Database
) -> None:
    own = make(visit, people)
    assert visit().get(own).status_code == visit(people.otis).get(own).status_code == 404

    with database.write() as db:
        db.get_one(Document, people.document.id).readers = Readers.PUBLIC

    assert "<h1>Linden</h1>" in visit().get(own).text
    assert f"{own}" in visit().get(PAGE).text


def test_a_list_of_many_groups_takes_as_many_queries_as_one_of_few(
    visit: Visit, people: Cast, database: Database
) -> None:
    def cost(amount: int) -> int:
        with database.write() as db:
            document = db.get_one(Document, people.document.id)
            led = {"by": db.get_one(Account, people.sanne.id)}
            led |= {"facilitators": [db.get_one(Account, people.joost.id)]}
            for number in range(amount):
                factories.group(db, document, name=f"Group {number}", **led)
        noor = visit(people.noor)
        return queries_of(database, lambda: noor.get(PAGE))

    assert cost(2) == cost(20)


def _seen(page: str) -> str:
    return page.split('name="seen" value="')[1].split('"')[0]
