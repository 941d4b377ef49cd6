"""A redline as people read it: nothing that changes stays unsaid, and no mark is in the way."""

from __future__ import annotations

import pytest
from hypothesis import given

from tests.text.markdown_texts import markdown_texts
from wiki.text import diff

MARKS = {"equal": "{}", "delete": "[-{}-]", "insert": "{{+{}+}}", "reshaped": "{{~{}~}}"}


def sheets(before: str, after: str) -> list[diff.Sheet]:
    return diff.sheets(diff.fold(diff.with_moves(diff.words(before, after))))


def told(before: str, after: str) -> str:
    return "".join(
        MARKS[piece.op].format("".join(run.words for run in piece.runs))
        + "".join(f"({note})" for note in (*piece.notes, *piece.addresses))
        for sheet in sheets(before, after)
        for piece in sheet.pieces
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("We **do** care.", "We **do** listen.", "We do [-care-]{+listen+}."),
        ("We do care.", "We **do** care.", "We {~do~}(bold_comes) care."),
        ("We *do* care.", "We do care.", "We {~do care~}(italic_goes)."),
        ("We *do* care.", "We _do_ care.", "We {~do~}(same) care."),
        ("Ask.", "# Ask.", "{++}(heading_comes)Ask."),
        ("> Ask.", "Ask.", "[--](quoted_goes)Ask."),
        ("Ask.\n", "Ask.\n\n- Hear.\n", "Ask.\n{+\n• Hear.\n+}"),
        ("See [us](/a).", "See [us](/b).", "See us[-a-]{+b+}."),
        ("See us.", "See [us](/b).", "See {~us~}(link_comes)(/b)."),
        ("See the law.", "See [the law](/b).", "See {~the~}(link_comes) law{++}(/b)."),
        ("See us.", "See us. Ask [them](/b).", "See us.{+ Ask them.+}(/b)"),
        ("A **", "A", "A[- **-]"),
    ],
)
def test_marks_are_shown_as_what_they_make(before: str, after: str, expected: str) -> None:
    assert told(before, after) == expected


def test_a_table_says_that_it_stands_as_it_was_typed() -> None:
    (sheet,) = sheets("| A |\n|---|\n| b |\n", "| A |\n|---|\n| c |\n")

    assert sheet.has_typed
    assert not sheets("Ask.", "Ask us.")[0].has_typed


def test_words_that_moved_are_read_where_they_come() -> None:
    before = "Ask **for** help early.\n\nWe care a lot.\n"
    (away, here) = (
        piece
        for sheet in sheets(before, "We care a lot.\n\nAsk **for** help early.\n")
        for piece in sheet.pieces
        if piece.moved
    )

    assert "".join(run.words for run in away.runs).strip() == "Ask for help early."
    assert any("bold" in run.styles for piece in here.pieces for run in piece.runs)


@given(markdown_texts, markdown_texts)
def test_whatever_changes_is_seen(before: str, after: str) -> None:
    pieces = diff.words(before, after)

    for change, shown in zip(diff.changes(pieces), diff.shown_changes(pieces), strict=True):
        if (change.before + change.after).strip():
            assert any(piece.is_seen for piece in shown)


def test_a_redline_of_very_many_changes_stands_as_it_was_typed() -> None:
    before = "".join(f"{number} **is** word, and so on it goes.\n\n" for number in range(40))
    found = sheets(before, before.replace("word", "one"))

    assert all(sheet.has_typed for sheet in found)
    assert "**is**" in "".join(run.words for one in found for run in one.pieces[0].runs)
