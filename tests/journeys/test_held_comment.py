"""A comment that names somebody goes out of sight; its author reads why, and it can come back."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"
HURTFUL = "The chemist on the third floor never greets."
REASON = "People can recognise a colleague in this. Please say it without where."


def test_only_its_author_and_the_moderators_see_a_held_comment_with_the_reason(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0").sends("Send comment", source=HURTFUL)
    bram = visit(people.bram).opens(SECTION).sees(HURTFUL)

    mirjam = visit(people.mirjam).opens(SECTION).follows("Answer, or see all")
    talk = mirjam.address
    mirjam.follows("Take out of sight").sends("Take out of sight", reason=REASON)

    noor.opens("/input").sees("Out of sight", REASON)
    noor.opens(talk).sees(HURTFUL, REASON)
    bram.opens(SECTION).misses(HURTFUL)
    bram.opens(f"{SECTION}/threads").misses(HURTFUL, "Comment 1")
    assert bram.opens(talk).status == 404

    mirjam.opens("/documents/code/queue?show=held").follows("Comment 1")
    mirjam.follows("Put back in sight").sends("Put back in sight")
    bram.opens(SECTION).sees(HURTFUL)
    noor.opens("/input").misses("Out of sight")


def test_the_history_leads_to_a_held_suggestion_only_who_may_see_it(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=0&last=0")
    noor.sends("Send suggestion", words="We listen. We greet everyone.")
    mirjam = visit(people.mirjam).opens(noor.address).follows("Beslissen")
    mirjam.sends("Voorbeeld", outcome="adopted", reason="Shorter.").sends("Het besluit opslaan")
    bram = visit(people.bram).opens(f"{SECTION}/history").sees("suggestion 1")

    mirjam.opens(noor.address).follows("Uit het zicht halen")
    mirjam.sends("Uit het zicht halen", reason=REASON)

    bram.opens(f"{SECTION}/history").sees("Shorter.").misses("suggestion 1")
    mirjam.opens(f"{SECTION}/history").sees("suggestion 1")
