"""Cuts the words a reader sees into sentences, so that they can be counted and compared.

An abbreviation that ends in a full stop may part a sentence: it then counts as two short ones.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

_END = re.compile(r"[.!?…]++[\"'”’)\]]*+(?=\s++[^a-zà-ÿ]|\s*+\Z)|\0")
_LONGEST_ABBREVIATION = 8
_ABBREVIATED = re.compile(
    r"(?:\b(?:\w|e\.g|i\.e|etc|bijv|bv|art|nr|no|dr|prof|drs|mr|ca|p)\.)\Z", re.I
)
_WORD = re.compile(r"\w+(?:[-'’./]\w+)*")


class Sentence(NamedTuple):
    """A sentence, in its place, and how many words it has."""

    start: int
    end: int
    words: int


def split(text: str) -> list[Sentence]:
    """Return the sentences of visible words, in which U+0000 parts items and cells."""
    return [
        Sentence(start, end, len(_WORD.findall(text[start:end])))
        for start, end in _spans(text)
        if _WORD.search(text, start, end)
    ]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for mark in _END.finditer(text):
        if mark[0].startswith(".") and _ABBREVIATED.search(
            text, max(start, mark.start() - _LONGEST_ABBREVIATION), mark.start() + 1
        ):
            continue
        yield _trimmed(text, start, mark.end())
        start = mark.end()
    yield _trimmed(text, start, len(text))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip(" \n\0")), start + len(words.rstrip(" \n\0"))
