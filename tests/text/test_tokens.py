"""Tokens keep words, graphemes and Markdown marks whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text import tokens

WHOLE = [
    "don't",
    "e-mail",
    "vertrouwenspersoon",
    "1,000.5",
    "2026-11-22",
    "a.b@example.org",
    "https://example.org/a_b?c=d",
    "cafe\u0301",
    "हिन्दी",
    "👩‍👩‍👧",
    "👍🏽",
    "🇳🇱",
    "1️⃣",
    "❤️",
    "**",
    "##",
    "](",
    "![",
    "[^note]",
    "[ ]",
    "<br>",
    "<!--",
    "&nbsp;",
    "\\*",
    "...",
]


@pytest.mark.parametrize("whole", WHOLE)
def test_what_a_reader_sees_as_one_thing_is_one_token(whole: str) -> None:
    assert tokens.split(f"x {whole} y") == ["x", " ", whole, " ", "y"]


def test_emphasis_marks_stand_apart_from_the_word() -> None:
    assert tokens.split("_we_ **care**.") == ["_", "we", "_", " ", "**", "care", "**", "."]


def test_number_of_a_list_item_is_a_mark_only_at_the_start_of_a_line() -> None:
    assert tokens.split("1. In 2. x") == ["1.", " ", "In", " ", "2", ".", " ", "x"]
    assert not tokens.spoken("1.")


def test_two_flags_side_by_side_are_two_tokens() -> None:
    assert tokens.split("🇳🇱🇧🇪") == ["🇳🇱", "🇧🇪"]


@pytest.mark.parametrize("hostile", ["[^", "<a", "a.b@", "a-", "&a", "https://", "[^a", "'", "~"])
def test_hostile_repeats_give_their_text_back(hostile: str) -> None:
    text = hostile * (60_000 // len(hostile))
    assert "".join(tokens.split(text)) == text


@given(st.text(max_size=200))
def test_joined_tokens_are_the_text(text: str) -> None:
    assert "".join(tokens.split(text)) == text


@given(st.text(alphabet="ab \n.*_[]()#-'1\r👩\u200d\u0301🇳", max_size=60))
def test_tokens_of_a_text_are_the_tokens_of_its_lines(text: str) -> None:
    lines = text.splitlines(keepends=True) if "\r" not in text else [text]
    assert tokens.split(text) == [token for line in lines for token in tokens.split(line)]
