"""What one said can be changed and taken back; that something stood there stays visible."""

from __future__ import annotations

from tests.cast import Cast
from tests.journeys.visitor import Visit

SECTION = "/documents/code/en/sections/respect"
WORDS = "Why only in the morning?"


def test_a_withdrawn_suggestion_can_not_be_decided_on_and_says_so(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=0&last=0")
    noor.sends("Send suggestion", words="We listen. We greet everyone in the morning.")
    mirjam = visit(people.mirjam).opens(noor.address).follows("Beslissen")
    mirjam.sends("Voorbeeld", outcome="adopted", reason="Shorter.")

    noor.sends("Withdraw it").sees("Withdrawn")

    mirjam.sends("Het besluit opslaan")
    assert mirjam.status == 409
    mirjam.sees("Shorter.")
    noor.opens("/input").sees("Withdrawn")
    noor.opens(SECTION).sees("We listen to each other.")


def test_nobody_decides_on_an_earlier_wording_than_the_one_they_read(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=0&last=0")
    noor.sends("Send suggestion", words="We listen. We greet everyone in the morning.")
    mirjam = visit(people.mirjam).opens(noor.address).follows("Beslissen")
    noor.follows("Change your suggestion").sends("Save the change", words="We listen always.")

    mirjam.sends("Voorbeeld", outcome="not_adopted", reason="It says less.")

    assert mirjam.status == 409
    mirjam.sees("It says less.")
    noor.opens("/input").misses("It says less.")


def test_a_comment_is_changed_and_then_withdrawn_with_its_answers_kept(
    visit: Visit, people: Cast
) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0").sends("Send comment", source=WORDS)
    noor.follows("Answer, or see all")
    bram = visit(people.bram).opens(noor.address).follows("Antwoorden")
    bram.sends("Opmerking versturen", source="Goede vraag.")

    noor.opens(noor.address).follows("Change or withdraw").sends("Save", source="Why not always?")
    noor.sees("Why not always?", "edited").misses(WORDS)

    noor.follows("Change or withdraw").sends("Withdraw my comment")
    noor.sees("This comment was withdrawn.", "Goede vraag.").misses("Why not always?")


def test_one_can_not_take_back_what_somebody_else_said(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0").sends("Send comment", source=WORDS)
    bram = visit(people.bram).opens(noor.follows("Answer, or see all").address)

    assert not bram.is_offered("Intrekken")
    assert not bram.is_offered("Wijzigen of intrekken")


def test_who_withdrew_a_whole_comment_can_still_erase_the_words(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0").sends("Send comment", source=WORDS)
    thread = noor.follows("Answer, or see all").address
    noor.sends("Withdraw it").sees(WORDS)

    noor.follows("Erase my words").sends("Withdraw my comment")

    noor.opens(thread).sees("This comment was withdrawn.").misses(WORDS)
    assert not noor.is_offered("Erase my words")
