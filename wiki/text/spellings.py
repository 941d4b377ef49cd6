"""Words replaced one for one by words spelled almost alike ("organisation", "organization").

Only between words that are partners, and never where a number changed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from wiki.text.leftover import Leftover
from wiki.text.sequence import Match

_DIGITS = re.compile(r"\d+")
MOST_WORDS = 8


def pairs(before: Leftover, after: Leftover) -> Iterator[tuple[int, int, int]]:
    """Yield the numbers of two words spelled alike, and how many letters they share."""
    for lost, new in _gaps(before, after):
        old_words = [i for i in lost if before.letters[i]]
        new_words = [j for j in new if after.letters[j]]
        if len(old_words) == len(new_words) <= MOST_WORDS:
            for i, j in zip(old_words, new_words, strict=True):
                if shared := _shared(before.words[i], after.words[j]):
                    if lost.start - 1 in before.moved:
                        before.moved.add(i)
                    yield i, j, shared


def _gaps(before: Leftover, after: Leftover) -> Iterator[tuple[range, range]]:
    """Words without partners between two that have them, on both sides."""
    paired: list[Match] = [(i, j) for i, j in enumerate(before.partners) if j >= 0]
    for (i, j), (i_next, j_next) in pairwise(paired):
        lost, new = range(i + 1, i_next), range(j + 1, j_next)
        if lost and new and all(after.partners[k] < 0 for k in new):
            yield lost, new


def _shared(old: str, new: str) -> int:
    """How many letters two words have in common at their ends; 0 where that is less than half."""
    if _DIGITS.findall(old) != _DIGITS.findall(new):
        return 0
    shorter = min(len(old), len(new))
    head = 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head + tail if (head + tail) * 2 >= max(len(old), len(new)) else 0
