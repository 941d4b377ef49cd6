"""Looking up what one brought in: each with its own words, its place and what came of it."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"
OTHER = "We listen to each other. We greet everyone every day."


def test_own_input_says_what_was_proposed_and_where(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=1").sends("Send comment", source="No call?")
    noor.opens(f"{SECTION}/proposals/new?first=0&last=0").sends("Send suggestion", words=OTHER)
    noor.opens("/documents/code/en/structure/new?kind=rename")
    titles = {"title-en": "Kindness", "section": noor.choice_of("section", "Respect")}
    noor.sends("Send suggestion", why="Warmer.", **titles)

    noor.opens("/input").sees("Comment 1 · section 1, Respect", "No call?")
    noor.sees("Suggestion 2 · section 1, Respect", "“in the morning” becomes “every day”.")
    noor.sees("Suggestion 3 · section 1, Respect", "Renames the section “Respect” to “Kindness”.")
    noor.follows("Suggestion 2 · section 1, Respect").sees("every day")
