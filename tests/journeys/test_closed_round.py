"""Nobody can react outside a round; everybody can still read."""

from __future__ import annotations

from datetime import timedelta

from babel.dates import format_date
from sqlalchemy import update

from tests import factories
from tests.cast import Cast
from tests.journeys.visitor import Visit
from wiki import clock
from wiki.database import Database
from wiki.models import Account, Document, Round

SECTION = "/documents/code/en/sections/respect"


def plan(database: Database, people: Cast, *, opens_in: int, closes_in: int) -> str:
    """Plan a round, in days from today; return its first day in words."""
    today = clock.now().date()
    with database.write() as db:
        factories.round_(
            db,
            db.get_one(Document, people.document.id),
            by=db.get_one(Account, people.sanne.id),
            opens_on=today + timedelta(days=opens_in),
            closes_on=today + timedelta(days=closes_in),
        )
    return format_date(today + timedelta(days=opens_in), "d MMMM y", locale="en_GB")


def end_today(database: Database) -> None:
    with database.write() as db:
        db.execute(update(Round).values(closes_on=clock.now().date() - timedelta(days=1)))


def test_between_rounds_one_can_read_and_is_told_why_not_to_react_and_when_again(
    visit: Visit, people: Cast, database: Database
) -> None:
    plan(database, people, opens_in=-21, closes_in=-7)
    next_day = plan(database, people, opens_in=7, closes_in=21)
    again = f"Reacting is closed at the moment. You can react again from {next_day}."

    noor = visit(people.noor).opens("/documents/code/en").sees(again)
    noor.opens(SECTION).sees("We greet everyone in the morning.", again)
    assert not noor.is_offered("React")
    assert not noor.is_offered("Send comment")

    noor.opens(f"{SECTION}/proposals/new?first=0&last=0").sees("The round is closed", again)
    noor.misses("Your role on this document", "Ask the programme lead")
    assert noor.status == 403


def test_until_the_first_round_begins_one_reacts_as_before(
    visit: Visit, people: Cast, database: Database
) -> None:
    next_day = plan(database, people, opens_in=7, closes_in=21)

    noor = visit(people.noor).opens("/documents/code/rounds")
    noor.sees(
        f"The first round begins on {next_day}. Until then everyone who takes part can react."
    )
    noor.opens("/documents/code/en").sees("You can comment on it and suggest other words.")
    noor.opens(f"{SECTION}?block=0").sends("Send comment", source="Why only in the morning?")

    noor.sees("Your comment stands beside the text")


def test_a_comment_typed_when_the_round_closed_is_refused_and_not_lost(
    visit: Visit, people: Cast, database: Database
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0")
    plan(database, people, opens_in=-21, closes_in=-1)

    noor.sends("Send comment", source="Why only in the morning?")

    assert noor.status == 403
    noor.sees("Why only in the morning?", "Nothing was saved. What you typed stands below")
    noor.sees("The next round is not planned yet.")
    visit(people.bram).opens(f"{SECTION}/threads").misses("Why only in the morning?")


def test_after_a_round_ones_words_can_be_withdrawn_and_not_changed(
    visit: Visit, people: Cast, database: Database
) -> None:
    plan(database, people, opens_in=-21, closes_in=7)
    noor = visit(people.noor).opens(f"{SECTION}?block=0")
    noor.sends("Send comment", source="Why only in the morning?").follows("Answer, or see all")
    form = noor.follows("Change or withdraw").address
    noor.opens(f"{SECTION}/proposals/new?first=0&last=0")
    noor.sends("Send suggestion", words="We listen.")
    proposal = noor.address
    assert noor.is_offered("Change your suggestion")
    end_today(database)

    noor.opens(proposal).sees("Reacting is closed at the moment.")
    assert not noor.is_offered("Change your suggestion")
    assert not noor.is_offered("Send comment")
    assert noor.opens(f"{proposal.rstrip('?')}/wording").status == 403
    noor.opens(form).sees("Your comment stays as it is")
    assert not noor.is_offered("Save")
    noor.sends("Withdraw my comment").sees("This comment was withdrawn.")


def test_a_round_is_settled_once_it_is_over_and_everything_in_it_is_answered(
    visit: Visit, people: Cast, database: Database
) -> None:
    plan(database, people, opens_in=-7, closes_in=7)
    noor = visit(people.noor).opens("/documents/code/en").sees("you can react until")
    noor.opens(f"{SECTION}?block=0").sends("Send comment", source="Why only in the morning?")
    end_today(database)

    sanne = visit(people.sanne).opens("/documents/code/rounds").sees("1 zonder uitkomst")
    assert not sanne.is_offered("Deze ronde afronden")
    mirjam = visit(people.mirjam).opens("/documents/code/queue").follows("Antwoorden")
    mirjam.sends("De uitkomst opslaan", outcome="answered", reason="That is when we meet.")

    sanne.opens("/documents/code/rounds").misses("1 zonder uitkomst")
    sanne.sends("Deze ronde afronden").sees("Afgerond")
