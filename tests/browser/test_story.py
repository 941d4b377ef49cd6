"""From a remark on a phone to the printed code: the whole main job, on the served site."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pdfua
import pytest

from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.export import printed
from wiki.domain.accounts import DEMO_PASSWORD

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SECTION = "speaking-up"
SENTENCE = "We say it to the person first, if that feels safe."
NOORS = "We tell the person first, if you feel safe."
BRAMS = "We ask the person first, if that feels safe."
TAKEN = "We tell the person first, if that feels safe."
FINAL = "We tell or ask the person first, if that feels safe."


def test_a_remark_and_two_rival_suggestions_become_a_released_code(
    comes: Comes, people: Cast, tmp_path: Path
) -> None:
    noor = comes(device=PHONE)
    signs_in_on_the_way_to_the_section(noor)
    comments_on_selected_words_and_on_a_paragraph(noor)
    noors = suggests_other_words_on_the_phone(noor)

    bram, mirjam = comes(people.bram), comes(people.mirjam)
    brams = suggests_rival_words(bram)
    takes_one_of_two_changes(mirjam, noors)
    finds_the_conflict_and_writes_words_that_answer_both(mirjam, brams)

    noor.opens("/input")
    noor.sees("Adopted in part", "Not everybody feels safe.", "No outcome yet")
    bram.opens("/input")
    bram.sees("Adopted in other words", "Asking is good too.")
    finds_the_comments_with_their_words(noor)
    reads_each_step_in_the_history(bram)
    sanne = comes(people.sanne)
    makes_a_release(sanne)
    downloads_the_code(sanne, tmp_path)


def signs_in_on_the_way_to_the_section(noor: Reader) -> None:
    noor.opens_the_section(SECTION)
    noor.follows("Sign in")
    noor.writes("noor@example.org", in_="Mail address")
    noor.writes(DEMO_PASSWORD, in_="Password")
    noor.presses("Sign in")
    noor.opens_the_section(SECTION)
    noor.sees("Speaking up", SENTENCE)
    noor.complaints.clear()  # the 404 that a stranger meets


def comments_on_selected_words_and_on_a_paragraph(noor: Reader) -> None:
    assert noor.fits_the_screen()
    noor.selects("say it to the person first")
    bar = noor.page.locator("[data-selection-bar]").bounding_box()
    assert bar is not None
    assert (bar["x"], bar["width"], bar["y"] + bar["height"]) == (0, 360, 740)
    noor.page.locator("[data-action=comment]").click()
    noor.sees("say it to the person first")
    assert noor.fits_the_screen()
    noor.says("Also in a mail?")
    noor.sees("Thank you.")

    noor.comments_on("feels safe", "What if it does not?")
    noor.comments_on_the_paragraph("Everybody may speak up", "Students too?")
    assert noor.marked() == ["say it to the person first", "feels safe"]


def suggests_other_words_on_the_phone(noor: Reader) -> str:
    noor.writes_other_words(SECTION, SENTENCE, NOORS)
    noor.sees_the_change(removed="say it to", added="tell")
    assert noor.fits_the_screen()
    address = noor.sends_the_suggestion("Shorter.")
    noor.sees("Thank you.", "No outcome yet", "Shorter.")
    return address


def suggests_rival_words(bram: Reader) -> str:
    bram.writes_other_words(SECTION, SENTENCE, BRAMS)
    bram.sees_the_change(removed="say it to", added="ask")
    return bram.sends_the_suggestion("Asking is kinder.")


def takes_one_of_two_changes(mirjam: Reader, address: str) -> None:
    mirjam.opens("/documents/code/queue")
    mirjam.sees("Suggestion 4", "2 changes")
    mirjam.opens(address)
    mirjam.follows("Decide")
    mirjam.unticks(2)
    mirjam.writes("Not everybody feels safe.", in_="Reason")
    mirjam.presses("Preview")
    mirjam.sees("Adopted in part", TAKEN)
    mirjam.presses("Save the decision")
    mirjam.sees("Adopted in part", "Taken: change 1.")


def finds_the_conflict_and_writes_words_that_answer_both(mirjam: Reader, address: str) -> None:
    mirjam.opens(address)
    mirjam.follows("Decide")
    mirjam.writes("Asking is good too.", in_="Reason")
    mirjam.presses("Preview")
    mirjam.sees("Others changed the same words", "The text now", "The suggestion")
    mirjam.writes(FINAL, in_="What it should say")
    mirjam.presses("Preview")
    mirjam.sees("Adopted in other words", "As readers will see it", FINAL)
    mirjam.presses("Save the decision")
    mirjam.sees("Adopted in other words", "Asking is good too.")


def finds_the_comments_with_their_words(noor: Reader) -> None:
    noor.opens_the_section(SECTION)
    noor.sees(FINAL)
    assert noor.marked() == ["the person first", "feels safe"]
    noor.page.locator("details.block__threads summary").nth(1).click()
    noor.sees("Also in a mail?", "The words changed since this comment.", "What if it does not?")


def reads_each_step_in_the_history(bram: Reader) -> None:
    bram.opens_the_section(SECTION)
    bram.follows("History")
    bram.sees("Revision 3", "Revision 2", "Noor Haddad", "Bram de Wit", "Mirjam Kuipers")
    bram.follows("suggestion 5")
    bram.sees("Suggestion 5", "revision 3")
    bram.opens(f"/documents/code/en/sections/{SECTION}/history/compare?from=1&to=3")
    bram.sees("say it to", "tell or ask")


def makes_a_release(sanne: Reader) -> None:
    sanne.opens("/documents/code/releases")
    sanne.follows("Read what it would bring")
    sanne.writes("For the council", in_="Title")
    sanne.presses("Make release 1")
    sanne.sees("Release 1 is made.", "Release 1: For the council")


def downloads_the_code(sanne: Reader, folder: Path) -> None:
    assert FINAL in sanne.downloads("Markdown · Code of conduct (en)").decode()
    paper = sanne.downloads("PDF · Code of conduct (en)")
    (folder / "code.pdf").write_bytes(paper)
    assert not pdfua.validate(folder / "code.pdf").findings
    assert "".join(FINAL.split()) in "".join(printed.pages(paper))
