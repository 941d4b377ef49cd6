"""The lead plans rounds, and puts right what was planned."""

from __future__ import annotations

from datetime import timedelta

from tests.cast import Cast
from tests.journeys.visitor import Visit
from wiki import clock
from wiki.database import Database
from wiki.models import Document, Readers

ROUNDS = "/documents/code/rounds"
NAMES = {"title_en": "Spring", "title_nl": "Lente"}


def day(offset: int) -> str:
    """Return a day, counted from today, as a form sends it."""
    return (clock.now().date() + timedelta(days=offset)).isoformat()


def test_planning_says_what_it_does_and_can_be_put_right(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne).opens(ROUNDS)
    sanne.sees("Vanaf de eerste dag van deze ronde kun je alleen binnen rondes reageren")
    sanne.sends("De ronde plannen", **NAMES, opens_on=day(7), closes_on=day(21))
    sanne.sees("De ronde is gepland.", "Lente", "Gepland")

    sanne.follows("Deze ronde aanpassen").sends("Opslaan", title_nl="Voorjaar", closes_on=day(3))
    sanne.sees("De laatste dag ligt voor de eerste")
    assert sanne.value_of("title_nl") == "Voorjaar"
    sanne.sends("Opslaan", closes_on=day(30)).sees("De ronde is aangepast.", "Voorjaar")
    assert sanne.follows("Deze ronde aanpassen").value_of("closes_on") == day(30)

    sanne.opens(ROUNDS).sends("Deze ronde verwijderen").sees("De ronde is verwijderd.")
    sanne.sees("Er is geen ronde gepland")


def test_an_open_round_is_closed_today_or_at_once(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne).opens(ROUNDS)
    sanne.sends("De ronde plannen", **NAMES, opens_on=day(-7), closes_on=day(21)).sees("Nu open")
    assert not sanne.is_offered("Deze ronde verwijderen")

    sanne.sends("Vandaag de laatste dag maken").sees(
        "Vandaag is de laatste dag van de ronde.", "Nu open"
    )
    assert not sanne.is_offered("Vandaag de laatste dag maken")
    sanne.follows("Deze ronde aanpassen").sends("Opslaan", closes_on=day(-1)).sees("Gesloten")

    sanne.sees("Reageren kan op dit moment niet. De volgende ronde is nog niet gepland.")
    sanne.sends("Deze ronde afronden").sees("Afgerond")
    assert not sanne.is_offered("Deze ronde aanpassen")


def test_of_two_leads_with_one_round_the_second_reads_of_it_and_keeps_what_was_typed(
    visit: Visit, people: Cast
) -> None:
    sanne = visit(people.sanne).opens(ROUNDS)
    sanne.sends("De ronde plannen", **NAMES, opens_on=day(7), closes_on=day(21))
    sanne.follows("Deze ronde aanpassen")
    other = visit(people.sanne).opens(ROUNDS).follows("Deze ronde aanpassen")
    other.sends("Opslaan", title_nl="Voorjaar")

    sanne.sends("Opslaan", title_nl="Zomer")

    assert (sanne.status, sanne.value_of("title_nl")) == (422, "Zomer")
    sanne.sees("Iemand anders heeft deze ronde intussen aangepast.")
    sanne.sends("Opslaan").sees("De ronde is aangepast.", "Zomer")


def test_a_round_that_is_over_is_not_planned(visit: Visit, people: Cast) -> None:
    sanne = visit(people.sanne).opens(ROUNDS)

    sanne.sends("De ronde plannen", **NAMES, opens_on=day(-7), closes_on=day(-1))

    assert sanne.status == 422
    sanne.sees("Deze laatste dag is al voorbij.", "Er is geen ronde gepland")


def test_somebody_without_a_role_is_told_what_to_do_and_whom_to_ask(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        db.get_one(Document, people.document.id).readers = Readers.SIGNED_IN
    for address in ("/documents/code/en", "/documents/code/en/sections/respect"):
        otis = visit(people.otis).opens(address)
        otis.sees("You can read this document.", "ask the programme lead")
        otis.misses("You can comment on it and suggest other words.")
        assert not otis.is_offered("React")
