"""An editor changes the text with a summary, and goes back; nothing of it disappears."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"
BETTER = "We listen to each other. We greet everyone, every day."


def test_a_direct_edit_is_read_before_it_is_saved_and_told_in_the_history(
    visit: Visit, people: Cast
) -> None:
    claire = (
        visit(people.claire)
        .opens(SECTION)
        .follows("Edit this text")
        .follows("Edit for paragraph 1.1")
    )
    claire.sends("Preview", words=BETTER, summary="Also in the afternoon.")
    visit(people.noor).opens(SECTION).misses("every day")

    claire.sends("Save the text").sees("We greet everyone, every day.")

    noor = visit(people.noor).opens(SECTION).sees("We greet everyone, every day.")
    noor.follows("History").sees("Revision 2", "Claire Ngata", "Also in the afternoon.")
    noor.follows("Who contributed which words").sees("Claire Ngata", ", every day")


def test_going_back_to_an_old_revision_makes_a_new_one(visit: Visit, people: Cast) -> None:
    claire = visit(people.claire).opens(f"{SECTION}/words?first=0&last=0")
    claire.sends("Preview", words=BETTER, summary="Also in the afternoon.").sends("Save the text")

    claire.opens(f"{SECTION}/history/1").follows("Go back to this text")
    claire.sends("Go back to this text", summary="The council asked for it.")

    claire.sees("Revision 3", "The council asked for it.", "Revision 2")
    visit(people.noor).opens(SECTION).sees("We greet everyone in the morning.").misses("every day")


def test_an_editor_who_was_overtaken_reads_the_result_again_before_it_is_saved(
    visit: Visit, people: Cast
) -> None:
    claire = visit(people.claire).opens(f"{SECTION}/words?first=0&last=0")
    claire.sends("Preview", words=BETTER, summary="Also in the afternoon.")
    sanne = visit(people.sanne).opens(f"{SECTION}/words?first=1&last=1")
    late = "Messages in the evening can wait."
    sanne.sends("Preview", words=late, summary="Shorter.").sends("Save the text")

    claire.sends("Save the text")

    assert claire.status == 409
    claire.sends("Save the text")
    visit(people.noor).opens(SECTION).sees("We greet everyone, every day.", late)


def test_who_only_takes_part_is_not_offered_to_edit(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(SECTION)

    assert not noor.is_offered("Edit this text")
    assert noor.opens(f"{SECTION}/words").status == 403
