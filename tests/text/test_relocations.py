"""A redline tells what moved, also in other words, and stays exact."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text import diff
from wiki.text.diff import Piece
from wiki.text.relocations import MOST_PAIRS, Moved

ASK = "Ask for help as early as you can.\n\n"
CARE = "We care a lot about each other here.\n\n"
LISTEN = "We listen before we judge.\n\n"
PARAGRAPHS = st.lists(
    st.sampled_from([ASK, CARE, LISTEN, ASK.replace("early", "soon"), "Yes.\n\n", "- one\n- two\n"])
).map("".join)


def moved(before: str, after: str) -> list[Moved]:
    shown = diff.with_moves(diff.words(before, after))
    return [piece for piece in shown if isinstance(piece, Moved)]


def test_a_paragraph_that_moves_is_told_where_it_went_and_where_it_comes() -> None:
    away, here = moved(ASK + CARE + LISTEN, CARE + LISTEN + ASK)

    assert (away.op, away.text.strip(), away.pieces) == ("delete", ASK.strip(), ())
    assert here.op == "insert"
    assert [piece.op for piece in here.pieces if piece.text.strip()] == ["equal"]


def test_of_one_that_moves_in_other_words_the_words_that_changed_are_told() -> None:
    later = ASK.replace("early", "soon")

    *_, here = moved(ASK + CARE + LISTEN, CARE + LISTEN + later)

    assert [piece.text for piece in here.pieces if piece.op == "delete"] == ["early"]
    told = diff.in_words(diff.words(ASK + CARE + LISTEN, CARE + LISTEN + later), "en")
    assert [one.key for one in told] == ["moved", "replaced"]
    assert told[0].around == "“listen before we judge.”"
    assert (told[1].before, told[1].after) == ("“early”", "“soon”")


def test_a_rule_that_moves_and_is_turned_round_is_told_as_turned_round() -> None:
    never = "Whoever leads others must not share what somebody told in confidence.\n\n"

    told = diff.in_words(diff.words(never + CARE, CARE + never.replace("not ", "")), "en")

    assert [(one.key, one.before) for one in told][1:] == [("removed", "“not”")]


def test_what_moves_to_the_beginning_is_said_to() -> None:
    (told,) = diff.in_words(diff.words(CARE + LISTEN + ASK, ASK + CARE + LISTEN), "en")

    assert told.key == "moved_to_start"


def test_of_two_that_came_the_likest_is_the_one_that_moved() -> None:
    less = ASK.replace("early as you can", "early as you may")
    most = ASK.replace("early", "soon")
    shown = moved(ASK + CARE + LISTEN, CARE + less.replace("Ask", "Beg") + LISTEN + most)

    assert [piece.text.strip() for piece in shown if piece.op == "insert"] == [most.strip()]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Be kind.\n\n" + CARE, CARE + "Be kind.\n\n"),
        (ASK + CARE, CARE + "Tell somebody what you saw.\n\n"),
        (ASK, "Tell somebody what you saw.\n\n"),
        ("Some of the staff care.\n\n" + CARE, "Some care.\n\n" + CARE + "Most of the staff.\n\n"),
        (CARE, CARE),
    ],
    ids=["too short to tell", "other words", "words in their stead", "small words", "nothing"],
)
def test_what_only_looks_like_it_did_not_move(before: str, after: str) -> None:
    assert moved(before, after) == []


def test_what_goes_once_comes_once_and_its_copy_is_new() -> None:
    away, here = moved(ASK + CARE + LISTEN, CARE + ASK + LISTEN + ASK)

    assert {away.op, here.op} == {"delete", "insert"}


@given(PARAGRAPHS, PARAGRAPHS)
def test_all_of_both_texts_is_still_told(before: str, after: str) -> None:
    pieces = diff.words(before, after)
    shown = diff.with_moves(pieces)

    assert [(one.op, one.text) for one in shown] == [(one.op, one.text) for one in pieces]
    for piece in shown:
        if isinstance(piece, Moved) and piece.op == "insert":
            assert "".join(one.text for one in piece.pieces if one.op != "delete") == piece.text


def test_of_very_many_only_what_moved_unchanged_is_looked_for() -> None:
    many = [f"{ASK.strip()} Number {number}.\n\n" for number in range(MOST_PAIRS + 1)]
    gone = [piece for one in many for piece in (Piece("delete", one), Piece("equal", CARE))]
    said_otherwise = [Piece("insert", many[0].replace("early", "soon"))]

    def found(pieces: list[Piece]) -> int:
        return sum(isinstance(piece, Moved) for piece in diff.with_moves(pieces))

    assert found(gone[:2] + said_otherwise) == 2
    assert found(gone + said_otherwise) == 0
    assert found([*gone, Piece("insert", many[0])]) == 2
