"""Which words of a proposal stand in the text that was made of it, by position.

The text a proposal wants holds the words it brings at known places. Whatever else came into the
text that was made, these words are found there again: first where the two texts align, then among
what the alignment left over, since what reads best is not always what was kept longest.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from wiki.text import tokens
from wiki.text.alignment import align
from wiki.text.pieces import Piece, sides


class Brought(NamedTuple):
    """Characters [start, end) of a wanted text that the change of this number brings."""

    change: int
    start: int
    end: int


class Run(NamedTuple):
    """Characters [start, end) of a text that the change of this number brought.

    `offset` says where they stand in the words that the change brings.
    """

    start: int
    end: int
    change: int
    offset: int


class _Stretch(NamedTuple):
    """Characters of the wanted text and where they stand in the one that was made."""

    wanted: int
    made: int
    length: int


def brought(pieces: Iterable[Piece], chosen: Collection[int] | None, at: int) -> list[Brought]:
    """Return what the chosen changes (all without a choice) bring, in a text with them taken.

    `at` is where the pieces begin in that text.
    """
    found, number = [], 0
    for stays, group in groupby(pieces, lambda piece: piece.op == "equal"):
        before, after = sides(group)
        number += not stays
        is_taken = not stays and (chosen is None or number in chosen)
        if is_taken and after:
            found.append(Brought(number, at, at + len(after)))
        at += len(after) if stays or is_taken else len(before)
    return found


def runs(wanted: str, words: Sequence[Brought], made: str) -> list[Run]:
    """Return where the words that a wanted text brings stand in the text that was made of it."""
    if wanted == made:
        return [Run(one.start, one.end, one.change, 0) for one in words]
    kept, gone, new = _aligned(wanted, made)
    found = [*_within(words, kept), *_within(words, _left_over(gone, new))]
    return list(_joined(sorted(found)))


def _aligned(
    wanted: str, made: str
) -> tuple[list[_Stretch], list[tuple[int, str]], list[tuple[int, str]]]:
    """Return what stayed, what the made text lacks and what it has beside, each with its place."""
    kept, gone, new = [], [], []
    i = j = 0
    for step in align(wanted, made):
        stays, deleted, inserted = (
            "".join(part) for part in (step.kept, step.deleted, step.inserted)
        )
        kept.append(_Stretch(i, j, len(stays)))
        i, j = i + len(stays), j + len(stays)
        gone.append((i, deleted))
        new.append((j, inserted))
        i, j = i + len(deleted), j + len(inserted)
    return kept, gone, new


def _left_over(
    gone: Iterable[tuple[int, str]], new: Iterable[tuple[int, str]]
) -> Iterator[_Stretch]:
    """Yield the words that stand on both sides outside the alignment, each once, in order."""
    places = defaultdict(list)
    for at, word in _words(new):
        places[word].append(at)
    for at, word in _words(gone):
        if places[word]:
            yield _Stretch(at, places[word].pop(0), len(word))


def _words(stretches: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for at, text in stretches:
        for token in tokens.split(text):
            if tokens.letters(token):
                yield at, token
            at += len(token)


def _within(words: Sequence[Brought], stretches: Iterable[_Stretch]) -> Iterator[Run]:
    """Yield the parts of stretches that were brought."""
    for stretch in stretches:
        last = stretch.wanted + stretch.length
        for one in words:
            start, end = max(one.start, stretch.wanted), min(one.end, last)
            if start < end:
                shift = stretch.made - stretch.wanted
                yield Run(start + shift, end + shift, one.change, start - one.start)


def _joined(found: Iterable[Run]) -> Iterator[Run]:
    """Join neighbouring runs of one change that follow each other there, too."""
    last: Run | None = None
    for run in found:
        if last is None:
            last = run
        elif (
            run.start == last.end
            and run.change == last.change
            and run.offset == last.offset + last.end - last.start
        ):
            last = last._replace(end=run.end)
        else:
            yield last
            last = run
    if last is not None:
        yield last
