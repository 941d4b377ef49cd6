"""Puts the marks of commented passages into the HTML of a block.

The HTML is what `render` made: well formed, with only `&amp;`, `&lt;`, `&gt;`, `&quot;` and
`&nbsp;` as entities. Spans are offsets in the visible text of the block, in code points.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

PIECE = re.compile(r"<[^>]*>|[^<]+")
CHARACTER = re.compile(r"&[a-z]+;|.", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of the visible text, `start` to `end`, and the thread that hangs on it."""

    start: int
    end: int
    thread: str


def put(html: str, marks: Sequence[Mark]) -> str:
    """Return the HTML with every passage in `<mark data-thread="…">`; its words stay the same.

    A passage across several elements becomes several `mark` elements, the first of which has the
    id `mark-…`. Where passages overlap, marks lie in each other, the one that begins first outside.
    """
    ordered = sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.thread))
    marker, at = _Marker(ordered), 0
    pieces = []
    for piece in PIECE.findall(html):
        if piece.startswith("<"):
            pieces.append(piece)
        else:
            characters = CHARACTER.findall(piece)
            pieces.extend(marker.marked(characters, at))
            at += len(characters)
    return "".join(pieces)


class _Marker:
    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._begun: set[str] = set()

    def marked(self, characters: list[str], at: int) -> Iterator[str]:
        """Yield a text node that begins at a visible offset, cut where marks begin and end."""
        edges = {edge - at for mark in self._marks for edge in (mark.start, mark.end)}
        cuts = sorted({0, len(characters)} | {cut for cut in edges if 0 < cut < len(characters)})
        for start, end in pairwise(cuts):
            words = "".join(characters[start:end])
            # Line ends alone only part one item or cell from the next; no mark may stand there.
            yield words if not words.strip("\n") else self._within(words, at + start, at + end)

    def _within(self, words: str, start: int, end: int) -> str:
        for mark in reversed([m for m in self._marks if m.start <= start and end <= m.end]):
            words = f"{self._opening(mark)}{words}</mark>"
        return words

    def _opening(self, mark: Mark) -> str:
        thread = escape(mark.thread)
        if mark.thread in self._begun:
            return f'<mark data-thread="{thread}">'
        self._begun.add(mark.thread)
        return f'<mark id="mark-{thread}" data-thread="{thread}">'
