"""A whole source as people read it, paragraph by paragraph and only as far as it is asked for."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache
from itertools import accumulate

from wiki.text import as_typed, runs
from wiki.text.pieces import Piece, sides
from wiki.text.runs import AS_TYPED, Run

MOST_CHANGES = 30
"""A redline with more is shown as it was typed: reading it would take longer than comparing."""

_LONGEST = 5_000
"""Longer paragraphs are not remembered."""


class _Paragraph:
    """What stands up to the next blank line, and its runs."""

    def __init__(self, source: str) -> None:
        self.runs = runs.read(source)
        self._starts = [run.start for run in self.runs]
        self._length = len(source)

    def within(self, start: int, end: int) -> Sequence[Run]:
        """Return its runs, clipped to some of it."""
        if start <= 0 and end >= self._length:
            return self.runs
        found = self.runs[self._index(start) : bisect_left(self._starts, end)]
        if found:
            found[0] = found[0].clipped(start, end)
            found[-1] = found[-1].clipped(start, end)
        return found

    def looking(self, style: str, start: int, end: int) -> str:
        """Return all its words in a style that belong to those in some of it."""
        every, first = self.runs, self._index(start)
        while first < len(every) and every[first].start < end and style not in every[first].styles:
            first += 1
        if first == len(every) or style not in every[first].styles:
            return ""
        last = first
        while first and _goes_on(every[first - 1], style):
            first -= 1
        while last < len(every) and _goes_on(every[last], style):
            last += 1
        return "".join(run.words for run in every[first:last])

    def _index(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)


class Legible:
    """A source, of which what is read can be asked for; runs count from their paragraph on."""

    def __init__(self, source: str) -> None:
        self.source = source

    @cached_property
    def _parts(self) -> list[str]:
        return _parts(self.source)

    @cached_property
    def _starts(self) -> list[int]:
        return list(accumulate(map(len, self._parts), initial=0))

    def within(self, start: int, end: int) -> list[Run]:
        """Return the runs of some of the source, clipped to it."""
        found: list[Run] = []
        at = self._index(start)
        while at < len(self._parts) and self._starts[at] < end:
            begins = self._starts[at]
            found += _paragraph(self._parts[at]).within(start - begins, end - begins)
            at += 1
        return found

    def words(self, start: int, end: int) -> str:
        """Return the words read in some of the source, the cells of a table parted."""
        return "".join(
            as_typed.cells(run.words) if AS_TYPED in run.styles else run.words
            for run in self.within(start, end)
        )

    def looking(self, style: str, start: int, end: int) -> str:
        """Return all the words in a style that belong to those in some of a paragraph."""
        at = min(self._index(start), len(self._parts) - 1)
        begins = self._starts[at]
        return _paragraph(self._parts[at]).looking(style, start - begins, end - begins)

    def _index(self, place: int) -> int:
        return max(0, bisect_right(self._starts, place) - 1)


class Typed(Legible):
    """A source that is read as it was typed."""

    def within(self, start: int, end: int) -> list[Run]:
        """Return some of the source as it stands."""
        words_ = self.source[start:end]
        return [Run(0, len(words_), words_)] if words_ else []

    def words(self, start: int, end: int) -> str:
        """Return some of the source."""
        return self.source[start:end]


def both(pieces: Sequence[Piece]) -> tuple[Legible, Legible]:
    """Return what is read of the text before and of the one after, or both as they were typed."""
    before, after = sides(pieces)
    reader = Typed if has_many_changes(pieces) else Legible
    return reader(before), reader(after)


def has_many_changes(pieces: Sequence[Piece]) -> bool:
    """Tell whether there are too many changes to read them closely."""
    stays = sum(piece.op == "equal" for piece in pieces)
    return stays > MOST_CHANGES


def words(source: str) -> str:
    """Return the words read in a source."""
    return Legible(source).words(0, len(source))


def _parts(source: str) -> list[str]:
    """Return the paragraphs of a source; only code and front matter go over blank lines."""
    if source.startswith("---") or "```" in source or "~~~" in source:
        return [source]
    *others, last = source.split("\n\n")
    return [*(f"{part}\n\n" for part in others), last]


def _paragraph(source: str) -> _Paragraph:
    return _remembered(source) if len(source) <= _LONGEST else _long(source)


@lru_cache(maxsize=2_000)
def _remembered(source: str) -> _Paragraph:
    """Return a paragraph; texts that are compared share most of theirs."""
    return _Paragraph(source)


@lru_cache(maxsize=4)
def _long(source: str) -> _Paragraph:
    return _Paragraph(source)


def _goes_on(run: Run, style: str) -> bool:
    return style in run.styles or not run.words
