"""A talk: answers two levels deep, an outcome with a reason, and words that went away."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"


def test_a_talk_goes_two_answers_deep_and_ends_with_an_outcome(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=1").sends("Send comment", source="No call?")
    talk = noor.follows("Answer, or see all").address
    tomasz = visit(people.tomasz).opens(talk).follows("Answer Noor Haddad")
    tomasz.sends("Send comment", source="Calls neither.")
    noor.opens(talk).follows("Answer Tomasz Nowak").sends("Send comment", source="Thanks.")
    tomasz.opens(talk).sees("No call?", "Calls neither.", "Thanks.")

    claire = visit(people.claire).opens(talk)
    claire.sends("Save the outcome", outcome="answered", reason="Tomasz is right.")

    noor.opens("/input").sees("Respect", "No call?", "Answered", "Tomasz is right.")
    noor.opens(SECTION).misses("No call?")
    noor.follows("All comments and suggestions").sees("Comment 1", "Answered")


def test_a_comment_whose_words_went_is_listed_and_attached_again_by_hand(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=1").sends("Send comment", source="No call?")
    claire = visit(people.claire).opens(f"{SECTION}/words?first=1&last=1")
    claire.sends("Preview", words="", summary="Said elsewhere.").sends("Save")

    noor.opens(SECTION).sees("About words that are no longer here", "No call?")
    claire.opens(SECTION).follows("Answer, or see all").sees("These words are no longer in")
    claire.follows("Attach to other words").sends("Attach", block="0", quote="greet everyone")

    claire.sees("The comment stands at these words now.")
    noor.opens(SECTION).misses("About words that are no longer here")
    assert noor.is_shown("greet everyone", as_="mark")


def test_a_new_wording_counts_and_the_earlier_one_stays_readable(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=1&last=1")
    noor.sends("Send suggestion", words="Messages in the evening can wait.")
    noor.follows("Change your suggestion")
    noor.sends("Save the change", words="Messages after six can wait.")

    bram = visit(people.bram).opens(noor.address).sees("Messages", "after six")
    bram.misses("See the one that counts")
    assert bram.opens(f"{noor.address.rstrip('?')}?wording=1").status == 200
    bram.sees("in the evening")


def test_the_same_text_is_no_suggestion(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=1&last=1")

    noor.sends("Send suggestion", why="I like it.")

    assert noor.status == 422
    noor.sees("I like it.")
