"""A suggestion says where in the text it is, as its author saw it, and what it was about."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.journeys.visitor import Visit, Visitor

SECTION = "/documents/code/en/sections/respect"
PLACES = {
    "first=1&last=1": "Paragraph 1.2",
    "first=0&last=1": "Paragraphs 1.1 to 1.2",
    "place=0": "At the beginning of 1",
    "place=1": "Between 1.1 and 1.2",
    "place=2": "At the end of 1",
}


def suggests(noor: Visitor, where: str, words: str = "Call if you must.") -> Visitor:
    """Send a suggestion for a place in the first section."""
    noor.opens(f"{SECTION}/proposals/new?{where}")
    return noor.sends("Send suggestion", words=words).sees("Thank you.")


def decided(visit: Visit, people: Cast, suggestion: str) -> Visitor:
    """Adopt a suggestion."""
    claire = visit(people.claire).opens(suggestion).follows("Decide")
    claire.sends("Preview", outcome="adopted", reason="We agree.")
    return claire.sends("Save the decision").sees("Adopted")


@pytest.mark.parametrize("asked", PLACES)
def test_the_place_is_told_from_the_form_to_the_decision(
    visit: Visit, people: Cast, asked: str
) -> None:
    noor, place = visit(people.noor), PLACES[asked]
    noor.opens(f"{SECTION}/proposals/new?{asked}").sees(place)

    suggestion = suggests(noor, asked).sees(place).address

    noor.opens("/input").sees(place)
    noor.opens(suggestion).follows("Change your suggestion").sees(place)
    claire = visit(people.claire).opens("/documents/code/queue").sees(place)
    claire.opens(suggestion).follows("Decide").sees(place)


def test_the_place_stays_what_it_was_when_paragraphs_come_above(visit: Visit, people: Cast) -> None:
    suggestion = suggests(visit(people.noor), "first=1&last=1").address
    above = suggests(visit(people.noor), "place=0", "Hello there.").address

    decided(visit, people, above)

    visit(people.noor).opens(suggestion).sees("Paragraph 1.2")


def test_a_rename_says_the_old_title_also_when_it_is_done(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens("/documents/code/en/structure/new?kind=rename")
    titles = {"title-en": "Kindness", "section": noor.choice_of("section", "Respect")}
    suggestion = noor.sends("Send suggestion", why="Warmer.", **titles).address

    decided(visit, people, suggestion)

    for page in (suggestion, "/input"):
        noor.opens(page).sees("Renames the section “Respect” to “Kindness”.")


def test_a_removed_section_is_still_called_by_its_title(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens("/documents/code/en/structure/new?kind=remove")
    help_ = noor.choice_of("section", "Where you find help")
    suggestion = noor.sends("Send suggestion", why="It is elsewhere.", section=help_).address

    decided(visit, people, suggestion)

    noor.opens(suggestion).sees("Removes the section “Where you find help”.")
