"""A redline folded: what stays the same between changes stands aside, so that changes are found.

Nothing is left out: what is folded is still there, and is counted in paragraphs: what stands
between blank lines. That is found without reading the Markdown, which takes longer than comparing.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from wiki.text.pieces import Piece, sides

_BLANK = re.compile(r"\n(?:[ \t]*\n)++")

FEWEST = 2
"""A single paragraph is read as fast as the line that would stand for it."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a redline to show, or one of so many paragraphs that stay as they were."""

    pieces: tuple[Piece, ...]
    unchanged: int = 0


def fold(pieces: Sequence[Piece]) -> list[Stretch]:
    """Return a redline in stretches, which together hold all of its text.

    A paragraph that touches a change is shown; so are all where nothing changes.
    """
    if all(piece.op == "equal" for piece in pieces):
        return [Stretch(tuple(pieces))]
    _, after = sides(pieces)
    edges = sorted({0, *(blank.end() for blank in _BLANK.finditer(after)), len(after)})
    found: list[Stretch] = []
    shown: list[Piece] = []
    at = 0
    for piece in pieces:
        end = at + (len(piece.text) if piece.op != "delete" else 0)
        first, last = piece is pieces[0], piece is pieces[-1]
        inside = edges[bisect_left(edges, at + 1 - first) : bisect_left(edges, end + last)]
        if piece.op == "equal" and len(inside) > FEWEST:
            start, stop = inside[0] - at, inside[-1] - at
            shown += _equal(piece.text[:start])
            found += [Stretch(tuple(shown))] if shown else []
            found.append(Stretch((Piece("equal", piece.text[start:stop]),), len(inside) - 1))
            shown = _equal(piece.text[stop:])
        else:
            shown.append(piece)
        at = end
    return [*found, Stretch(tuple(shown))] if shown else found


def _equal(text: str) -> list[Piece]:
    return [Piece("equal", text)] if text else []
