"""A comment stays on its words: where they go it goes, and it never stands on others."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wiki.text import anchors
from wiki.text.anchors import Anchor, Placement, State

RESPECT = "We treat each other with respect, in every room and online.\n"
HELP = "Ask the confidential adviser for help when you are not sure.\n"
RULES = "Managers answer a report within ten working days, in writing.\n"
TEXT = "# Code\n\n" + "\n".join([RESPECT, HELP, RULES])


def on(text: str, quote: str, copy: int = 0) -> Anchor:
    start = -1
    for _ in range(copy + 1):
        start = text.index(quote, start + 1)
    return anchors.create(text, start, start + len(quote))


def followed(before: str, quote: str, after: str, copy: int = 0) -> tuple[str, bool, str | None]:
    placed = anchors.follow(on(before, quote, copy), before, after)
    words = None if placed.start is None else after[placed.start : placed.end]
    return placed.state, placed.moved, words


EXAMPLES = {
    "untouched": (TEXT, "with respect", TEXT, ("same", False, "with respect")),
    "text added before": (TEXT, "for help", "New.\n\n" + TEXT, ("same", False, "for help")),
    "a word edited": (
        TEXT,
        "treat each other with respect",
        TEXT.replace("each other", "everyone"),
        ("reworded", False, "treat everyone with respect"),
    ),
    "another spelling": (
        "An organisation that cares.",
        "organisation",
        "An organization that cares.",
        ("reworded", False, "organization"),
    ),
    "paragraph moved": (
        TEXT,
        "confidential adviser",
        "# Code\n\n" + "\n".join([RESPECT, RULES, HELP]),
        ("same", True, "confidential adviser"),
    ),
    "paragraph moved and edited": (
        TEXT,
        "confidential adviser for help",
        "# Code\n\n" + "\n".join([RESPECT, RULES, HELP.replace("for help", "for advice")]),
        ("reworded", True, "confidential adviser for"),
    ),
    "sentence moved into another paragraph": (
        "One stays. Please wash the shared cups. Two stays.\n\nThe kitchen is ours.\n",
        "wash the shared cups",
        "One stays. Two stays.\n\nThe kitchen is ours. Please wash the shared cups.\n",
        ("same", True, "wash the shared cups"),
    ),
    "sentence deleted": (
        TEXT,
        "confidential adviser",
        TEXT.replace(HELP, ""),
        ("removed", False, None),
    ),
    "text emptied": (TEXT, "with respect", "", ("removed", False, None)),
    "insertion at the start": (
        TEXT,
        "each other",
        TEXT.replace("each other", "truly each other"),
        ("same", False, "each other"),
    ),
    "insertion at the end": (
        TEXT,
        "each other",
        TEXT.replace("each other", "each other always"),
        ("same", False, "each other"),
    ),
    "insertion inside": (
        TEXT,
        "each other",
        TEXT.replace("each other", "each and every other"),
        ("reworded", False, "each and every other"),
    ),
    "emoji before and inside": (
        "👩‍👧 Care 👩‍👧 for all of us.",
        "Care 👩‍👧 for all",
        "Hello 🎉!\n\n👩‍👧 Care 👩‍👧 for all of us.",
        ("same", False, "Care 👩‍👧 for all"),
    ),
    "over two blocks": (
        TEXT,
        "online.\n\nAsk the confidential",
        TEXT.replace("Ask the", "Ask a"),
        ("reworded", False, "online.\n\nAsk a confidential"),
    ),
    "lines wrapped elsewhere": (
        "We listen to all of our colleagues.\n",
        "listen to all",
        "We listen\nto all of our colleagues.\n",
        ("reworded", False, "listen\nto all"),
    ),
    "the first letters of a word in another spelling, among words that went": (
        "Today nobody may organise anything.\n",
        "nobody may org",
        "Today everyone will organize anything.\n",
        ("removed", False, None),
    ),
    "the letter in which two spellings differ": (
        "An organisation that cares.",
        "s",
        "An organization that cares.",
        ("removed", False, None),
    ),
    "a new year is not another spelling": (
        "Goals of FY2020 here\n",
        "FY2020",
        "Goals of FY2021 here\n",
        ("removed", False, None),
    ),
}


@pytest.mark.parametrize(("before", "quote", "after", "expected"), EXAMPLES.values(), ids=EXAMPLES)
def test_a_comment_follows_its_words(
    before: str, quote: str, after: str, expected: tuple[str, bool, str | None]
) -> None:
    assert followed(before, quote, after) == expected


def test_each_copy_of_repeated_words_keeps_its_own_comment() -> None:
    before = "- yes, we may\n- no\n- yes, we may\n- no\n- yes, we may\n"
    after = "- yes, we may\n- never\n- yes, we may\n- no\n- yes, we may, too\n"

    starts = [anchors.follow(on(before, "we may", n), before, after).start for n in range(3)]

    assert starts == [on(after, "we may", n).start for n in range(3)]


def test_a_deleted_copy_does_not_take_the_place_of_another() -> None:
    before = "Alice reports to the dean.\n\nBob reports to the dean.\n"
    after = "Alice reports to the dean.\n"

    assert followed(before, "reports to the dean", after, copy=1) == ("removed", False, None)


def test_words_found_once_here_and_there_are_the_same_words_wherever_they_stand() -> None:
    before = "Everyone may speak up safely here. Old words around that go away entirely.\n"
    after = "Nothing of it is left but this: speak up safely, says the brochure in the hall.\n"

    assert followed(before, "speak up safely", after) == ("same", True, "speak up safely")


def test_an_anchor_knows_its_words_and_those_around_them() -> None:
    anchor = on(TEXT, "respect")

    assert anchor.quote == "respect"
    assert TEXT.endswith(anchor.suffix + TEXT[anchor.end + 32 :])
    assert (len(anchor.prefix), len(anchor.suffix)) == (32, 32)
    assert anchors.matches(anchor, TEXT)
    assert not anchors.matches(anchor, TEXT[1:])


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3), (0, 99)])
def test_there_is_no_anchor_where_there_is_no_passage(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no passage"):
        anchors.create("a short text", start, end)


def test_an_anchor_of_another_text_is_refused() -> None:
    with pytest.raises(ValueError, match="not of this text"):
        anchors.follow(on(TEXT, "respect"), "Other words.", TEXT)


def test_removed_words_that_come_back_are_found_again() -> None:
    anchor = on(TEXT, "confidential adviser")

    assert anchors.find(anchor, TEXT.replace(HELP, "")) is None
    assert anchors.find(anchor, TEXT + HELP) is None
    found = anchors.find(anchor, TEXT)
    assert found is not None
    assert (found.state, found.moved, found.start) == (State.SAME, False, anchor.start)


def test_the_only_copy_of_a_short_word_is_found_whatever_is_beside_it() -> None:
    anchor = on("The purpose is respect.", "The")

    found = anchors.find(anchor, "We differ. The strength of us comes from it. So we talk.")
    assert found is not None
    assert (found.state, found.moved, found.start) == (State.SAME, True, 11)


PARAGRAPH = st.lists(
    st.sampled_from(
        ["we", "all", "care.", "respect", "👩‍👧", "e\u0301", "**not**", "may", "report,"]
    ),
    min_size=1,
    max_size=9,
).map(" ".join)
TEXTS = st.lists(PARAGRAPH, min_size=1, max_size=8).map("\n\n".join)


def passages(text: str) -> st.SearchStrategy[Anchor]:
    ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return ends.filter(lambda pair: pair[0] != pair[1]).map(
        lambda pair: anchors.create(text, min(pair), max(pair))
    )


def letters(text: str) -> int:
    return sum(map(str.isalnum, text))


@given(TEXTS, st.data())
def test_on_an_untouched_text_nothing_moves(text: str, data: st.DataObject) -> None:
    anchor = data.draw(passages(text).filter(lambda anchor: not anchor.quote.isspace()))

    placed = anchors.follow(anchor, text, text)

    assert placed == Placement(State.SAME, False, anchor.start, anchor.end, placed.confidence)


@given(TEXTS, TEXTS, TEXTS, st.data())
def test_after_edits_elsewhere_the_same_words_are_found(
    above: str, other: str, below: str, data: st.DataObject
) -> None:
    passage = "Only this paragraph speaks of bicycles in the yard behind the library."
    before, after = f"{above}\n\n{passage}\n\n{below}", f"{other}\n\n{passage}\n\n{above}"
    start = data.draw(st.integers(0, len(passage) - 2))
    end = data.draw(st.integers(start + 1, len(passage)))
    assume(letters(passage[start:end]))
    at = before.index(passage) + start

    placed = anchors.follow(anchors.create(before, at, at + end - start), before, after)

    assert placed.state is State.SAME
    assert placed.start == after.index(passage) + start
    assert placed.end == after.index(passage) + end


@given(TEXTS, TEXTS, st.data())
def test_a_comment_never_stands_on_words_that_share_less_than_half_its_letters(
    before: str, after: str, data: st.DataObject
) -> None:
    anchor = data.draw(passages(before))

    placed = anchors.follow(anchor, before, after)

    if placed.start is None or placed.end is None:
        assert placed.state is State.REMOVED
        assert not placed.moved
        return
    words = after[placed.start : placed.end]
    assert (words == anchor.quote) == (placed.state is State.SAME)
    assert 2 * shared_letters(anchor.quote, words) >= letters(anchor.quote)
    assert 0 <= placed.confidence <= 1


def shared_letters(old: str, new: str) -> int:
    left = [character for character in old if character.isalnum()]
    for character in new:
        if character in left:
            left.remove(character)
    return letters(old) - len(left)


@given(TEXTS, TEXTS, st.data())
def test_following_many_is_following_each(before: str, after: str, data: st.DataObject) -> None:
    many = data.draw(st.lists(passages(before), max_size=5))

    together = anchors.follow_all(many, before, after)

    assert together == [anchors.follow(anchor, before, after) for anchor in many]


def test_a_few_letters_are_found_elsewhere_only_beside_a_word_that_is_the_same() -> None:
    before = "Always ask for help."
    anchor = anchors.create(before, 7, 10)

    elsewhere = anchors.follow(anchor, before, "Always seek help. It is brave to ask us.")
    moved = anchors.follow(anchor, before, "Seek help, or better: ask for it.")

    assert elsewhere.start is None
    assert moved.start is not None
