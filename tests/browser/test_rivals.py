"""Three people want other words for one sentence, one wants five changes: nobody is passed by."""

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
WISHES = {
    "noor": "We tell the person first, if that feels safe.",
    "bram": "We say it to the person first, if you feel safe.",
    "tomasz": "We say it to the person in private, if that feels safe.",
}
FINAL = "We tell the person in private, if you feel safe."
ANSWERS = {
    "noor": "Telling is shorter, thank you.",
    "bram": "It is about you, so we say you.",
    "tomasz": "In private is kinder, we take that.",
}


def test_three_rivals_on_one_sentence_become_one_and_each_author_reads_an_own_answer(
    comes: Comes, people: Cast
) -> None:
    authors = {name: comes(getattr(people, name), device=PHONE) for name in WISHES}
    pages = {name: suggests(authors[name], words) for name, words in WISHES.items()}
    sees_the_rivals_side_by_side(authors["noor"], pages["noor"])
    mirjam = comes(people.mirjam)
    composes_one_sentence_of_pieces_of_all(mirjam, pages)

    for name, author in authors.items():
        author.opens("/input")
        author.sees("Adopted in other words", ANSWERS[name])
    others = {answer for name, answer in ANSWERS.items() if name != "noor"}
    authors["noor"].opens("/input")
    assert not any(answer in authors["noor"].page.content() for answer in others)
    sees_whose_words_they_are(authors["bram"])


def suggests(author: Reader, words: str) -> str:
    author.writes_other_words(SECTION, SENTENCE, words)
    return author.sends_the_suggestion("Kinder.")


def sees_the_rivals_side_by_side(noor: Reader, page: str) -> None:
    noor.opens(page)
    noor.follows("Others suggest other words for the same passage: see them side by side")
    noor.sees("3 suggestions for this passage.", "The text now", SENTENCE)
    assert noor.fits_the_screen()
    noor.page.get_by_role("button", name="I stand behind this").first.click()
    noor.sees("You stand behind it.")


def composes_one_sentence_of_pieces_of_all(mirjam: Reader, pages: dict[str, str]) -> None:
    mirjam.opens(pages["bram"])
    mirjam.follows("Others suggest other words for the same passage: see them side by side")
    mirjam.follows("Decide on these together")
    for name, page in pages.items():
        number = page.rpartition("/")[2]
        choice = mirjam.page.locator(f"select[name=outcome-{number}]")
        choice.select_option("adopted_in_other_words")
        mirjam.page.locator(f"textarea[name=reason-{number}]").fill(ANSWERS[name])
    mirjam.page.get_by_text("Words of your own, made of pieces of any of them").click()
    mirjam.page.locator("textarea[name^=words-]").fill(FINAL)
    mirjam.writes("Three good ideas in one.", in_="Reason")
    mirjam.presses("Preview")
    mirjam.sees("Read the result", FINAL, *ANSWERS.values())
    mirjam.presses("Save the decisions")
    mirjam.sees("The decisions are saved.")


def sees_whose_words_they_are(bram: Reader) -> None:
    bram.opens_the_section(SECTION)
    bram.sees(FINAL)
    bram.opens(f"/documents/code/en/sections/{SECTION}/credits")
    bram.sees("Noor Haddad", "Bram de Wit", "Tomasz Nowak", "Mirjam Kuipers")


PARTS = (
    ("Everybody may speak", "Everybody can speak"),
    ("is not right", "is wrong"),
    ("say it to", "tell"),
    ("if that feels safe", "if you feel safe"),
    ("can *help* you", "may *help* you"),
)


def test_of_five_parts_some_are_taken_while_a_colleague_edits_the_section(
    comes: Comes, people: Cast
) -> None:
    noor, claire = comes(people.noor, scripts=False), comes(people.claire, scripts=False)
    mirjam = comes(people.mirjam)
    page = suggests_five_parts(noor)
    mirjam.opens(page)
    mirjam.follows("Decide")
    mirjam.sees("5")
    for part in (1, 4):
        mirjam.unticks(part)
    mirjam.writes("Three of the five.", in_="Reason")

    edits_meanwhile(claire)

    mirjam.presses("Preview")
    mirjam.sees("Adopted in part", "something is wrong or unclear", "We tell the person first")
    reads_the_places_first(mirjam)
    mirjam.presses("Save the decision")
    mirjam.sees("Taken: changes 2, 3, 5.")

    noor.opens_the_section(SECTION)
    noor.sees("Everybody may speak up", "wrong or unclear", "if that feels safe", "may help you")
    noor.opens(page)
    noor.sees("Three of the five.", "Taken: changes 2, 3, 5.")


def suggests_five_parts(noor: Reader) -> str:
    noor.opens(f"/documents/code/en/sections/{SECTION}/proposals/new?first=0&last=2")
    box = noor.page.locator("textarea[name=words]")
    words = box.input_value()
    for old, new in PARTS:
        assert old in words, old
        words = words.replace(old, new)
    box.fill(words)
    noor.page.get_by_role("button", name="Send").last.click()
    noor.sees("Thank you.")
    return noor.page.url.partition("?")[0]


def edits_meanwhile(claire: Reader) -> None:
    claire.opens(f"/documents/code/en/sections/{SECTION}/words?first=0&last=0")
    box = claire.page.locator("textarea[name=words]")
    box.fill(box.input_value().replace("not right", "not right or unclear"))
    claire.writes("Also what is unclear.", in_="Summary")
    claire.presses("Save the text")
    claire.sees("unclear")


def reads_the_places_first(mirjam: Reader) -> None:
    mirjam.sees("Read these places first")
    mirjam.page.get_by_label("I read these places").check()
