"""What somebody selected on a page becomes its words in the source, or the blocks around them."""

from __future__ import annotations

import pytest

from wiki.domain import blocks, passages
from wiki.domain.passages import Selection
from wiki.errors import Invalid

SOURCE = """\
We **listen** to [each other](why). It takes time, and it takes 🙂 care.

- Be kind.
- Be &amp; stay kind.

Cafe\u0301 talks count.
"""
SPLIT = blocks.split(SOURCE)
LAST = len(SPLIT) - 1


def words(selection: Selection) -> str:
    passage = passages.located(SPLIT, selection)
    return SOURCE[passage.start : passage.end]


def test_a_quote_without_offsets_is_found_where_it_stands_once() -> None:
    assert words(Selection(0, LAST, quote="talks count")) == "talks count"


def test_marks_inside_a_quote_are_part_of_its_source() -> None:
    assert words(Selection(0, 0, quote="listen to each other")) == "listen** to [each other"


def test_offsets_decide_between_copies() -> None:
    shown = "We listen to each other. It takes time, and it takes 🙂 care."
    first, second = shown.index("it takes", 30), shown.index("takes")

    near = passages.located(SPLIT, Selection(0, 0, first, first + 8, "it takes"))
    other = passages.located(SPLIT, Selection(0, 0, second, second + 5, "takes"))

    assert SOURCE[near.start : near.end] == "it takes"
    assert SOURCE[: other.start].count("takes") == 0


def test_offsets_count_as_browsers_do() -> None:
    shown = "We listen to each other. It takes time, and it takes 🙂 care."
    start = len(shown[: shown.index("care")].encode("utf-16-le")) // 2

    assert words(Selection(0, 0, start, start + 4, "care")) == "care"


def test_a_quote_that_stands_twice_and_has_no_offsets_means_its_block() -> None:
    passage = passages.located(SPLIT, Selection(0, 0, quote="takes"))

    assert passage.whole_block
    assert SOURCE[passage.start : passage.end] == SPLIT[0].source.strip()


def test_a_quote_that_is_nowhere_means_the_blocks() -> None:
    passage = passages.located(SPLIT, Selection(0, 0, 3, 9, "other words"))

    assert passage.whole_block


def test_a_selection_over_blocks_reaches_from_the_first_to_the_last() -> None:
    shown = "We listen to each other. It takes time, and it takes 🙂 care."
    start = len(shown[: shown.index("care")].encode("utf-16-le")) // 2

    found = words(Selection(0, 1, start, 7, "care.\nBe kind"))

    assert found.startswith("care.")
    assert found.endswith("Be kind")


@pytest.mark.parametrize(("first", "last"), [(-1, 0), (0, 99), (2, 1), (99, 99)])
def test_blocks_that_do_not_exist_are_refused(first: int, last: int) -> None:
    with pytest.raises(Invalid, match="no_such_block"):
        passages.located(SPLIT, Selection(first, last, quote="We"))


@pytest.mark.parametrize("offset", [-(10**9), -1, 10**9])
def test_wild_offsets_never_lead_to_other_words(offset: int) -> None:
    passage = passages.located(SPLIT, Selection(0, 0, offset, offset, "time"))

    assert SOURCE[passage.start : passage.end] == "time"


def test_the_blocks_that_a_stretch_touches() -> None:
    spans = [(0, 10), (10, 20), (20, 30)]

    assert list(passages.positions(spans, 5, 15)) == [0, 1]
    assert list(passages.positions(spans, 10, 20)) == [1]
    assert list(passages.positions(spans, 12, 12)) == [1]
    assert list(passages.positions(spans, 30, 40)) == []


def test_places_alone_give_the_words_and_those_before_them() -> None:
    shown = "We listen to each other. It takes time, and it takes 🙂 care."
    end = len(shown.encode("utf-16-le")) // 2

    found = passages.between(SPLIT, 0, 0, end - len("care."), end)

    assert found is not None
    assert SOURCE[found.start : found.end] == found.words == "care."
    assert found.before == shown.removesuffix("care.")


def test_places_that_hold_no_words_give_nothing() -> None:
    assert passages.between(SPLIT, 0, 0, 9, 9) is None
    assert passages.between(SPLIT, 0, 0, 9, 3) is None
    assert passages.between(SPLIT, 0, 0, 10_000, 20_000) is None
    assert passages.between(SPLIT, 0, LAST + 1, 0, 9) is None
