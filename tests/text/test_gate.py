"""The gate lets in what people type, and nothing that storage or readers would trip over."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text import gate


@pytest.mark.parametrize(
    ("raw", "accepted"),
    [
        ("One\r\ntwo\rthree\n", "One\ntwo\nthree\n"),
        (b"caf\xc3\xa9", "café"),
        ("cafe\u0301", "café"),
        ("\ufeffbegin", "begin"),
        ("a\u202eb\u2066c\u2069", "abc"),
        ("tab\tand 👩‍👩‍👧", "tab\tand 👩‍👩‍👧"),
        ("zero\u200bwidth", "zero\u200bwidth"),
        ("", ""),
    ],
)
def test_text_comes_in_as_it_may_be_stored(raw, accepted):
    assert gate.accept(raw, 100) == accepted


@pytest.mark.parametrize(
    ("raw", "key"),
    [
        (b"\xff\xfe", "not_utf8"),
        (b"\xed\xa0\x80", "not_utf8"),
        ("\ud800", "surrogate"),
        ("a\x00b", "control_character"),
        ("a\x1bb", "control_character"),
        ("a\x0cb", "control_character"),
        ("a\x85b", "control_character"),
        ("a" + "\u0301" * 31, "combining_marks"),
        ("a" * 101, "too_long"),
        (b"a" * 10_000, "too_long"),
    ],
)
def test_what_nobody_types_is_refused_with_its_reason(raw, key):
    with pytest.raises(gate.Refused) as refused:
        gate.accept(raw, 100)

    assert refused.value.key == key


def test_a_refusal_names_the_values_its_message_needs():
    with pytest.raises(gate.Refused) as refused:
        gate.accept("a" * 101, 100)

    assert refused.value.values == {"length": 101, "limit": 100}


def test_the_limit_counts_characters_as_they_are_stored():
    assert gate.accept("e\u0301\r\n" * 50, 100) == "é\n" * 50


def test_thirty_accents_in_a_row_are_still_text():
    assert gate.accept("a" + "\u0323" * 30, 100).startswith("ạ")


def test_a_line_has_no_line_ends_and_single_spaces():
    assert gate.line("  Rules\r\n of \t conduct\u2028 \n", 100) == "Rules of conduct"


def test_a_line_is_as_long_as_its_limit_at_most():
    with pytest.raises(gate.Refused, match="too_long"):
        gate.line("a" * 11, 10)


@given(st.text() | st.binary())
def test_accepting_twice_changes_nothing_and_leaves_only_plain_text(raw):
    try:
        once = gate.accept(raw, 1_000)
    except gate.Refused:
        return

    assert gate.accept(once, 1_000) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not {character for character in once if character in "\r\x00\u202e"}
    once.encode("utf-8")
