"""A delta gives the text back exactly, and a damaged one is refused."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.real import RealDocuments
from wiki.text import delta


@given(st.text(max_size=60), st.text(max_size=60))
def test_applying_a_delta_gives_the_text_back(before: str, after: str) -> None:
    assert delta.apply(before, delta.encode(before, after)) == after


def test_delta_is_in_the_format_of_diff_match_patch() -> None:
    assert delta.encode("We respect all.", "We respect each\tone.") == "=11\t-3\t+each%09one\t=1"


def test_lengths_count_code_points() -> None:
    assert delta.encode("👩‍👧 a", "👩‍👧 b") == "=4\t-1\t+b"


def test_equal_texts_need_one_length_and_empty_ones_nothing() -> None:
    assert delta.encode("same", "same") == "=4"
    assert delta.encode("", "") == ""


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "=3",
        "=5",
        "=2\t-3",
        "=04",
        "=-4",
        "=4\t",
        "=4\t+",
        "=4\t*x",
        "=x",
        "=4\t+%4",
        "=4\t+%ff",
        "=99999999999999999999999",
        "=４",
    ],
)
def test_a_damaged_delta_is_refused(damaged: str) -> None:
    with pytest.raises(delta.Broken):
        delta.apply("text", damaged)


@given(st.text(min_size=1, max_size=40), st.text(max_size=40))
def test_a_delta_is_refused_by_a_text_of_another_length(before: str, after: str) -> None:
    with pytest.raises(delta.Broken):
        delta.apply(before + "x", delta.encode(before, after))


def test_long_texts_are_encoded_and_read_back() -> None:
    before = "".join(f"Line {n} says something of its own.\n" for n in range(1_700))
    after = before.replace("Line 85", "Row 85").replace("own", "our own", 400)
    assert delta.apply(before, delta.encode(before, after)) == after


def test_every_step_of_real_documents_is_kept_exactly(real: RealDocuments) -> None:
    rows = list(real.rows("revisions"))
    steps = [
        (old["text"], new["text"])
        for old, new in pairwise(rows)
        if (old["repo"], old["path"], old["rev"] + 1) == (new["repo"], new["path"], new["rev"])
    ]
    for before, after in steps[::40]:
        assert delta.apply(before, delta.encode(before, after)) == after
