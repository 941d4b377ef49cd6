"""Merges that once lost, doubled or joined words, found by trying many texts; all must account."""

import pytest

from wiki.text.merge import Conflicts, Merged, three_way

LONG = "The quick brown fox jumps over it all day."

CASES = {
    "a paragraph put before lines that the other side moved is kept": (
        f"{LONG}\n{LONG}\n- one",
        f"- one\n{LONG}\n{LONG}",
        f"Read this first, all of you.\n{LONG}\n{LONG} Speak up.\n- one",
        ("Read this first, all of you.", "Speak up."),
    ),
    "lines do not run together where a blank line went": (
        f"\n\n{LONG}\n# Title\nWe care.\nSpeak up.",
        f"\n # Title\n{LONG}\n# Title\nWe care.\nSpeak up.",
        f"\n{LONG}\n# Title\nWe care.",
        (f"# Title\n{LONG}",),
    ),
    "an insertion before a deleted line stays a line": (
        "\n- one\n# Title",
        " We must listen well.\n- one\n# Title",
        "not\n# Title",
        (),
    ),
    "sentences do not run together": (
        "- two\n# Title\n\n- one\n\nSpeak up.",
        f"- two\n# Title\nnew {LONG}\n- one\nSpeak up.",
        "- two\n#\nTitle\nnew\n-\none\nSpeak up.",
        (),
    ),
}


@pytest.mark.parametrize(("base", "ours", "theirs", "kept"), CASES.values(), ids=CASES.keys())
def test_merges_that_once_went_wrong(
    base: str, ours: str, theirs: str, kept: tuple[str, ...]
) -> None:
    result = three_way(base, ours, theirs)
    text = result.text if isinstance(result, Merged) else result.settled([""] * len(result.regions))
    assert all(words in text for words in kept)
    assert not {"allall", "TitleThe", "well.not", "day.new"} & set(text.split())


def test_a_conflict_keeps_the_words_of_both_sides_to_choose_from() -> None:
    result = three_way("- one\n- two\n", "- one and a half\n- two\n", "- two\n")
    assert isinstance(result, Conflicts)
    assert any("half" in region.ours for region in result.regions)


@pytest.mark.parametrize(
    ("base", "ours", "theirs"),
    [
        ("First.\n\n", "Last", "\nEarly"),
        ("\nWe care.", "Speak up", "Ask us\n "),
    ],
)
def test_no_choice_in_a_conflict_makes_words_run_together(
    base: str, ours: str, theirs: str
) -> None:
    result = three_way(base, ours, theirs)
    assert isinstance(result, Conflicts)
    words = set(f"{base} {ours} {theirs}".split())
    for side in ("ours", "theirs"):
        text = result.settled([getattr(region, side) for region in result.regions])
        assert set(text.split()) <= words


@pytest.mark.parametrize("ending", ["", ".", " "], ids=["word", "sentence", "words"])
def test_the_longest_word_is_merged_like_any_other(ending: str) -> None:
    """Not a matter of chance: a count that tries it from each of its letters takes minutes."""
    word = "speakup" * 8_000 + ending
    result = three_way(f"We {word} here.", f"All {word} here.", f"We {word} there.")
    assert isinstance(result, Merged)
    assert result.text == f"All {word} there."
