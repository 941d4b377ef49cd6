"""The word difference is exact, cuts no word, and reads well."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text import diff, tokens
from wiki.text.diff import Piece

PROSE = st.lists(
    st.sampled_from(
        [
            "we ",
            "all ",
            "care",
            ". ",
            "\n",
            "\n\n",
            "- ",
            "1. ",
            "# ",
            "**",
            "é",
            "👩‍👧",
            "not ",
            " ",
        ]
    ),
    max_size=30,
).map("".join)


def before(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.op != "insert")


def after(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces if piece.op != "delete")


def marked(old: str, new: str) -> str:
    marks = {"equal": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(marks[piece.op].format(piece.text) for piece in diff.words(old, new))


def cuts(pieces: list[Piece], without: str) -> set[int]:
    found, at = set(), 0
    for piece in pieces:
        if piece.op != without:
            found.add(at)
            at += len(piece.text)
    return found | {at}


def token_ends(text: str) -> set[int]:
    ends, at = {0}, 0
    for token in tokens.split(text):
        at += len(token)
        ends.add(at)
    return ends


either = pytest.mark.parametrize("compare", [diff.words, diff.finest])


@either
@given(old=PROSE | st.text(max_size=40), new=PROSE | st.text(max_size=40))
def test_pieces_give_both_texts_back_and_cut_no_token(
    compare: Callable[[str, str], list[Piece]], old: str, new: str
) -> None:
    pieces = compare(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
    assert cuts(pieces, "insert") <= token_ends(old)
    assert cuts(pieces, "delete") <= token_ends(new)


@either
@given(old=PROSE, new=PROSE)
def test_pieces_are_never_empty_and_never_two_of_a_kind_in_a_row(
    compare: Callable[[str, str], list[Piece]], old: str, new: str
) -> None:
    pieces = compare(old, new)
    assert all(piece.text for piece in pieces)
    assert all(one.op != other.op for one, other in pairwise(pieces))


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("Staff speak up.", "Staff say something.", "Staff [-speak up-][+say something+]."),
        ("A b. C d.", "A b. New x. C d.", "A b. [+New x. +]C d."),
        ("to ask, to tell", "to ask, to hear, to tell", "to ask, [+to hear, +]to tell"),
        (
            "# T\n\nOne.\n\nTwo.\n",
            "# T\n\nNew.\n\nOne.\n\nTwo.\n",
            "# T\n\n[+New.\n\n+]One.\n\nTwo.\n",
        ),
        ("1. a\n2. c\n", "1. a\n2. b\n3. c\n", "1. a\n2. [+b\n3. +]c\n"),
        ("A slow hen walks.", "The quick fox runs.", "[-A slow hen walks-][+The quick fox runs+]."),
        ("Be **very** kind.", "Be very kind.", "Be [-**very**-][+very+] kind."),
        ("We ask we hear.", "We ask, we hear.", "We [-ask-][+ask,+] we hear."),
        ("It is (nearly) so.", "It is nearly so.", "It is [-(nearly)-][+nearly+] so."),
        ("See [the code].", "See `[the code].", "See [-[the-][+`[the+] code]."),
        ("* Ask.\n* Be kind.\n", "* Ask.\n- Be kind.\n", "* Ask.\n[-* Be-][+- Be+] kind.\n"),
        ("  -  Ask us.\n", "- Ask us.\n", "[-  -  -][+- +]Ask us.\n"),
        ("We care - a lot.", "We care a lot.", "We care [-- -]a lot."),
        ("# Care\n", "## Care\n", "[-#-][+##+] Care\n"),
        (f"To {'x' * 31} us", f"To {'x' * 31}, us", f"To {'x' * 31}[+,+] us"),
        ("same", "same", "same"),
        ("", "", ""),
    ],
)
def test_a_change_reads_as_a_person_would_describe_it(old: str, new: str, shown: str) -> None:
    assert marked(old, new) == shown


def test_who_brought_what_is_counted_without_the_word_a_mark_is_shown_with() -> None:
    assert diff.finest("We ask we hear.", "We ask, we hear.") == [
        Piece("equal", "We ask"),
        Piece("insert", ","),
        Piece("equal", " we hear."),
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ab" * 30_000, "ba" * 30_000),
        ("a b " * 15_000, "b a " * 15_000),
        ("!?" * 30_000, "?!" * 30_000),
        ("\n" * 60_000, " \n" * 30_000),
        ("- a c\n- b\n" * 5_000, "- b a\n- c\n" * 5_000),
        ("\u00a0" * 60_000, "\u00a0" * 59_000 + "\nend"),
    ],
    ids=["one word", "two words", "marks", "blank lines", "list", "spaces"],
)
def test_the_longest_hostile_texts_are_compared_exactly(old: str, new: str) -> None:
    pieces = diff.words(old, new)
    assert (before(pieces), after(pieces)) == (old, new)
