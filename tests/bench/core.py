"""Work of the text core that is measured, in milliseconds of a quiet machine."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from itertools import cycle

from wiki.text import anchors, diff, merge, render

VOCABULARY = (
    "we speak up when something is not right and listen when others do every employee may "
    "ask for help without giving a reason a moderator answers within ten working days and says "
    "why respect safety **openness** [adviser](/contact) students staff meeting decision"
)
WORDS = VOCABULARY.split()


@dataclass(frozen=True)
class Work:
    """A piece of work and the most it may take."""

    name: str
    limit: float
    run: Callable[[], object]


def section(size: int, seed: int) -> str:
    """Return a text of about so many characters, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311
    text = "# Working together\n\n"
    while len(text) < size:
        words = " ".join(chance.choice(WORDS) for _ in range(chance.randint(20, 70)))
        text += f"{chance.choice(['', '', '- ', '## '])}{words.capitalize()}.\n\n"
    return text


def edited(text: str, edits: int, seed: int) -> str:
    """Return the text with so many words replaced."""
    chance = random.Random(seed)  # noqa: S311
    words = text.split(" ")
    for place in chance.sample(range(len(words)), edits):
        words[place] = chance.choice(WORDS)
    return " ".join(words)


def work() -> list[Work]:
    """Return what is measured, on texts of 10 KB."""
    text = section(10_000, seed=1)
    ours, theirs = edited(text, 5, seed=2), edited(text, 5, seed=3)
    others = cycle([section(10_000, seed) for seed in range(50)])  # more than is remembered
    rewritten = edited(text, 600, seed=4)
    places = [anchors.create(text, start, start + 60) for start in range(100, 9_600, 500)]
    return [
        Work("render 10 KB", 40, lambda: render.to_html(next(others), "en")),
        Work("redline, 10 edits in 10 KB", 15, lambda: diff.words(ours, theirs)),
        Work("redline, 600 edits in 10 KB", 60, lambda: diff.words(text, rewritten)),
        Work("merge 5 and 5 edits in 10 KB", 40, lambda: merge.three_way(text, ours, theirs)),
        Work("follow 19 passages in 10 KB", 40, lambda: anchors.follow_all(places, text, ours)),
    ]
