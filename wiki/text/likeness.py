"""Tells whether two people ask for the same, each with other words for one text.

By words alone: what both bring and take away, against what only one does. Numbers, denials and
duties have the last word: "within two weeks" and "within a month" are two wishes, "14 days" and
"two weeks" are one. Knows no synonyms, so the same wish in words of its own is often missed.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import product, takewhile
from typing import NamedTuple

from wiki.text import findable, signals
from wiki.text.signals import Signal

MOST_WORDS = 400
"""Between the ends that two texts share; where more changes, only equal words are alike."""

MOST_PAIRS = 3_000
"""So many pairs of words are looked at for a common root."""

ENOUGH = 0.3
"""How much of what two people change, they must both change."""

ENOUGH_OF_LONGER = 0.4
MOST_ADDED = 2
"""Of two additions, one may say more: this is what the shorter must share, in part and in words."""

LONGEST_CONTRAST = 3
"""So many words against as many others, in one place: the choice between them is the wish."""

_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}
_SHORT, _LITTLE = 3, 0.25
_ROOT, _LONG_ROOT = 4, 5
_FIGURE = re.compile(r"[0-9]{1,6}")
_TARGET = re.compile(r"\]\([^()\n]*\)")

Words = Counter[str]


class _Side(NamedTuple):
    """The words of one proposal, and which come and go by it."""

    words: list[str]
    new: Words
    gone: Words


class _Compared(NamedTuple):
    """How much of two bags of words is shared, and what is left of each."""

    shared: float
    left: tuple[Words, Words]

    @property
    def sums(self) -> tuple[float, float]:
        return _weight(self.left[0]), _weight(self.left[1])


def is_alike(base: str, one: str, other: str, language: str) -> bool:
    """Tell whether two texts, made of the same base, ask for the same; equal ones always do."""
    if one == other:
        return True
    if base in (one, other):
        return False
    said = [_words(text, language) for text in (base, one, other)]
    if said[1] == said[2]:
        return said[0] != said[1] or _marks(one) == _marks(other)
    before, *both = _middles(said)
    if max(map(len, (before, *both))) > MOST_WORDS:
        return False
    if _judged(one, language) != _judged(other, language):
        return False
    return _asks_for_the_same(_side(before, both[0]), _side(before, both[1]), language)


def _asks_for_the_same(one: _Side, other: _Side, language: str) -> bool:
    new = _compared(one.new, other.new, language)
    gone = _compared(one.gone, other.gone, language)
    if _are_contrasted(one, other, new.left) or _is_repair_of_one(one, other, new, language):
        return False
    shared, apart = new.shared + gone.shared, sum(new.sums) + sum(gone.sums)
    if shared >= ENOUGH * (shared + apart):
        return shared > 0
    added = new.shared + min(new.sums)
    return new.shared >= MOST_ADDED and new.shared >= ENOUGH_OF_LONGER * added


def _are_contrasted(one: _Side, other: _Side, left: tuple[Words, Words]) -> bool:
    """Tell whether two differ by a few words in one place that are new, each on its side alone."""
    _, *middles = _middles([one.words, one.words, other.words])
    return all(
        0 < len(words) <= LONGEST_CONTRAST and any(word in new for word in words)
        for words, new in zip(middles, left, strict=True)
    )


def _is_repair_of_one(one: _Side, other: _Side, new: _Compared, language: str) -> bool:
    """Tell whether one mends the spelling alone where the other has a wish besides."""
    repairs = [_is_repair(side, language) for side in (one, other)]
    wishes = max(new.sums)
    return repairs[0] != repairs[1] and wishes >= MOST_ADDED


def _is_repair(side: _Side, language: str) -> bool:
    compared = _compared(side.new, side.gone, language)
    return not any(compared.left)


def _side(before: Sequence[str], words: list[str]) -> _Side:
    old, new = Counter(before), Counter(words)
    return _Side(words, new - old, old - new)


def _compared(one: Words, other: Words, language: str) -> _Compared:
    """Pair equal words, then those of one root; the same, whichever side is the first."""
    equal = one & other
    left, right = one - equal, other - equal
    shared = _weight(equal)
    pairs = product(left, right) if len(left) * len(right) <= MOST_PAIRS else ()
    for mine, yours in sorted(pairs, key=sorted):
        count = min(left[mine], right[yours])
        if count and _have_one_root(mine, yours, language):
            left[mine] -= count
            right[yours] -= count
            shared += count * min(_weight_of(mine), _weight_of(yours))
    return _Compared(shared, (+left, +right))


def _have_one_root(one: str, other: str, language: str) -> bool:
    """Tell whether two words share what carries their meaning: a stem, or most of the shorter."""
    first, second = (findable.stem(word, language)[len(language) :] for word in (one, other))
    if first == second:
        return True
    shorter, longer = sorted((first, second), key=len)
    length = max(_ROOT, -(-len(shorter) * 2 // 3))
    if any(shorter[at : at + length] in longer for at in range(len(shorter) - length + 1)):
        return True
    return _common([first, second]) >= _LONG_ROOT


def _weight(words: Words) -> float:
    return sum(count * _weight_of(word) for word, count in words.items())


def _weight_of(word: str) -> float:
    return _LITTLE if len(word) <= _SHORT else 1


def _middles(several: Sequence[list[str]]) -> list[list[str]]:
    """Return lists of words without what all begin and end with."""
    start = _common(several)
    cut = [words[start:] for words in several]
    end = _common([words[::-1] for words in cut])
    return [words[: len(words) - end] for words in cut]


def _common(several: Sequence[Sequence[str]]) -> int:
    rows = zip(*several, strict=False)
    return len(list(takewhile(lambda row: len(set(row)) == 1, rows)))


def _words(text: str, language: str) -> list[str]:
    """Return the words of a text as they are compared, lengths of time as days."""
    seen = _TARGET.sub("]", text)
    spans = {start: (end, said) for start, end, said in _numbers(seen, language)}
    words: list[str] = []
    until = 0
    for word in findable.words(seen):
        if word.start in spans:
            until, said = spans[word.start]
            words.append(said)
        elif word.start >= until:
            words.append(word.folded)
    return words


def _numbers(text: str, language: str) -> list[tuple[int, int, str]]:
    """Return lengths of time with a plain number, from that on, each with its days."""
    return _timed(signals.find(text, language))


def _timed(found: Iterable[Signal]) -> list[tuple[int, int, str]]:
    numbers = sorted(one for one in found if one.rule == "number")
    figures = {one.start: one.value for one in numbers if _FIGURE.fullmatch(one.value)}
    starts = list(figures)
    timed = []
    for one in numbers:
        start = starts[at - 1] if (at := bisect_left(starts, one.end)) else -1
        if one.value in _DAYS and start >= one.start:
            timed.append((start, one.end, f"{int(figures[start]) * _DAYS[one.value]} days"))
    return timed


def _judged(text: str, language: str) -> set[tuple[str, str]]:
    """Return what a text denies, demands and counts."""
    found = signals.find(text, language)
    timed = _timed(found)
    ends = {end for _, end, _ in timed}
    starts = {start for start, _, _ in timed}
    said = {
        (one.rule, one.value)
        for one in found
        if one.rule in ("negation", "duty")
        or (one.rule == "number" and one.start not in starts and one.end not in ends)
    }
    return said | {("number", days) for _, _, days in timed}


def _marks(text: str) -> str:
    return "".join(text.split())
