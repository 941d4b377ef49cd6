"""Finds in a redline what goes at one place and comes at another, in the same words or nearly."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import ClassVar

from wiki.text.pieces import Piece, words

FEWEST_WORDS = 3
FEWEST_LETTERS = 12
"""Less may go here and come there by chance."""

LIKE = 0.8
"""What moved and changed shares this much of its letters, white space aside, with what went."""

MOST_PAIRS = 500
"""Where more could have become each other, only what moved unchanged is found."""


@dataclass(slots=True)
class Moved(Piece):
    """A deletion or insertion of words that moved; of an insertion, `pieces` is what became them.

    Joined, their equal and insert are its text.
    """

    moved: ClassVar[bool] = True

    pieces: tuple[Piece, ...] = ()


def with_moves(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces, those that moved as `Moved`."""
    gone, come = _alone(pieces, "delete"), _alone(pieces, "insert")
    moved = relocated(gone, come)
    shown: dict[int, Piece] = {at: Moved("delete", gone[at]) for at in moved.values()}
    for at, origin in moved.items():
        shown[at] = Moved("insert", come[at], tuple(became(gone[origin], come[at])))
    return [shown.get(at, piece) for at, piece in enumerate(pieces)]


def relocated(gone: Mapping[int, str], come: Mapping[int, str]) -> dict[int, int]:
    """Return by the key of each text that came the key of the one that went for it, used once."""
    old, new = _said(gone), _said(come)
    found = dict(_unchanged(old, new))
    for key, origin in found.items():
        del new[key], old[origin]
    if len(old) * len(new) <= MOST_PAIRS:
        found |= _reworded(old, new)
    return found


def _alone(pieces: Sequence[Piece], op: str) -> dict[int, str]:
    """Return the texts, by place, that go or come with nothing in their stead."""
    beside = [None, *pieces, None]
    return {
        at: piece.text
        for at, (before, piece, after) in enumerate(zip(beside, pieces, beside[2:], strict=False))
        if piece.op == op and _replaces_nothing(before) and _replaces_nothing(after)
    }


def _replaces_nothing(beside: Piece | None) -> bool:
    return beside is None or beside.op == "equal" or beside.text.isspace()


def _said(texts: Mapping[int, str]) -> dict[int, tuple[str, ...]]:
    said = {key: tuple(text.split()) for key, text in texts.items()}
    return {
        key: found
        for key, found in said.items()
        if len(found) >= FEWEST_WORDS and sum(map(len, found)) >= FEWEST_LETTERS
    }


def _unchanged(
    old: Mapping[int, tuple[str, ...]], new: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, int]]:
    origins = {said: key for key, said in old.items()}
    for key, said in new.items():
        if said in origins:
            yield key, origins.pop(said)


def _reworded(
    old: Mapping[int, tuple[str, ...]], new: Mapping[int, tuple[str, ...]]
) -> dict[int, int]:
    """Return the likest pairs, of equals the first."""
    gone = {key: Counter(said) for key, said in old.items()}
    come = {key: Counter(said) for key, said in new.items()}
    pairs = [(-_likeness(gone[one], come[other]), other, one) for one, other in product(gone, come)]
    found: dict[int, int] = {}
    for unlikeness, key, origin in sorted(pairs):
        if -unlikeness >= LIKE and key in come and origin in gone:
            found[key] = origin
            del come[key], gone[origin]
    return found


def _likeness(old: Counter[str], new: Counter[str]) -> float:
    return _length(old & new) / max(_length(old), _length(new))


def _length(said: Counter[str]) -> int:
    return sum(len(word) * count for word, count in said.items())


def became(old: str, new: str) -> Iterator[Piece]:
    """Yield what became of words that moved; white space around them is that of the new place."""
    bare = new.strip()
    head, tail = new.partition(bare)[::2]
    yield from (Piece("equal", head),) if head else ()
    yield from words(old.strip(), bare)
    yield from (Piece("equal", tail),) if tail else ()
