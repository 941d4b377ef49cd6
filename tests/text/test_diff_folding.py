"""A redline can be folded: what stays the same stands aside, and nothing is lost."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text import diff
from wiki.text.pieces import Piece

PARAGRAPHS = [f"Paragraph {number} says something.\n\n" for number in range(1, 9)]
TEXTS = st.lists(
    st.sampled_from(["We care.\n\n", "# Why\n\n", "- one\n- two\n\n", "Not.\n\n", "All"]),
    max_size=9,
).map("".join)


def folded(before: str, after: str) -> list[int]:
    """Return for each stretch how many blocks it folds, 0 where it is shown."""
    return [stretch.unchanged for stretch in diff.fold(diff.words(before, after))]


def changed(*numbers: int) -> str:
    """Return the text with other words in these paragraphs."""
    return "".join(
        text.replace("something", "nothing") if number in numbers else text
        for number, text in enumerate(PARAGRAPHS, start=1)
    )


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        ((4,), [3, 0, 4]),
        ((1,), [0, 7]),
        ((8,), [7, 0]),
        ((1, 8), [0, 6, 0]),
        ((1, 3), [0, 5]),
        ((2, 5), [0, 2, 0, 3]),
        ((), [0]),
    ],
)
def test_blocks_between_changes_are_folded(numbers: tuple[int, ...], expected: list[int]) -> None:
    assert folded(changed(), changed(*numbers)) == expected


def test_the_block_beside_one_that_comes_or_goes_is_shown() -> None:
    without = "".join(PARAGRAPHS[:3] + PARAGRAPHS[4:])

    assert folded(changed(), without) == [2, 0, 3] == folded(without, changed())


@given(TEXTS, TEXTS)
def test_folding_keeps_every_word_of_both_texts(before: str, after: str) -> None:
    stretches = diff.fold(diff.words(before, after))
    pieces = [piece for stretch in stretches for piece in stretch.pieces]

    was = "".join(piece.text for piece in pieces if piece.op != "insert")
    will_be = "".join(piece.text for piece in pieces if piece.op != "delete")
    assert (was, will_be) == (before, after)
    assert all(piece.op == "equal" for one in stretches if one.unchanged for piece in one.pieces)


@pytest.mark.parametrize(
    ("before", "after", "key", "around"),
    [
        ("## Our values\n\nWe care.\n", "Our values\n\nWe care.\n", "heading_goes", "“Our values”"),
        ("Hi.\n\nOur values\n", "Hi.\n\n## Our values\n", "heading_comes", "“Our values”"),
        ("# Our values\n", "### Our values\n", "heading_level", "“Our values”"),
    ],
)
def test_a_line_that_becomes_a_heading_or_ordinary_text_is_said_in_words(
    before: str, after: str, key: str, around: str
) -> None:
    (sentence,) = diff.in_words(diff.words(before, after), "en")

    assert (sentence.key, sentence.around) == (key, around)
    assert (sentence.before, sentence.after) == ("", "")


def with_blank_lines(count: int) -> list[Piece]:
    return [Piece("delete", "One."), Piece("insert", "Three."), Piece("equal", "\n" * count)]


def test_a_long_run_of_blank_lines_at_the_end_is_kept() -> None:
    (stretch,) = diff.fold(with_blank_lines(60_000))

    assert list(stretch.pieces) == with_blank_lines(60_000)


def test_folding_takes_no_more_than_its_share_for_a_longer_run_of_blank_lines() -> None:
    def least(count: int) -> float:
        return min(taken(with_blank_lines(count)) for _ in range(9))

    def taken(pieces: list[Piece]) -> float:
        before = time.process_time()
        diff.fold(pieces)
        return time.process_time() - before

    assert least(16_000) < 24 * least(2_000), "eight times as many lines; their square is 64 times"
