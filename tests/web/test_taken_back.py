"""Who takes a decision back at once finds the form as they left it: ticks, answers, own words."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, SECTION, form, seal_of, send
from wiki.models import Text

Visit = Callable[..., Browser]
BATCHES = "/documents/code/queue/batches"
DECIDED = re.compile(r'name="decided" value="([^"]*)"')
TWO_PARTS = FIRST.replace("listen", "always listen").replace("in the morning", "every day")
OWN = FIRST.replace("in the morning", "when we meet")
WARM = FIRST.replace("We greet", "We warmly greet")


def number_of(page: str) -> str:
    return page.rpartition("/")[2]


def decide(browser: Browser, page: str, **fields: str) -> None:
    seal = seal_of(browser.post(f"{page}/decision", **fields, preview="yes").text)
    answer = browser.post(f"{page}/decision", **fields, save="yes", seal=seal)
    assert answer.status_code == 303, answer.text


def take_back(browser: Browser, page: str) -> str:
    """Take a decision back at once; return where that leads."""
    moment = DECIDED.search(browser.get(page).text)
    assert moment
    undo = f"/documents/code/contributions/{number_of(page)}/undo"
    answer = browser.post(undo, at_once="yes", decided=html.unescape(moment[1]))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def ticked(page: str, name: str = "take") -> list[str]:
    return re.findall(rf'name="{name}" value="(\d+)" checked', page)


def written(page: str, name: str) -> str:
    found = re.search(rf'<textarea[^>]* name="{name}"[^>]*>(.*?)</textarea>', page, re.S)
    assert found
    return html.unescape(found[1]).strip()


def test_what_was_ticked_is_ticked_again(visit: Visit, people: Cast, text: Text) -> None:
    page, mirjam = send(visit(people.noor), TWO_PARTS), visit(people.mirjam)
    decide(mirjam, page, outcome="adopted", take="2", reason="The second.")

    again = mirjam.get(take_back(mirjam, page)).text

    assert ticked(again) == ["2"]
    assert written(again, "reason") == "The second."


@pytest.fixture
def own_words(visit: Visit, people: Cast, text: Text) -> str:
    """Give the page of a suggestion that Mirjam put in other words just now."""
    page = send(visit(people.noor))
    own = form(OWN)
    fields = {name: own[name] for name in ("base", "first_block", "block_count", "words")}
    decide(visit(people.mirjam), page, outcome="adopted_in_other_words", reason="Nearly.", **fields)
    return page


def test_ones_own_words_stand_in_the_box_again(visit: Visit, people: Cast, own_words: str) -> None:
    mirjam = visit(people.mirjam)

    again = mirjam.get(take_back(mirjam, own_words)).text

    assert written(again, "words") == OWN
    assert ticked(again) == ["1"]
    assert 'value="adopted_in_other_words" checked' in again


def test_for_a_new_wording_one_begins_anew(visit: Visit, people: Cast, own_words: str) -> None:
    mirjam = visit(people.mirjam)
    to_decide = take_back(mirjam, own_words)
    visit(people.noor).post(f"{own_words}/wording", **form(WARM))

    again = mirjam.get(to_decide).text

    assert written(again, "reason") == ""
    assert written(again, "words") == WARM


def test_what_was_decided_together_is_decided_together_again(
    visit: Visit, people: Cast, text: Text
) -> None:
    pages, mirjam = (send(visit(people.noor)), send(visit(people.bram), WARM)), visit(people.mirjam)
    first, second = map(number_of, pages)
    other = "adopted_in_other_words"
    composed = OTHER.replace("We greet", "So we warmly greet")
    fields = {
        "proposal": [first, second],
        "wording": ["1", "1"],
        f"outcome-{first}": other,
        f"outcome-{second}": other,
        f"reason-{second}": "Warmly is in it.",
        "reason": "Of both.",
        f"base-{text.id}": "1",
        f"first_block-{text.id}": "0",
        f"block_count-{text.id}": "1",
        f"words-{text.id}": composed,
    }
    seal = seal_of(mirjam.post(BATCHES, **fields, preview="yes").text)
    mirjam.post(BATCHES, **fields, save="yes", seal=seal)

    to_decide = take_back(mirjam, pages[0])

    assert to_decide.startswith(f"{BATCHES}/new")
    again = mirjam.get(to_decide).text
    assert re.findall(r'name="proposal" value="(\w+)"', again) == [first, second]
    assert again.count(f'value="{other}" selected') == 2
    assert written(again, "reason") == "Of both."
    assert written(again, f"reason-{first}") == ""
    assert written(again, f"reason-{second}") == "Warmly is in it."
    assert written(again, f"words-{text.id}") == composed
    assert [ticked(again, f"take-{one}") for one in (first, second)] == [["1"], ["1"]]
    assert FIRST in visit(people.noor).get(SECTION).text
