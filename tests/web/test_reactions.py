"""Reacting to a paragraph in a word, with plain forms, and finding one's own again."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.cast import Cast
from tests.web.browsing import Browser
from wiki.models import Text

Visit = Callable[..., Browser]
SECTION = "/documents/code/en/sections/respect"
BESIDE = re.compile(r'<p class="block__reactions".*?</p>', re.S)
BLOCK = re.compile(r'data-block-id="(\w+)"')


def beside(browser: Browser) -> list[str]:
    """Return what stands beside paragraphs about quick reactions, in words."""
    page = browser.get(SECTION).text
    return [" ".join(re.sub("<[^>]*>", " ", one).split()) for one in BESIDE.findall(page)]


def react(browser: Browser, kind: str) -> None:
    block = BLOCK.findall(browser.get(SECTION).text)[0]
    answer = browser.post(f"{SECTION}/reactions", block=block, seen=1, kind=kind)
    assert answer.status_code == 303
    assert answer.location.endswith("#block-0")


def test_one_reacts_without_scripts_and_others_read_how_many_not_who(
    visit: Visit, people: Cast, text: Text
) -> None:
    bram, mirjam = visit(people.bram), visit(people.mirjam)
    panel = bram.get(f"{SECTION}?block=0").text
    assert re.search(r'name="block" value="\w+"', panel)
    assert "data-take-back hidden" in panel

    react(bram, "unclear")

    assert beside(bram)[0].endswith("Unclear: one or two You: Unclear")
    assert beside(mirjam)[0].endswith("Unclear: one or two")
    assert "data-take-back hidden" not in bram.get(f"{SECTION}?block=0").text
    assert "data-take-back hidden" in mirjam.get(f"{SECTION}?block=0").text


def test_one_takes_it_back_where_one_reads(visit: Visit, people: Cast, text: Text) -> None:
    bram = visit(people.bram)
    react(bram, "agree")
    block = BLOCK.findall(bram.get(SECTION).text)[0]

    answer = bram.post(f"{SECTION}/reactions/end", block=block)

    assert answer.status_code == 303
    assert beside(bram) == []


def test_ones_own_stand_under_my_input_and_go_from_there(
    visit: Visit, people: Cast, text: Text
) -> None:
    bram = visit(people.bram)
    react(bram, "missing")
    page = bram.get("/input").text
    assert "Something is missing · Respect" in page
    assert "Quick reactions" not in visit(people.noor).get("/input").text
    fields = dict(re.findall(r'name="(text|block)" value="(\w+)"', page))

    assert bram.post("/input/reactions/end", **fields).status_code == 303

    assert "Something is missing" not in bram.get("/input").text


def test_a_reaction_that_is_none_is_refused(visit: Visit, people: Cast, text: Text) -> None:
    bram = visit(people.bram)
    block = BLOCK.findall(bram.get(SECTION).text)[0]

    answer = bram.post(f"{SECTION}/reactions", block=block, seen=1, kind="best")

    assert answer.status_code == 422
    assert beside(bram) == []
