"""Ten passages of a real text: selected as in a browser, and judged where they stand at the end.

The judging is its own: it counts letters and copies, and asks nothing of the program but the place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import blocks
from wiki.domain.passages import Passage, Selection, located
from wiki.models import Anchor, Contribution, ContributionKind, Placement, Text
from wiki.text import visible

COUNT = 10
WORDS = (1, 3, 4, 6, 9, 12, 2, 5, 7, 20)
"""How many words each of the passages has, as far as its block has them."""

WORD = re.compile(r"\w+")


class Misplaced(Exception):
    """A comment stands where it must not."""


def chosen(text: Text) -> list[Passage]:
    """Return ten passages spread over a text, each found from what a browser would send."""
    split = blocks.split(text.source)
    shown = [visible.of(block).text for block in split]
    speaking = [n for n, words in enumerate(shown) if WORD.search(words)]
    picked = []
    for number, count in enumerate(WORDS[:COUNT]):
        position = speaking[number * len(speaking) // COUNT]
        start, end = _stretch(shown[position], count, number)
        selection = Selection(
            position,
            position,
            _utf16(shown[position][:start]),
            _utf16(shown[position][:end]),
            shown[position][start:end],
        )
        picked.append(located(split, selection))
    return picked


def _stretch(words: str, count: int, number: int) -> tuple[int, int]:
    found = list(WORD.finditer(words))
    count = min(count, len(found))
    first = number * (len(found) - count) // COUNT
    return found[first].start(), found[first + count - 1].end()


def _utf16(words: str) -> int:
    return len(words.encode("utf-16-le")) // 2


def judged(db: Session, text: Text) -> dict[str, int]:
    """Return how many comments are in which state. Raises Misplaced where one is wrong."""
    query = (
        select(Placement)
        .join(Placement.anchor)
        .join(Anchor.contribution)
        .where(Contribution.kind == ContributionKind.THREAD, Placement.number == text.head)
    )
    placed: Sequence[Placement] = db.scalars(query).unique().all()
    if len(placed) != COUNT:
        raise Misplaced(f"{len(placed)} of {COUNT} comments have a place")
    for placement in placed:
        _judge(text.source, placement)
    return dict(Counter(placement.state for placement in placed))


def _judge(source: str, placement: Placement) -> None:
    quote = placement.anchor.quote
    words = source[placement.start : placement.end] if placement.start is not None else ""
    match placement.state:
        case "same":
            right = words == quote
        case "reworded":
            right = kept_letters(quote, words) * 2 >= len(letters(quote))
        case _:
            right = placement.start is None and copies(source, quote) != 1
    if not right:
        raise Misplaced(f"{placement.state}: {quote!r} at {words!r}")


def letters(words: str) -> str:
    """Return the letters and digits of some words."""
    return "".join(character for character in words if character.isalnum())


def copies(source: str, quote: str) -> int:
    """Return how often a quote stands in a source, also where copies overlap."""
    return len(re.findall(f"(?={re.escape(quote)})", source))


def kept_letters(quote: str, words: str) -> int:
    """Return the length of the longest common subsequence of the letters (Wagner-Fischer)."""
    before, after = letters(quote), letters(words)
    row = [0] * (len(after) + 1)
    for letter in before:
        previous = row
        row = [0]
        for position, other in enumerate(after):
            longer = previous[position] + 1 if letter == other else 0
            row.append(max(longer, previous[position + 1], row[-1]))
    return row[-1]
