"""Which whole lines of a text stayed in the other, in order, and which lines are read together.

What changed inside a line is not decided here, nor what moved.
"""

import re
from collections.abc import Sequence
from itertools import accumulate

from wiki.text import sequence
from wiki.text.sequence import Match

_OPENS_UNIT = re.compile(r"[ \t]*(?:[-*+][ \t]|\d+[.)][ \t]|#|\||>|:|```|~~~)")
_SPOKEN = re.compile(r"[^\W_]")


def split(text: str) -> list[str]:
    """Return the lines with their line breaks; joined they are the text, always."""
    rows = text.split("\n")
    return [row + "\n" for row in rows[:-1]] + ([rows[-1]] if rows[-1] else [])


def speaks(row: str) -> bool:
    """Tell whether the line has a letter or digit; blank lines and rules look alike everywhere."""
    return _SPOKEN.search(row) is not None


def match(before: Sequence[str], after: Sequence[str]) -> list[Match]:
    """Return index pairs of equal lines, rising on both sides.

    Only lines that speak can anchor; blank lines and rules are matched where they touch a match.
    """
    at_before = [i for i, row in enumerate(before) if speaks(row)]
    at_after = [j for j, row in enumerate(after) if speaks(row)]
    anchors = [
        (at_before[i], at_after[j])
        for i, j in sequence.patient([before[i] for i in at_before], [after[j] for j in at_after])
    ]
    matches = list(anchors)
    for i, i_end, j, j_end in sequence.gaps(anchors, len(before), len(after)):
        head, tail = sequence.ends(before[i:i_end], after[j:j_end])
        matches += ((i + k, j + k) for k in range(head))
        matches += ((i_end - k, j_end - k) for k in range(1, tail + 1))
        if i_end - i == j_end - j:
            middle = range(head, i_end - i - tail)
            matches += _same_shape(before, after, [(i + k, j + k) for k in middle])
    return sorted(matches)


def _same_shape(before: Sequence[str], after: Sequence[str], pairs: list[Match]) -> list[Match]:
    """Return the pairs of blank lines and rules, if lines that speak pair up with such alone.

    Paragraphs rewritten one by one are then apart, as a reader sees them.
    """
    bare = [(i, j) for i, j in pairs if not speaks(before[i]) or not speaks(after[j])]
    return bare if all(before[i] == after[j] for i, j in bare) else []


def units(rows: Sequence[str]) -> list[int]:
    """Return for each line the number of its paragraph, list item, heading or table row."""
    return list(accumulate(_opens(rows, at) for at in range(len(rows))))


def _opens(rows: Sequence[str], at: int) -> bool:
    if not at:
        return False
    previous = rows[at - 1]
    return not previous.strip() or previous.startswith("#") or opens_unit(rows[at])


def opens_unit(row: str) -> bool:
    """Tell whether the line starts a list item, heading, table row, quotation or code block."""
    return bool(_OPENS_UNIT.match(row))
