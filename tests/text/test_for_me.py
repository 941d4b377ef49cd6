"""What a section means for the reader stands below a heading that asks it, in either language."""

from __future__ import annotations

import pytest

from tests.content.test_languages import SECTIONS
from wiki.text import blocks, for_me, visible

BEFORE, BOX, AFTER = (
    "One.\n\n",
    "## What does this mean for me?\n\nTwo.\n\n- Three.\n\n",
    "### More\n\nFour.\n",
)


def told(source: str) -> list[str]:
    """Return the words of the blocks that say what a text means for the reader."""
    split = [one for one in blocks.split(source) if one.is_seen]
    words = [visible.of(one).text for one in split]
    flags = for_me.told(zip((one.kind for one in split), words, strict=True))
    return [word for word, is_told in zip(words, flags, strict=True) if is_told]


def test_what_stands_below_the_question_is_told_up_to_the_next_heading() -> None:
    assert told(BEFORE + BOX + AFTER) == ["What does this mean for me?", "Two.", "Three."]
    assert told(BEFORE + AFTER) == []


@pytest.mark.parametrize(
    "heading",
    [
        "# what does this mean for me",
        "#### What does this mean for *you*?",
        "Wat betekent dit voor mij?\n---",
        "## WAT BETEKENT DIT VOOR JOU",
    ],
)
def test_the_question_may_be_asked_in_these_ways(heading: str) -> None:
    assert len(told(f"{heading}\n\nThis.\n")) == 2


@pytest.mark.parametrize(
    "source",
    [
        "What does this mean for me?\n\nThis.\n",
        "**What does this mean for me?**\n\nThis.\n",
        "## What does this mean for me as a student?\n\nThis.\n",
        "",
    ],
)
def test_nothing_else_asks_it(source: str) -> None:
    assert told(source) == []


def test_footnotes_at_the_end_of_a_text_are_no_part_of_it() -> None:
    assert told(f"{BOX}[^1]: A note.\n")[1:] == ["Two.", "Three."]


def test_the_starter_code_tells_it_in_both_languages_at_the_same_places() -> None:
    found = {(facts.key, facts.language): len(told(text)) for facts, text in SECTIONS}

    asking = {key for (key, _), count in found.items() if count}
    assert len(asking) == 3
    assert all(found[key, "en"] == found[key, "nl"] for key in asking)
