"""Work of the text core that is measured, in milliseconds of a quiet machine."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice

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


def steps(size: int, edits: int) -> Iterator[tuple[str, str]]:
    """Yield texts and what becomes of each, over and over: more than is remembered."""
    texts = [section(size, seed) for seed in range(500_000 // size)]
    return cycle([(text, edited(text, edits, seed)) for seed, text in enumerate(texts)])


def passages(text: str, count: int) -> list[anchors.Anchor]:
    """Return so many passages of sixty characters, all over the text."""
    apart = (len(text) - 60) / count
    return [anchors.create(text, int(at * apart), int(at * apart) + 60) for at in range(count)]


def work() -> list[Work]:
    """Return what is measured; 10 KB and 100 KB are what the texts are long."""
    others = cycle([section(10_000, seed) for seed in range(50)])
    small, half, large = steps(10_000, 10), steps(10_000, 600), steps(100_000, 6_000)
    merges = cycle([(*step, edited(step[0], 5, -1)) for step in islice(steps(10_000, 5), 50)])
    words = "we care " * 12_500, "care we " * 12_500
    text = section(10_000, seed=1)
    after, many = edited(text, 5, seed=2), passages(text, 1000)
    long, rewritten = next(large)
    place = passages(long, 1)

    return [
        Work("render 10 KB", 40, lambda: render.to_html(next(others), "en")),
        Work("redline, 10 edits in 10 KB", 5, lambda: diff.words(*next(small))),
        Work("redline, 600 edits in 10 KB", 60, lambda: diff.words(*next(half))),
        Work("redline, 6,000 edits in 100 KB", 300, lambda: diff.words(*next(large))),
        Work("redline of one word pair, 100 KB", 300, lambda: diff.words(*words)),
        Work("merge 5 and 5 edits in 10 KB", 10, lambda: merge.three_way(*next(merges))),
        Work("follow 1,000 passages in 10 KB", 150, lambda: anchors.follow_all(many, text, after)),
        Work("follow one in 100 KB", 300, lambda: anchors.follow_all(place, long, rewritten)),
    ]
