"""Two changes of one text come together whole, in either order, or are shown as a conflict."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.text.accounts import assert_every_word_is_accounted_for
from wiki.text.merge import Conflicts, Merged, Region, three_way

SHORT = ["We care.", "We must listen.", "Speak up.", "", "", "- one", "- two", "# Title", "Ask us."]
MOVABLE = ["Everybody listens before they judge.", "Everybody listens before they speak."]
LINES = st.lists(st.sampled_from(SHORT + MOVABLE), max_size=8).map("\n".join)
WORDS = st.lists(
    st.sampled_from(["we ", "all ", "care ", "not ", "\n", "\n\n", ". ", "- ", "**", "é", " "]),
    max_size=14,
).map("".join)
TEXTS = LINES | WORDS | st.text(max_size=20)

BASE = """# Respect

Staff treat each other with respect.

We listen before we judge.

- Speak up early.
- Ask for help.
"""


def merged(base: str, ours: str, theirs: str, **wishes: object) -> Merged:
    result = three_way(base, ours, theirs, **wishes)  # type: ignore[arg-type]
    assert isinstance(result, Merged), result
    return result


def conflict(base: str, ours: str, theirs: str) -> Region:
    result = three_way(base, ours, theirs)
    assert isinstance(result, Conflicts), result
    (region,) = result.regions
    return region


def keys(result: Merged) -> list[tuple[str, str]]:
    return [(result.text[c.start : c.end].strip(), c.key) for c in result.cautions]


@given(TEXTS, TEXTS)
def test_a_side_that_changed_nothing_gives_way_without_caution(base: str, text: str) -> None:
    assert three_way(base, text, base) == Merged(text)
    assert three_way(base, base, text) == Merged(text)
    assert three_way(base, text, text) == Merged(text)
    assert three_way(text, text, text) == Merged(text)


@given(TEXTS, TEXTS, TEXTS)
def test_the_order_of_the_sides_makes_no_difference(base: str, ours: str, theirs: str) -> None:
    one, other = three_way(base, ours, theirs), three_way(base, theirs, ours)
    if isinstance(one, Merged):
        assert one == other
    else:
        assert isinstance(other, Conflicts)
        assert one.texts == other.texts
        swapped = [Region(r.before, r.base, r.theirs, r.ours, r.after) for r in other.regions]
        assert list(one.regions) == swapped


@given(LINES, LINES, LINES)
@example(
    "We care.\n- one",
    "We must listen.\nSpeak up.\nWe must listen.",
    "We care.\n- one\nWe must listen.\nSpeak up.\nWe must listen.",
)
def test_no_word_is_lost_or_made_up(base: str, ours: str, theirs: str) -> None:
    result = three_way(base, ours, theirs)
    if isinstance(result, Merged):
        assert_every_word_is_accounted_for(base, ours, theirs, result.text)


@given(TEXTS, TEXTS, TEXTS)
@example("We care.\nWe care.\nWe care.", "We care.", "We care.\nWe care.")
@example(
    f"{MOVABLE[0]}\n{MOVABLE[0]}\n{MOVABLE[1]}",
    f"{MOVABLE[1]}\n{MOVABLE[0]}\n{MOVABLE[0]}\n{MOVABLE[0]}",
    f"{MOVABLE[1]}\n{MOVABLE[1]}\n{MOVABLE[1]}",
)
@example("We care.\nWe care.\nWe must listen.", "We must listen.\nWe care.", "Speak up.\nWe care.")
def test_cautions_lie_in_the_text_and_rise(base: str, ours: str, theirs: str) -> None:
    """That lines were moved is said of whole paragraphs, beside what is said of places in them."""
    result = three_way(base, ours, theirs)
    if isinstance(result, Merged):
        assert list(result.cautions) == sorted(result.cautions)
        assert all(0 <= c.start <= c.end <= len(result.text) for c in result.cautions)
        own = {(c.start, c.end) for c in result.cautions if not c.key.startswith("moved")}
        ends = [end for place in sorted(own) for end in place]
        assert ends == sorted(ends)


def test_changes_of_different_paragraphs_are_both_made_without_caution() -> None:
    ours = BASE.replace("judge", "answer")
    theirs = BASE.replace("Ask for help.", "Ask for help in time.")
    result = merged(BASE, ours, theirs)
    assert result == Merged(ours.replace("Ask for help.", "Ask for help in time."))


def test_changes_of_one_line_are_both_made_with_a_caution() -> None:
    ours = BASE.replace("Staff treat", "Staff and students treat")
    theirs = BASE.replace("respect.", "care.")
    result = merged(BASE, ours, theirs)
    line = "Staff and students treat each other with care."
    assert keys(result) == [(line, "same_line")]


def test_neighbouring_lines_changed_by_one_side_each_carry_a_caution() -> None:
    ours = BASE.replace("Speak up early.", "Speak up.")
    theirs = BASE.replace("Ask for help.", "Ask us.")
    result = merged(BASE, ours, theirs)
    assert keys(result) == [("- Speak up.\n- Ask us.", "touching_lines")]


def test_items_added_at_one_place_are_both_kept_and_what_is_the_same_once() -> None:
    ours, theirs = BASE + "- Be kind.\n", BASE + "- Be fair.\n"
    result = merged(BASE, ours, theirs)
    assert result.text == BASE + "- Be fair.\n- Be kind.\n"
    assert keys(result) == [("- Be fair.\n- Be kind.", "both_added")]
    assert merged(BASE, ours, BASE + "- Be kind.\n- Be fair.\n").text.count("Be kind") == 1


def test_paragraphs_added_at_one_place_stay_two_paragraphs() -> None:
    result = merged("One.", "One.\n\nTwo.", "One.\n\nAnother.")
    assert result.text == "One.\n\nAnother.\n\nTwo."


def test_a_section_inserted_by_both_sides_stands_once() -> None:
    section = "## Scope\n\nFor all staff.\n\n"
    ours = BASE.replace("We listen", section + "We listen")
    theirs = ours.replace("Ask for help", "Ask us for help")
    assert merged(BASE, ours, theirs) == Merged(theirs)


def test_one_word_changed_in_two_ways_is_a_conflict_of_those_words_alone() -> None:
    ours = BASE.replace("with respect", "with care")
    theirs = BASE.replace("with respect", "with dignity")
    region = conflict(BASE, ours, theirs)
    assert (region.base, region.ours, region.theirs) == ("respect", "care", "dignity")
    assert region.before.endswith("treat each other with ")
    assert region.after.startswith(".\n\nWe listen")


def test_a_deletion_of_words_the_other_side_changed_is_a_conflict() -> None:
    ours = BASE.replace("We listen before we judge.\n\n", "")
    theirs = BASE.replace("judge", "answer")
    assert conflict(BASE, ours, theirs).ours == ""


def test_a_conflict_can_be_settled_with_any_words() -> None:
    ours, theirs = BASE.replace("respect.", "care."), BASE.replace("respect.", "dignity.")
    result = three_way(BASE, ours, theirs.replace("judge", "answer"))
    assert isinstance(result, Conflicts)
    assert result.settled(["love"]) == BASE.replace("respect.", "love.").replace("judge", "answer")


def test_white_space_gives_way_to_words() -> None:
    base = "We listen\nbefore we judge.\n"
    result = merged(base, "We listen before we judge.\n", "We listen\nuntil we judge.\n")
    assert result.text.split() == ["We", "listen", "until", "we", "judge."]


@pytest.mark.parametrize(
    ("ours", "theirs", "lang", "key"),
    [
        ("You may not lend your keys to anybody.", "You may lend your badge.", "en", "negation"),
        ("You should lend your keys.", "You may lend your keys to staff.", "en", "duty"),
        ("You may lend your 2 keys.", "You may lend your keys to staff.", "en", "number"),
        ("You may lend your good keys.", "You may lend your keys to staff.", "en", "same_line"),
        ("You may lend your geen keys.", "You may lend your keys to staff.", "nl", "negation"),
        ("You may lend your geen keys.", "You may lend your keys to staff.", "en", "same_line"),
    ],
)
def test_a_word_that_turns_the_sentence_names_the_caution(
    ours: str, theirs: str, lang: str, key: str
) -> None:
    result = merged("You may lend your keys.", ours, theirs, lang=lang)
    assert [caution.key for caution in result.cautions] == [key]


def test_a_term_that_one_side_removed_is_pointed_out_where_it_still_stands() -> None:
    base = "The adviser helps.\n\nWe care.\n"
    result = merged(
        base,
        "The counsellor helps.\n\nWe care.\n",
        base + "\nAsk the adviser.\n",
        terms=("adviser",),
    )
    assert keys(result) == [("adviser", "term_removed")]


def test_a_change_follows_a_paragraph_that_the_other_side_moved() -> None:
    moved = "We listen before we judge.\n\n"
    ours = BASE.replace(moved, "") + "\n" + moved.strip() + "\n"
    theirs = BASE.replace("judge", "answer")
    result = merged(BASE, ours, theirs)
    assert result.text == ours.replace("judge", "answer")
    assert ("We listen before we answer.", "moved") in keys(result)


def test_a_paragraph_that_moved_keeps_its_blank_lines_where_the_other_side_edits_it() -> None:
    first, *others = "Everybody speaks up at work.\n", "Second.\n", "Third.\n"
    base = "\n".join([first, *others])
    ours = "\n".join([others[0], first, others[1]])

    result = three_way(base, ours, base.replace("speaks", "may speak"))

    assert result.text == ours.replace("speaks", "may speak")


def test_a_paragraph_that_both_moved_to_different_places_is_pointed_out_twice() -> None:
    first, *others = "Everybody speaks up at work.\n", "Second.\n", "Third.\n"
    base = "\n".join([first, *others])
    result = three_way(base, "\n".join([others[0], first, others[1]]), "\n".join([*others, first]))

    assert keys(result) == [(first.strip(), "moved_twice")] * 2


def test_paragraphs_rewritten_one_by_one_are_settled_one_by_one() -> None:
    ours = "Dear staff.\n\nBe good.\n"
    theirs = "Hello all.\n\nBe fair.\n"
    assert merged("Hello all.\n\nBe bad.\n", ours, "Hello all.\n\nBe good.\n") == Merged(ours)
    assert conflict("Hello all.\n\nBe bad.\n", ours, theirs).base == "bad"


def test_two_rewrites_that_are_nearly_alike_clash_only_where_they_differ() -> None:
    base = "Report it to the office on the second floor, between nine and five.\n"
    rewrite = "You can always talk in confidence with an adviser whom you trust, {}.\n"
    region = conflict(base, rewrite.format("early"), rewrite.format("late"))
    assert (region.ours, region.theirs) == ("early", "late")


def test_what_both_sides_add_is_kept_once_when_one_of_them_deletes_beside_it() -> None:
    ours = BASE.replace("We listen", "We help each other.\n\nWe listen")
    theirs = ours.replace("We listen before we judge.\n\n", "")
    assert merged(BASE, ours, theirs).text == theirs


def test_the_words_around_a_conflict_begin_with_a_word() -> None:
    base = f"{'One says. ' * 9}Ask somebody you trust."

    conflict = three_way(base, base.replace("Ask", "Tell"), base.replace("Ask", "Call"))

    assert isinstance(conflict, Conflicts)
    assert conflict.regions[0].before[0].isalnum()
    assert conflict.regions[0].before in base
