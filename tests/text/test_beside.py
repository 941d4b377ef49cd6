"""A redline in two columns: each side reads as its text does, and nothing is marked twice."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given

from tests.text.markdown_texts import markdown_texts
from tests.text.test_typeset import sheets
from wiki.text import beside
from wiki.text.typeset import Shown, words

BEFORE = "We greet.\n\nWe listen to all.\n\nWe ask."
AFTER = "We greet.\n\nWe listen to everyone.\n\nWe ask first.\n\nWe help."


def said(pieces: Sequence[Shown]) -> str:
    return "".join(words(piece.runs) for piece in pieces)


def test_each_side_reads_as_its_text_does() -> None:
    rows = beside.rows(sheets(BEFORE, AFTER))

    assert "".join(said(row.before) for row in rows) == BEFORE
    assert "".join(said(row.after) for row in rows) == AFTER


def test_a_paragraph_stands_beside_what_became_of_it() -> None:
    rows = beside.rows(sheets(BEFORE, AFTER))

    pairs = [(said(row.before).strip(), said(row.after).strip()) for row in rows]
    assert ("We listen to all.", "We listen to everyone.") in pairs
    assert pairs[-1] == ("We ask.", "We ask first.\n\nWe help.")


def test_what_goes_is_marked_at_one_side_and_what_comes_at_the_other() -> None:
    rows = beside.rows(sheets(BEFORE, AFTER))

    assert {piece.op for row in rows for piece in row.before} == {"equal", "delete"}
    assert {piece.op for row in rows for piece in row.after} == {"equal", "insert"}


def test_words_in_another_shape_are_shown_as_they_were_and_as_they_will_be() -> None:
    [row] = beside.rows(sheets("We **do** care.", "We *do* care."))

    [was], [now] = (
        [one for one in side if one.op == "reshaped"] for side in (row.before, row.after)
    )
    assert (was.runs[0].styles, now.runs[0].styles) == ({"bold"}, {"italic"})
    assert not was.notes
    assert now.notes


@given(before=markdown_texts, after=markdown_texts)
def test_nothing_is_left_out(before: str, after: str) -> None:
    shown = sheets(before, after)
    rows = beside.rows(shown)

    pieces = [piece for sheet in shown for piece in sheet.pieces]
    comes = "".join(words(one.runs) for one in pieces if one.op != "delete")
    goes = "".join(words(one.was or one.runs) for one in pieces if one.op != "insert")
    assert "".join(said(row.after) for row in rows) == comes
    assert "".join(said(row.before) for row in rows) == goes
