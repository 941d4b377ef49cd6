"""Who switches language stays where they were, and is spoken to in that language."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"


def test_the_switch_stays_on_the_section_and_takes_the_words_of_the_page_along(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(SECTION).sees("We greet everyone in the morning.", "History")

    noor.follows("Nederlands")

    assert noor.address.startswith("/documents/code/nl/sections/respect")
    noor.sees("We groeten iedereen in de ochtend.", "Geschiedenis")
    noor.follows("English").sees("We greet everyone in the morning.")


def test_what_is_said_about_the_dutch_text_stays_with_the_dutch_text(
    visit: Visit, people: Cast
) -> None:
    bram = visit(people.bram).opens("/documents/code/nl/sections/respect?block=0")
    bram.sends("Opmerking versturen", source="Waarom alleen in de ochtend?")
    bram.sees("Dank je wel.", "Waarom alleen in de ochtend?")

    visit(people.noor).opens(SECTION).misses("Waarom alleen in de ochtend?")


def test_who_reads_in_a_language_goes_on_in_it_on_pages_that_name_none(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(SECTION)

    noor.follows("Nederlands").opens("/input").sees("Mijn inbreng")
    noor.opens(SECTION).opens("/input").sees("My input")


def test_a_page_without_a_language_in_its_address_remembers_the_choice(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens("/input").sees("My input")

    noor.sends("Nederlands").sees("Mijn inbreng")

    visit(people.noor).opens("/input").sees("Mijn inbreng")
