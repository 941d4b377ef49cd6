"""What is done on a page of rivals leads back to it, and says what is true there."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, move_on, send, words_of
from wiki.database import Database
from wiki.models import Text

Visit = Callable[..., Browser]
LETTERS = [f"{one}{other}" for one in "bcdefg" for other in "bcdefghijkl"][:61]
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


def test_on_a_page_of_rivals_withdrawing_leads_to_where_that_is_done(
    visit: Visit, people: Cast, rivals: tuple[str, str], database: Database
) -> None:
    noor = visit(people.noor)
    move_on(database, people.claire, "We greet everyone", "All of us greet everyone")

    page = noor.get(lane_of(noor, rivals[0])).text

    assert "Is this still what you mean?" in page
    assert 'id="withdraw"' not in page
    assert f'href="{rivals[0]}#withdraw"' in page
    assert 'id="withdraw"' in noor.get(rivals[0]).text


def test_what_a_batch_leaves_out_is_counted_once_and_for_its_own_reason(
    visit: Visit, people: Cast, rivals: tuple[str, str]
) -> None:
    mirjam, noor, own = visit(people.mirjam), *(one.rpartition("/")[2] for one in rivals)
    new = "/documents/code/queue/batches/new"

    doubled = words_of(mirjam.get(f"{new}?proposal={noor}&proposal={noor}&proposal={own}").text)
    assert "left out" not in doubled

    unknown = "&".join(f"proposal={one:a>26}" for one in LETTERS)
    many = words_of(mirjam.get(f"{new}?proposal={noor}&{unknown}").text)
    assert "59 suggestions are left out" in many
    assert "2 suggestions wait until the next time: at most 60 are decided together." in many


def test_a_wording_is_listed_with_all_that_it_changes(
    visit: Visit, people: Cast, text: Text
) -> None:
    noor = visit(people.noor)
    page = send(noor, FIRST.replace("We greet", "We warmly greet").replace("listen", "talk"))
    send(visit(people.bram), FIRST.replace("listen", "talk"))

    listed = words_of(noor.get(lane_of(noor, page).rpartition("/")[0]).text)

    assert "“listen” becomes “talk”. After “to each other. We” comes “warmly”." in listed


def test_beside_a_paragraph_many_suggestions_are_folded(
    visit: Visit, people: Cast, text: Text
) -> None:
    for word in ("warmly", "gladly", "always", "also", "kindly"):
        send(visit(people.noor), FIRST.replace("We greet", f"We {word} greet"))

    section = visit(people.bram).get("/documents/code/en/sections/respect").text
    at_once, folded = section.split("2 more suggestions")

    assert [page.count("Suggestion ") for page in (at_once, folded)] == [3, 2]
    assert folded.index("Suggestion 5") < folded.index("See these suggestions side by side")
