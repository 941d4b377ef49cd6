"""A section on paper: which text it is, its words, where its links lead; nothing to press."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.pages.reader import Reader
from tests.cast import Cast
from tests.export import printed

pytestmark = pytest.mark.browser

INTERFACE = (
    "Allcommentsandsuggestions",
    "History",
    "Editthistext",
    "Kindsofparagraphs",
    "Backtothetext",
    "React",
    "min",
)


def test_a_printed_section_says_which_draft_it_is_and_holds_no_interface(
    comes: Callable[..., Reader], people: Cast
) -> None:
    claire = comes(people.claire)
    claire.opens_the_section("speaking-up")

    sheet = "".join(printed.pages(claire.page.pdf(format="A4")))

    assert "Codeofconduct(en)·Draft,revision1,asitwason" in sheet
    assert "/documents/code/en/sections/speaking-up" in sheet
    assert "confidentialadviser(adviser@example.org)listens" in sheet
    assert not [words for words in INTERFACE if words in sheet]
    claire.does_not_see("as it was on")
