"""The part of a text to show for what somebody looked for, with the words that were found."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, islice, takewhile
from typing import NamedTuple

from wiki.text import findable
from wiki.text.asked import Asked
from wiki.text.findable import Word

LENGTH = 180
"""How many characters are shown, give or take a word."""

BEFORE = 50
"""How many of them stand before the first words that were found."""

MORE = "…"

_BETWEEN_CELLS = re.compile(r"(?<=[^\s.,;:!?…])[ \t]*\n\s*(?=[^\W_a-zà-ÿ])")
"""A line end after no sentence and before a capital or number."""


class Part(NamedTuple):
    """A stretch of an excerpt, and whether it was looked for."""

    text: str
    is_found: bool


MOST_PLACES = 100
"""So many places are looked at for the best stretch."""


class Span(NamedTuple):
    """Where words that were looked for stand, in code points, and by which term."""

    start: int
    end: int
    term: int = 0


def spans(text: str, asked: Asked, language: str) -> Iterator[Span]:
    """Give the places of all that was looked for, in order, none over another."""
    return _joined(_found(findable.words(text), asked, language))


def excerpt(text: str, asked: Asked, language: str, *, length: int = LENGTH) -> tuple[Part, ...]:
    """Return the stretch of a text with most of what was looked for, in parts.

    Line ends become blanks, and those that seem to part cells or items semicolons; what is left
    out before or after it shows as an ellipsis.
    """
    flat = " ".join(_BETWEEN_CELLS.sub("; ", text).split())
    found = spans(flat, asked, language)
    looked_at = list(islice(found, MOST_PLACES))
    start = _start(flat, looked_at, length)
    end = _end(flat, start, length)
    near = takewhile(lambda span: span.start < end, chain(looked_at, found))
    inside = [span for span in near if start <= span.start and span.end <= end]
    parts = list(_parts(flat, start, end, inside))
    before = [Part(f"{MORE} ", is_found=False)] if start else []
    after = [Part(f"\u00a0{MORE}", is_found=False)] if end < len(flat) else []
    return tuple(before + parts + after)


def _found(words: list[Word], asked: Asked, language: str) -> Iterator[Span]:
    for place in range(len(words)):
        counts = [term.is_in(words, place, language) for term in asked.terms]
        most = max(counts, default=0)
        if most:
            yield Span(words[place].start, words[place + most - 1].end, counts.index(most))


def _joined(found: Iterable[Span]) -> Iterator[Span]:
    last: Span | None = None
    for span in found:
        if last is None or span.start >= last.end:
            if last is not None:
                yield last
            last = span
        else:
            last = Span(last.start, max(last.end, span.end), last.term)
    if last is not None:
        yield last


def _start(flat: str, found: list[Span], length: int) -> int:
    """Return where an excerpt begins: at the first place that has the most terms close by."""
    if not found or len(flat) <= length:
        return 0
    first = max(found, key=lambda one: _richness(found, one, length - BEFORE))
    start = min(max(0, first.start - BEFORE), max(0, len(flat) - length))
    if start == 0:
        return 0
    blank = flat.find(" ", start, first.start)
    return blank + 1 if blank >= 0 else first.start


def _richness(found: list[Span], first: Span, room: int) -> tuple[int, int]:
    """Return how many terms stand within a stretch, and at how many places."""
    near = [one.term for one in found if first.start <= one.start and one.end <= first.start + room]
    return len(set(near)), len(near)


def _end(flat: str, start: int, length: int) -> int:
    if len(flat) - start <= length:
        return len(flat)
    blank = flat.rfind(" ", start, start + length + 1)
    return blank if blank > start else start + length


def _parts(flat: str, start: int, end: int, found: list[Span]) -> Iterator[Part]:
    place = start
    for span in found:
        if span.start > place:
            yield Part(flat[place : span.start], is_found=False)
        yield Part(flat[span.start : span.end], is_found=True)
        place = span.end
    if place < end:
        yield Part(flat[place:end], is_found=False)
