"""Which lines of one text are lines of another: those that stayed in place, and those that moved.

The heaviest rising chain of lines found once on both sides stays; the others of them moved. Both
grow over equal neighbours, and so do the beginning and the end of the text. A line without words
never starts a match. It looks into no line.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wiki.text import rows
from wiki.text.sequence import Match


@dataclass(frozen=True, slots=True)
class Lines:
    """A text cut into lines: as they stand, as they are compared, and where each begins."""

    sources: list[str]
    keys: list[str]
    starts: list[int]


@dataclass(frozen=True, slots=True)
class Matches:
    """Line numbers before to line numbers after; no line occurs twice."""

    in_place: dict[int, int]
    moved: dict[int, int]


def cut(text: str) -> Lines:
    """Return the lines of a text; white space at their ends is ignored in comparing."""
    sources = rows.split(text)
    starts, at = [], 0
    for line in sources:
        starts.append(at)
        at += len(line)
    return Lines(sources, [line.strip() for line in sources], starts)


def match(before: Lines, after: Lines) -> Matches:
    """Match equal lines of two texts, each at most once."""
    pairs = _found_once(before.keys, after.keys)
    in_place = dict(_heaviest_rising(pairs, [len(before.keys[i]) for i, _ in pairs]))
    moved = {i: j for i, j in pairs if i not in in_place}
    growth = _Growth(before.keys, after.keys, pairs)
    edges = {-1: -1, len(before.keys): len(after.keys)}
    in_place |= edges
    growth.spread(in_place)
    growth.spread(moved)
    for edge in edges:
        del in_place[edge]
    return Matches(in_place, moved)


def _found_once(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Pairs of lines with words in them that occur once on both sides."""
    counts_before, counts_after = Counter(before), Counter(after)
    where = {line: j for j, line in enumerate(after) if counts_after[line] == 1}
    return [
        (i, where[line])
        for i, line in enumerate(before)
        if counts_before[line] == 1 and line in where and rows.speaks(line)
    ]


def _heaviest_rising(pairs: Sequence[Match], weights: Sequence[int]) -> list[Match]:
    """Thin the pairs to those that rise on both sides and weigh most: the lighter part moved.

    Patience with weights: of the chains that could go on, only those are kept that no other beats
    in both its end and its weight.
    """
    ends: list[int] = []
    totals: list[int] = []
    tops: list[int] = []
    previous: list[int] = []
    for at, ((_, j), weight) in enumerate(zip(pairs, weights, strict=True)):
        pile = beaten = bisect_left(ends, j)
        previous.append(tops[pile - 1] if pile else -1)
        total = weight + (totals[pile - 1] if pile else 0)
        while beaten < len(ends) and totals[beaten] <= total:
            beaten += 1
        ends[pile:beaten], totals[pile:beaten], tops[pile:beaten] = [j], [total], [at]
    chain, at = [], tops[-1] if tops else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


class _Growth:
    """Extends matches over equal neighbouring lines that are still free."""

    def __init__(self, before: Sequence[str], after: Sequence[str], pairs: Sequence[Match]) -> None:
        self._before, self._after = before, after
        self._used = {i for i, _ in pairs}
        self._taken = {j for _, j in pairs}

    def spread(self, matched: dict[int, int]) -> None:
        """Extend each match down, then each up."""
        for step in (1, -1):
            for i in sorted(matched, reverse=step < 0):
                self._follow(matched, i + step, matched[i] + step, step)

    def _follow(self, matched: dict[int, int], i: int, j: int, step: int) -> None:
        while self._are_free_and_equal(i, j):
            matched[i] = j
            self._used.add(i)
            self._taken.add(j)
            i, j = i + step, j + step

    def _are_free_and_equal(self, i: int, j: int) -> bool:
        inside = 0 <= i < len(self._before) and 0 <= j < len(self._after)
        return (
            inside
            and i not in self._used
            and j not in self._taken
            and self._before[i] == self._after[j]
        )
