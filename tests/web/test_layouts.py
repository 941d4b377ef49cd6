"""What stands around every page: who may see which ways through the site."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import speak_english
from wiki.database import Database

Visit = Callable[..., Browser]
QUEUE = "/documents/code/queue"
LINK = re.compile(rf'<a href="{QUEUE}"([^>]*)>Queue</a>')


@pytest.fixture(autouse=True)
def in_english(database: Database, people: Cast) -> None:
    with database.write() as db:
        speak_english(db)


def links_to_queue(page: str) -> list[str]:
    """Return the further attributes of the link to the queue, for each in the header."""
    header, found, _ = page.partition("</header>")
    assert found, "the page has no header"
    return [attributes.strip() for attributes in LINK.findall(header)]


@pytest.mark.parametrize(("who", "count"), [("noor", 0), ("claire", 1), ("mirjam", 1)])
def test_pages_of_a_document_lead_those_who_may_to_its_queue(
    visit: Visit, people: Cast, who: str, count: int
) -> None:
    page = visit(getattr(people, who)).get("/documents/code/en").text

    assert links_to_queue(page) == [""] * count


def test_pages_of_no_document_lead_to_no_queue(visit: Visit, people: Cast) -> None:
    assert links_to_queue(visit(people.mirjam).get("/help").text) == []


def test_the_queue_is_marked_as_the_present_page_on_itself_alone(
    visit: Visit, people: Cast
) -> None:
    browser = visit(people.mirjam)

    for address in (QUEUE, f"{QUEUE}?show=comments"):
        assert links_to_queue(browser.get(address).text) == ['aria-current="page"']
