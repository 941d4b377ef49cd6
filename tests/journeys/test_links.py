"""A link in a text to another section can be followed wherever the text is shown."""

from __future__ import annotations

import pytest

from tests.cast import Cast
from tests.journeys.visitor import Visit, Visitor

SECTION = "/documents/code/en/sections/respect"
NEW_WORDS = "Read [where you find help](help#adviser) first."


@pytest.fixture
def suggested(visit: Visit, people: Cast) -> str:
    """Give the address of a suggestion that brings a link."""
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=0")
    return noor.sends("Send suggestion", words=NEW_WORDS).sees("Thank you.").address


@pytest.fixture
def adopted(visit: Visit, people: Cast, suggested: str) -> str:
    """Give the address of that suggestion, adopted."""
    claire = visit(people.claire).opens(suggested).follows("Decide")
    claire.sends("Preview", outcome="adopted", reason="We agree.")
    claire.sends("Save the decision")
    return suggested


def arrives(visitor: Visitor, words: str = "where you find help") -> None:
    """Follow the link to the other section."""
    visitor.follows(words)

    assert visitor.status == 200
    visitor.sees("Talk to the adviser.")


@pytest.mark.parametrize(
    "page", ["", "/history/2", "/proposals/new", "/words"], ids=lambda page: page or "reading"
)
def test_on_each_page_that_shows_the_text(
    visit: Visit, people: Cast, adopted: str, page: str
) -> None:
    arrives(visit(people.claire).opens(SECTION + page))


@pytest.mark.parametrize("view", ["?view=after", ""])
def test_on_the_page_of_the_suggestion(
    visit: Visit, people: Cast, suggested: str, view: str
) -> None:
    arrives(visit(people.noor).opens(suggested.rstrip("?") + view))


def test_in_the_words_before_a_suggestion(visit: Visit, people: Cast, adopted: str) -> None:
    noor = visit(people.noor).opens(f"{SECTION}/proposals/new?first=0")
    noor.sends("Send suggestion", words="Ask somebody.")

    arrives(visit(people.noor).opens(noor.address.rstrip("?") + "?view=before"))


def test_in_the_result_of_a_decision(visit: Visit, people: Cast, suggested: str) -> None:
    claire = visit(people.claire).opens(suggested).follows("Decide")

    arrives(claire.sends("Preview", outcome="adopted", reason="We agree."))


def test_where_a_comment_has_to_be_corrected(visit: Visit, people: Cast, adopted: str) -> None:
    noor = visit(people.noor).opens(f"{SECTION}?block=0")

    noor.sends("Send comment", source="")

    assert noor.status == 422
    arrives(noor)


def test_in_the_words_of_a_section_that_would_be_added(visit: Visit, people: Cast) -> None:
    noor = visit(people.noor).opens("/documents/code/en/structure/new?kind=add")
    title = {"title-en": "Remote work"}
    noor.sends("Send suggestion", words="[Get help](help).", why="We need it.", **title)

    arrives(noor.sees("Thank you."), "Get help")
