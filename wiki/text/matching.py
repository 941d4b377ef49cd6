"""Which block became which, from one state of a text to the next.

A block that reads the same keeps its identity, in its place or elsewhere (patience over block
sources, then single copies that moved). What is left between two kept neighbours is paired by the
words both sides share; the rest is new or gone.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from wiki.text import sequence, tokens

LIKENESS = 0.5
"""The share of words two blocks must have in common to be one that was edited."""

MOST_PAIRS = 4_000
"""In a gap with more possible pairs than this, blocks are paired in order instead of by words."""


class State(StrEnum):
    """What became of a block."""

    KEPT = "kept"
    EDITED = "edited"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


class Sourced(Protocol):
    """Anything with a source and a kind: a block."""

    @property
    def source(self) -> str:
        """Return the block's own text."""

    @property
    def kind(self) -> str:
        """Return what the block is."""


@dataclass(frozen=True, slots=True)
class Match:
    """A block before and after, by position; None where there is none."""

    before: int | None
    after: int | None
    state: State


def match(before: Sequence[Sourced], after: Sequence[Sourced]) -> list[Match]:
    """Return what became of every block: each position of both sides occurs exactly once.

    The order is that of `after`, with what is gone at the end. White space at the ends of a block
    is no part of what it reads.
    """
    old = [block.source.strip() for block in before]
    new = [block.source.strip() for block in after]
    kept = sequence.patient(old, new)
    found = {j: Match(i, j, State.KEPT) for i, j in kept}
    used = {i for i, _ in kept}
    _find_moved(old, new, found, used)
    for i, i_end, j, j_end in sequence.gaps(kept, len(old), len(new)):
        olds = [n for n in range(i, i_end) if n not in used]
        news = [n for n in range(j, j_end) if n not in found]
        for a, b in _edited(before, after, olds, news):
            found[b] = Match(a, b, State.EDITED)
            used.add(a)
    there = [found.get(j, Match(None, j, State.NEW)) for j in range(len(new))]
    return there + [Match(i, None, State.GONE) for i in range(len(old)) if i not in used]


def _find_moved(
    old: Sequence[str], new: Sequence[str], found: dict[int, Match], used: set[int]
) -> None:
    """Pair blocks that read the same elsewhere, where each side has just one such block left."""
    left_old = [i for i in range(len(old)) if i not in used and old[i]]
    left_new = [j for j in range(len(new)) if j not in found]
    once_old = Counter(old[i] for i in left_old)
    once_new = Counter(new[j] for j in left_new)
    where = {new[j]: j for j in left_new if once_new[new[j]] == 1}
    for i in left_old:
        j = where.get(old[i]) if once_old[old[i]] == 1 else None
        if j is not None:
            found[j] = Match(i, j, State.MOVED)
            used.add(i)


def _edited(
    before: Sequence[Sourced], after: Sequence[Sourced], olds: list[int], news: list[int]
) -> list[tuple[int, int]]:
    """Return the pairs of a gap that are one block in other words, the likest first."""
    if not olds or not news:
        return []
    if len(olds) * len(news) > MOST_PAIRS:
        return list(zip(olds, news, strict=False))
    old_words = {i: _words(before[i].source) for i in olds}
    new_words = {j: _words(after[j].source) for j in news}
    ranked = sorted(
        (-_likeness(old_words[i], new_words[j]), abs(i - olds[0] - (j - news[0])), i, j)
        for i in olds
        for j in news
        if before[i].kind == after[j].kind or _likeness(old_words[i], new_words[j]) >= LIKENESS
    )
    lone = len(olds) == len(news) == 1
    pairs: list[tuple[int, int]] = []
    for unlike, _, i, j in ranked:
        free = all(i != a and j != b for a, b in pairs)
        if free and (-unlike >= LIKENESS or lone):
            pairs.append((i, j))
    return pairs


def _words(source: str) -> Counter[str]:
    return Counter(token for token in tokens.split(source) if tokens.is_word(token))


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    """Return the share of words in common, of the side with more words (0 without any)."""
    most = max(old.total(), new.total())
    return (old & new).total() / most if most else 0.0
