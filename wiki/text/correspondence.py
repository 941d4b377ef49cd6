"""Which characters of one text are which characters of another, in place or moved.

Lines first, then words inside the lines that are left, then passages that vanished in one place and
appeared in another. No character has two counterparts. What that means for comments is decided in
`anchors`.
"""

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import attrgetter

from wiki.text import lines, passages, spellings
from wiki.text.leftover import Leftover
from wiki.text.lines import Lines, Matches


@dataclass(frozen=True, slots=True)
class Run:
    """Characters [start, end) before that stand at [to, to_end) after.

    They are the same to the letter, or, where `alike` is given, two spellings of one word that
    have so many characters in common at their start and at their end.
    """

    start: int
    end: int
    to: int
    to_end: int
    moved: bool
    alike: tuple[int, int] | None = None

    def same(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the parts of [start, end) of the text before that are the same to the letter."""
        head, tail = self.alike or (self.end - self.start, 0)
        for first, last in ((self.start, self.start + head), (self.end - tail, self.end)):
            if max(first, start) < min(last, end):
                yield max(first, start), min(last, end)

    def clip(self, start: int, end: int) -> "Run":
        """Return the part of it inside [start, end); two spellings can't be cut."""
        if self.alike is not None or (start <= self.start and self.end <= end):
            return self
        left, right = max(0, start - self.start), max(0, self.end - end)
        return Run(
            self.start + left, self.end - right, self.to + left, self.to_end - right, self.moved
        )


class Tally:
    """Counts letters and marks in any part of a text, at once."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._letters = [0, *accumulate(map(str.isalnum, text))]

    def letters(self, start: int, end: int) -> int:
        """Return how many letters and digits stand in [start, end)."""
        return self._letters[end] - self._letters[start]

    def marks(self, start: int, end: int) -> int:
        """Return how many characters other than white space stand in [start, end)."""
        return len("".join(self._text[start:end].split()))


class Correspondence:
    """What two texts have in common, to be asked about any part of the first."""

    def __init__(self, before: str, after: str) -> None:
        self.before, self.after = Tally(before), Tally(after)
        runs = sorted(_runs(before, after), key=attrgetter("start"))
        self._runs = list(_joined(runs, before, after))
        self._starts = [run.start for run in self._runs]
        self._taken = sorted(run.to for run in self._runs if self.after.letters(run.to, run.to_end))

    def within(self, start: int, end: int) -> list[Run]:
        """Return the runs in [start, end) of the text before, cut to it, in order."""
        first = max(0, bisect_right(self._starts, start) - 1)
        last = bisect_left(self._starts, end)
        return [run.clip(start, end) for run in self._runs[first:last] if run.end > start]

    def is_new(self, start: int, end: int) -> bool:
        """Tell whether no run with words in it starts in [start, end) of the text after."""
        at = bisect_left(self._taken, start)
        return at == len(self._taken) or self._taken[at] >= end


def _runs(before: str, after: str) -> Iterator[Run]:
    old, new = lines.cut(before), lines.cut(after)
    matches = lines.match(old, new)
    yield from _equal_lines(old, new, matches.in_place, moved=False)
    yield from _equal_lines(old, new, matches.moved, moved=True)
    matched_after = {*matches.in_place.values(), *matches.moved.values()}
    left = Leftover.of(old, {*matches.in_place, *matches.moved})
    right = Leftover.of(new, matched_after)
    _align(left, right, matches)
    yield from _equal_words(left, right)


def _equal_lines(old: Lines, new: Lines, pairs: dict[int, int], *, moved: bool) -> Iterator[Run]:
    """Give the runs of equal lines; where the space at their ends differs, without it."""
    for i, j in pairs.items():
        source, other = old.sources[i], new.sources[j]
        start, to, length = old.starts[i], new.starts[j], len(source)
        if source != other:
            start += source.find(old.keys[i])
            to += other.find(new.keys[j])
            length = len(old.keys[i])
        yield Run(start, start + length, to, to + length, moved)


def _align(left: Leftover, right: Leftover, matches: Matches) -> None:
    """Find partners: between lines that moved, between lines in place, then in moved passages."""
    for old, new in _gaps(matches.moved):
        if left.has_all(old) and right.has_all(new):
            passages.align(left, right, left.between(old), right.between(new), moved=True)
    for old, new in _gaps({-1: -1, **matches.in_place, sys.maxsize: sys.maxsize}):
        passages.align(left, right, left.between(old), right.between(new), moved=False)
    passages.follow_moves(left, right)


def _gaps(matches: dict[int, int]) -> Iterator[tuple[range, range]]:
    """Line numbers between neighbouring matches that rise on both sides."""
    for (i, j), (i_next, j_next) in pairwise(sorted(matches.items())):
        if j < j_next:
            yield range(i + 1, i_next), range(j + 1, j_next)


def _equal_words(left: Leftover, right: Leftover) -> Iterator[Run]:
    for i, j in enumerate(left.partners):
        if j >= 0:
            yield _word_run(left, right, i, j)
    for i, j, alike in spellings.pairs(left, right):
        yield _word_run(left, right, i, j, alike)


def _word_run(
    left: Leftover, right: Leftover, i: int, j: int, alike: tuple[int, int] | None = None
) -> Run:
    start, to = left.starts[i], right.starts[j]
    end, to_end = start + len(left.words[i]), to + len(right.words[j])
    return Run(start, end, to, to_end, i in left.moved, alike)


def _joined(runs: Iterable[Run], before: str, after: str) -> Iterator[Run]:
    """Join runs, ordered by start, with nothing or the same white space between on both sides."""
    held: Run | None = None
    for run in runs:
        if held is not None and _continues(held, run, before, after):
            held = Run(held.start, run.end, held.to, run.to_end, held.moved)
        else:
            if held is not None:
                yield held
            held = run
    if held is not None:
        yield held


def _continues(held: Run, run: Run, before: str, after: str) -> bool:
    space = run.start - held.end
    return (
        held.moved == run.moved
        and held.alike is None
        and run.alike is None
        and run.to - held.to_end == space
        and (not space or _is_same_space(before, held.end, after, held.to_end, space))
    )


def _is_same_space(before: str, start: int, after: str, to: int, length: int) -> bool:
    space = before[start : start + length]
    return space.isspace() and after.startswith(space, to)
