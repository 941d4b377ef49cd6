"""The same without scripts, with the keyboard alone, and in Dutch."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.person import PHONE
from tests.browser.pages.reader import Reader
from tests.cast import Cast

pytestmark = pytest.mark.browser

Comes = Callable[..., Reader]
SECTION = "speaking-up"
SENTENCE = "We say it to the person first, if that feels safe."
OTHER = "We tell the person first, if that feels safe."


def test_without_scripts_one_comments_suggests_and_decides(comes: Comes, people: Cast) -> None:
    noor, mirjam = (comes(who, scripts=False) for who in (people.noor, people.mirjam))

    noor.opens_the_section(SECTION)
    noor.paragraph(SENTENCE).locator("[data-react]").click()
    noor.says("Also in a mail?")
    noor.sees("Thank you.")
    noor.sees("Also in a mail?")

    noor.writes_other_words(SECTION, SENTENCE, OTHER)
    noor.presses("Show the change")
    noor.sees_the_change(removed="say it to", added="tell")
    address = noor.sends_the_suggestion("Shorter.")

    mirjam.opens(address)
    mirjam.follows("Decide")
    mirjam.writes("Shorter is better.", in_="Reason")
    mirjam.presses("Preview")
    mirjam.sees("As readers will see it", OTHER)
    mirjam.presses("Save the decision")
    noor.opens_the_section(SECTION)
    noor.sees(OTHER)


def test_with_the_keyboard_alone_one_comments_and_comes_back_to_where_one_was(
    comes: Comes, people: Cast
) -> None:
    noor = comes(people.noor)
    noor.opens_the_section(SECTION)

    noor.tabs_to("React to paragraph 1.2")
    noor.page.keyboard.press("Enter")
    assert noor.address_of("Suggest other words instead").endswith("?first=1&last=1")
    noor.page.keyboard.type("Also in a mail?")
    noor.tabs_to("Send comment")
    noor.page.keyboard.press("Enter")

    noor.sees("Thank you.", "Also in a mail?")
    assert noor.paragraph(SENTENCE).get_by_text("Also in a mail?").is_visible()


def test_in_dutch_one_reads_comments_and_stays_on_the_section(comes: Comes, people: Cast) -> None:
    bram = comes(people.bram, device=PHONE)
    bram.opens_the_section(SECTION)

    bram.follows("Nederlands")
    bram.speaks = "nl"

    bram.sees("Je uitspreken", "Iedereen mag zich uitspreken", "Geschiedenis")
    assert f"/documents/code/nl/sections/{SECTION}" in bram.page.url
    assert bram.fits_the_screen()
    bram.comments_on("als dat veilig voelt", "En als het niet veilig voelt?")
    bram.sees("Dank je wel.")
    assert bram.marked() == ["als dat veilig voelt"]
    bram.comments_on_the_paragraph("Iedereen mag", "Ook studenten?")
    bram.sees("Dank je wel.")
    bram.follows("English")
    bram.sees("Speaking up")
    assert bram.marked() == []
