"""The words a reader sees of a block, tied to the source behind them.

The visible text of a block is the text nodes of its rendered HTML, in document order, joined, and
nothing else: what `element.textContent` is in a browser. Where one list item, cell or paragraph
follows another, one of those text nodes is a line end. Offsets are code points; browsers count
UTF-16 units, see `utf16_to_code_points`.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from wiki.text import tree
from wiki.text.block import Block


@dataclass(frozen=True, slots=True)
class Visible:
    """What a reader sees of a block; `starts` and `ends` hold each character's span of source."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the span of the block's source behind these visible characters.

        It begins and ends with a visible character, so marks around it are left out and marks
        inside it are in. Offsets beyond the text are taken as its ends.
        """
        first, last = self._clamped(start), self._clamped(end)
        while first < last and self._is_between(first):
            first += 1
        while last > first and self._is_between(last - 1):
            last -= 1
        if first < last:
            return self.starts[first], self.ends[last - 1]
        place = self._place(first)
        return place, place

    def from_source(self, start: int, end: int) -> tuple[int, int]:
        """Return the visible characters that come, wholly or in part, from a span of the source."""
        first = bisect_right(self.ends, start)
        last = bisect_left(self.starts, end)
        while first < last and self._is_between(last - 1):
            last -= 1
        return first, max(first, last)

    def _clamped(self, offset: int) -> int:
        return min(max(offset, 0), len(self.text))

    def _is_between(self, offset: int) -> bool:
        """Whether the character only parts two blocks and has no source of its own."""
        return self.starts[offset] == self.ends[offset]

    def _place(self, offset: int) -> int:
        if offset < len(self.starts):
            return self.starts[offset]
        return self.ends[-1] if self.ends else 0


def of(block: Block) -> Visible:
    """Return what a reader sees of the block, empty for a block that isn't seen."""
    return _alone(block.source, block.kind) if tree.stands_alone(block) else _of(block)


@lru_cache(maxsize=256)
def _alone(source: str, kind: str) -> Visible:
    return _of(Block(source, kind))


def _of(block: Block) -> Visible:
    reading = tree.of(block)
    return Visible(reading.text, tuple(reading.starts), tuple(reading.ends))


def utf16_to_code_points(text: str, offset: int) -> int:
    """Return the offset in code points for one in UTF-16 units, as browsers count.

    An offset inside a character beyond U+FFFF is taken as before it, one past the end as the end.
    """
    units = 0
    for place, character in enumerate(text):
        units += 2 if character > "\uffff" else 1
        if units > offset:
            return place
    return len(text)
