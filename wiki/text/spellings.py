"""Words replaced one for one by words spelled almost alike ("organisation", "organization").

Only between words that are partners, and never where a number changed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from wiki.text import sequence
from wiki.text.leftover import Leftover
from wiki.text.sequence import Match

_DIGITS = re.compile(r"\d+")
MOST_WORDS = 8


def pairs(before: Leftover, after: Leftover) -> Iterator[tuple[int, int, Match]]:
    """Yield the numbers of two words spelled alike, and how much of both ends they share."""
    for lost, new in _gaps(before, after):
        old_words = [i for i in lost if before.letters[i]]
        new_words = [j for j in new if after.letters[j]]
        if len(old_words) == len(new_words) <= MOST_WORDS:
            for i, j in zip(old_words, new_words, strict=True):
                alike = _alike(before.words[i], after.words[j])
                if alike is not None:
                    if lost.start - 1 in before.moved:
                        before.moved.add(i)
                    yield i, j, alike


def _gaps(before: Leftover, after: Leftover) -> Iterator[tuple[range, range]]:
    """Words without partners between two that have them, on both sides."""
    paired: list[Match] = [(i, j) for i, j in enumerate(before.partners) if j >= 0]
    for (i, j), (i_next, j_next) in pairwise(paired):
        lost, new = range(i + 1, i_next), range(j + 1, j_next)
        if lost and new and all(after.partners[k] < 0 for k in new):
            yield lost, new


def _alike(old: str, new: str) -> Match | None:
    """How many characters two words share at their starts and ends; None for less than half."""
    if _DIGITS.findall(old) != _DIGITS.findall(new):
        return None
    head, tail = sequence.ends(old, new)
    return (head, tail) if (head + tail) * 2 >= max(len(old), len(new)) else None
