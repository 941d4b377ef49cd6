"""Pieces grouped into changes: what can be taken or left one by one, and what moved."""

from collections.abc import Iterable
from itertools import groupby
from typing import NamedTuple

from wiki.text.pieces import Piece, sides
from wiki.text.relocations import relocated


class Change(NamedTuple):
    """One separable change: characters [start, end) of the text before give way to `after`.

    Numbered from 1 in order. `before` is what stood there; one of the two may be empty.
    """

    number: int
    start: int
    end: int
    before: str
    after: str


def changes(pieces: Iterable[Piece]) -> list[Change]:
    """Return the changes in order; a deletion and the insertion beside it are one change."""
    found: list[Change] = []
    at = 0
    for stays, group in groupby(pieces, lambda piece: piece.op == "equal"):
        run = list(group)
        before, after = sides(run)
        if not stays:
            found.append(Change(len(found) + 1, at, at + len(before), before, after))
        at += len(before)
    return found


def take(pieces: Iterable[Piece], chosen: set[int]) -> str:
    """Return the text with the changes of these numbers made and all others left as before."""
    parts, number = [], 0
    for stays, group in groupby(pieces, lambda piece: piece.op == "equal"):
        before, after = sides(group)
        number += not stays
        parts.append(after if not stays and number in chosen else before)
    return "".join(parts)


def moves(found: Iterable[Change]) -> dict[int, int]:
    """Return by the number of what comes elsewhere the number of what goes for it."""
    listed = list(found)
    return relocated(
        {change.number: change.before for change in listed if not change.after.strip()},
        {change.number: change.after for change in listed if not change.before.strip()},
    )
