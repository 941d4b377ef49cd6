"""Two proposals ask for the same, or not: a labelled set, and what holds for any texts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.text.markdown_texts import HOSTILE, markdown_texts
from wiki.text import likeness

LABELLED = Path(__file__).parent / "alike"
WORDS = st.lists(
    st.sampled_from(
        ["we", "do", "not", "ask", "within", "two", "weeks", "14", "days", "geen", "mag", "must"]
    ),
    max_size=12,
).map(" ".join)
LANGUAGES = st.sampled_from(["en", "nl", "xx"])


class Found(NamedTuple):
    """The share of pairs that are the same and are found, and of others that are taken for it."""

    recall: float
    false_alarms: float


def on(half: str) -> Found:
    lines = (LABELLED / f"{half}.jsonl").read_text(encoding="utf-8").splitlines()
    taken: dict[str, list[bool]] = {"same": [], "other": []}
    for pair in map(json.loads, lines):
        said = likeness.is_alike(pair["before"], pair["a"], pair["b"], pair["language"])
        taken[pair["label"]].append(said)
    return Found(*(sum(taken[label]) / len(taken[label]) for label in ("same", "other")))


def test_on_the_pairs_it_was_made_with_it_finds_two_of_three_and_raises_no_false_alarm() -> None:
    found = on("development")
    assert found.recall >= 18 / 26
    assert found.false_alarms == 0


def test_on_pairs_nobody_looked_at_it_does_what_was_measured_once_less_than_was_wanted() -> None:
    found = on("final")
    assert found.recall >= 10 / 26  # wanted: 0.9
    assert found.false_alarms <= 5 / 34  # wanted: 0.05


@given(base=markdown_texts, one=markdown_texts | WORDS, other=WORDS, language=LANGUAGES)
def test_it_makes_no_difference_which_of_two_comes_first(
    base: str, one: str, other: str, language: str
) -> None:
    forth = likeness.is_alike(base, one, other, language)
    assert forth == likeness.is_alike(base, other, one, language)


@given(base=WORDS, one=WORDS, other=WORDS)
def test_words_that_both_may_share_are_compared_alike_from_both_sides(
    base: str, one: str, other: str
) -> None:
    forth = likeness.is_alike(base, one, other, "en")
    assert forth == likeness.is_alike(base, other, one, "en")


@given(base=markdown_texts, one=markdown_texts, language=LANGUAGES)
def test_equal_proposals_always_ask_for_the_same(base: str, one: str, language: str) -> None:
    assert likeness.is_alike(base, one, one, language)


@given(base=WORDS, one=WORDS)
def test_nobody_who_changes_nothing_asks_for_what_somebody_else_does(base: str, one: str) -> None:
    assert likeness.is_alike(base, base, one, "en") == (base == one)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_text_gets_an_answer(name: str) -> None:
    assert not likeness.is_alike("", HOSTILE[name] + " one", "another", "en")


def test_so_many_words_are_compared_one_by_one_and_no_more() -> None:
    long = [f"word{number}" for number in range(likeness.MOST_WORDS)]
    base, words = "a b", " ".join(long)
    assert likeness.is_alike(base, f"a {words} b", f"a x{words} b", "en")
    assert not likeness.is_alike(base, f"a {words} y b", f"a x{words} b", "en")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("You get an answer within two weeks.", "You get an answer within 14 days."),
        ("You get an answer SOON.", "You get an answer soon!"),
        ("You get a friendly answer.", "You get an answer that is **friendly**."),
    ],
)
def test_the_same_wish_in_other_spelling_order_or_units_is_alike(one: str, other: str) -> None:
    assert likeness.is_alike("You get an answer.", one, other, "en")


@pytest.mark.parametrize(
    ("one", "other", "language"),
    [
        ("We reply within two weeks.", "We reply within a month.", "en"),
        ("We reply within two weeks.", "We reply within two months.", "en"),
        ("We must reply to everyone.", "We may reply to everyone.", "en"),
        ("We reply to every colleague.", "We do not reply to every colleague.", "en"),
        ("We antwoorden met een reden erbij.", "We antwoorden zonder een reden erbij.", "nl"),
        ("We antwoorden een collega.", "We antwoorden een advocaat.", "nl"),
    ],
)
def test_another_number_denial_duty_or_person_is_another_wish(
    one: str, other: str, language: str
) -> None:
    assert not likeness.is_alike("", one, other, language)


def test_only_marks_count_where_no_word_changes() -> None:
    assert likeness.is_alike("We ask first.", "We **ask** first.", "We **ask**  first.", "en")
    assert not likeness.is_alike("We ask first.", "We **ask** first.", "We ask **first**.", "en")
