"""What is done on a page of rivals leads back to it, and says what is true there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, send, words_of
from wiki.models import Text

Visit = Callable[..., Browser]
SUPPORT = re.compile(r'action="([^"]*/support[^"]*)".*?name="next" value="([^"]*)"', re.S)


@pytest.fixture
def rivals(visit: Visit, people: Cast, text: Text) -> tuple[str, str]:
    """Give the pages of two suggestions about the same paragraph, by Noor and by Bram."""
    warm = FIRST.replace("We greet", "We warmly greet")
    return send(visit(people.noor)), send(visit(people.bram), warm)


def lane_of(browser: Browser, page: str) -> str:
    beside = re.search(r'href="([^"]*/lanes/[^"]*)"', browser.get(page).text)
    assert beside
    return beside[1]


def test_standing_behind_one_of_rivals_leads_back_to_all_of_them(
    visit: Visit, people: Cast, rivals: tuple[str, str]
) -> None:
    tomasz = visit(people.tomasz)
    lane = lane_of(tomasz, rivals[0])

    for button, said in (("support", "You stand behind it."), ("support/end", "Nobody else")):
        (action, back), *_ = SUPPORT.findall(tomasz.get(lane).text)
        assert action == f"{rivals[0]}/{button}"
        answer = tomasz.post(action, seen="1", next=back)
        assert answer.location == f"{lane}#wording-A"
        assert said in words_of(tomasz.get(lane).text)


@pytest.mark.parametrize("elsewhere", ["//example.org/lanes", "https://example.org", ""])
def test_it_never_leads_elsewhere(
    visit: Visit, people: Cast, rivals: tuple[str, str], elsewhere: str
) -> None:
    answer = visit(people.tomasz).post(f"{rivals[0]}/support", seen="1", next=elsewhere)

    assert answer.location == rivals[0]
