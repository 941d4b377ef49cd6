"""Changes can be counted, said in words, and taken one by one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiki.text import diff
from wiki.text.diff import Wording

TEXTS = st.text(max_size=30) | st.lists(
    st.sampled_from(["we ", "all ", "care ", "not ", "\n", "\n\n", ". ", "- ", "**"]), max_size=20
).map("".join)


@given(TEXTS, TEXTS)
def test_taking_all_changes_gives_the_new_text_and_none_the_old(before: str, after: str) -> None:
    pieces = diff.words(before, after)
    numbers = {change.number for change in diff.changes(pieces)}
    assert diff.take(pieces, numbers) == after
    assert diff.take(pieces, set()) == before


@given(TEXTS, TEXTS, st.sets(st.integers(1, 6)))
def test_taking_some_changes_leaves_the_others_as_before(
    before: str, after: str, chosen: set[int]
) -> None:
    pieces = diff.words(before, after)
    expected, at = "", 0
    for change in diff.changes(pieces):
        assert before[change.start : change.end] == change.before
        words = change.after if change.number in chosen else change.before
        expected += before[at : change.start] + words
        at = change.end
    assert diff.take(pieces, chosen) == expected + before[at:]


def test_a_replacement_is_one_change_and_changes_are_numbered_from_one() -> None:
    pieces = diff.words("Staff speak up when asked.", "All staff say it when asked, always.")
    assert [change.number for change in diff.changes(pieces)] == [1, 2]
    assert diff.take(pieces, {1}) == "All staff say it when asked."


@pytest.mark.parametrize(
    ("before", "after", "wording"),
    [
        (
            "Staff speak up.",
            "Staff say something.",
            Wording("replaced", "“speak up”", "“say something”", "“Staff”"),
        ),
        ("We care.", "We really care.", Wording("added", "", "“really”", "“We”")),
        ("We really care.", "We care.", Wording("removed", "“really”", "", "“We”")),
        ("Care.\n", "Care.\n\nAsk.\n", Wording("added_at_end", "", "“Ask.”", "“Care.”")),
        ("Care.\n", "Ask.\n\nCare.\n", Wording("added_at_start", "", "“Ask.”", "“Care.”")),
        ("We care.\nAsk.\n", "We care. Ask.\n", Wording("spacing", "", "", "“We care.”")),
        ("Ask us now.", "Ask us, now.", Wording("replaced", "“us”", "“us,”", "“Ask”")),
        ("Ask:\n\n* Us.\n", "Ask:\n\n- Us.\n", Wording("marks", "", "", "“Us”")),
        ("Do this now", "Do ~~this~~ now", Wording("struck_comes", "", "", "“this”")),
        (
            "He is now here",
            "He is nowhere",
            Wording("replaced", "“now here”", "“nowhere”", "“He is”"),
        ),
        ("It is € -100", "It is € 100", Wording("replaced", "“-100”", "“100”", "“It is”")),
        ("The A + B", "The A - B", Wording("replaced", "“+”", "“-”", "“The A”")),
        ("Say #metoo now", "Say metoo now", Wording("replaced", "“#metoo”", "“metoo”", "“Say”")),
        ("Room # 3 is free.", "Room 3 is free.", Wording("removed", "“#”", "", "“Room”")),
        ("One.\n\n---\n\nTwo.\n", "One.\n\nTwo.\n", Wording("marks", "", "", "“One.”")),
        ("1. Ask us.\n", "- Ask us.\n", Wording("marks", "", "", "“Ask”")),
        ("We **all** care.", "We **all care.", Wording("bold_goes", "", "", "“all”")),
        ("We all care.", "We **all care**.", Wording("bold_comes", "", "", "“all care”")),
        ("We *all* care.", "We all care.", Wording("italic_goes", "", "", "“all”")),
        ("We all care.", "We `all` care.", Wording("code_comes", "", "", "“all”")),
        ("See us.", "See [us](/a).", Wording("link_comes", "", "“/a”", "“us”")),
        ("See the law.", "See [the law](/a).", Wording("link_comes", "", "“/a”", "“the law”")),
        ("See [the law](/a).", "See the law.", Wording("link_goes", "", "", "“the law”")),
        ("See [us](/a).", "See us.", Wording("link_goes", "", "", "“us”")),
        ("See [us](/a).", "See [us](/b).", Wording("replaced", "“a”", "“b”", "“See us”")),
        ("Ask **us**.", "Ask **them**.", Wording("replaced", "“us”", "“them”", "“Ask”")),
        ("Ask us.\n", "- Ask us.\n", Wording("item_comes", "", "", "“Ask”")),
        ("- Ask.\n- Hear.\n", "- Ask.\n", Wording("removed", "“Hear.”", "", "“Ask.”")),
        (
            "| A b | C |\n|-|-|\n| d | e |\n",
            "| A b | C |\n|-|-|\n| d | e |\n| f | g h |\n",
            Wording("added_at_end", "", "“f; g h”", "“b; C; d; e”"),
        ),
    ],
)
def test_each_change_is_a_keyed_sentence(before: str, after: str, wording: Wording) -> None:
    assert diff.in_words(diff.words(before, after), "en") == [wording]


def test_a_sentence_that_stands_elsewhere_is_one_move() -> None:
    before = "Ask for help early.\n\nWe care a lot.\n\nWe listen to others first.\n"
    after = "We care a lot.\n\nWe listen to others first.\n\nAsk for help early.\n"
    (wording,) = diff.in_words(diff.words(before, after), "en")
    assert (wording.key, wording.after) == ("moved", "“Ask for help early.”")


def test_quotation_marks_follow_the_language_and_give_way_to_those_in_the_text() -> None:
    (plain,) = diff.in_words(diff.words("Wij doen mee.", "Wij helpen mee."), "nl")
    assert (plain.before, plain.after) == ("‘doen’", "‘helpen’")
    (quoting,) = diff.in_words(diff.words("We care.", "We “really do” care."), "en")
    assert quoting.after == "‘“really do”’"


def test_long_words_are_shortened_in_the_middle() -> None:
    added = " ".join(f"word{n}" for n in range(30))
    (wording,) = diff.in_words(diff.words("We care.", f"We care. {added}."), "en")
    assert "word5 … word24" in wording.after


PLAIN = st.lists(st.sampled_from(["we", "all", "care", "greet", "each", "other", "here", "and"]))


@given(PLAIN, PLAIN)
def test_the_words_by_which_a_change_is_found_stand_in_the_new_text(
    before: list[str], after: list[str]
) -> None:
    new = " ".join(after)
    for wording in diff.in_words(diff.words(" ".join(before), new), "en"):
        assert wording.around.strip("“”") in new


def test_what_comes_after_words_that_change_too_is_said_to_come_after_the_new_ones() -> None:
    before = "It is for students and researchers and committee members."
    after = "It is for students and researchers, committee members and colleagues who come in."

    said = diff.in_words(diff.words(before, after), "en")

    assert said == [
        Wording("replaced", "“and”", "“,”", "“for students and researchers”"),
        Wording(
            "added", "", "“and colleagues who come in”", "“and researchers, committee members”"
        ),
    ]
