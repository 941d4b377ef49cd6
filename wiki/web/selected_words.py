"""The words that somebody had selected before opening the form for other words.

The address holds offsets into what the reader saw, as a comment's form does; never the words.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from sqlalchemy.orm import Session

from wiki.domain import blocks, passages, revisions
from wiki.models import Text
from wiki.web import addresses
from wiki.web.chosen_blocks import Chosen


@dataclass(frozen=True, slots=True)
class SelectedWords:
    """Where words lie: in the Markdown, and among the letters that readers see.

    `in_box` counts UTF-16 units, as browsers do; `in_letters` code points without white space.
    """

    in_box: tuple[int, int]
    in_letters: tuple[int, int]


def asked_of(db: Session, text: Text, chosen: Chosen) -> SelectedWords | None:
    """Return which of the chosen words the address names by `start` and `end`, None without."""
    start, end = addresses.number("start"), addresses.number("end")
    if start is None or end is None or not chosen.count:
        return None
    split = blocks.split(revisions.source_at(db, text, chosen.base))
    last = chosen.first + chosen.count - 1
    shown = passages.between(split, chosen.first, last, start, end)
    if shown is None:
        return None
    offset = len(chosen.above)
    units = [0, *accumulate(2 if letter > "\uffff" else 1 for letter in chosen.words)]
    return SelectedWords(
        (units[shown.start - offset], units[shown.end - offset]),
        (letters(shown.before), letters(shown.before) + letters(shown.words)),
    )


def letters(words: str) -> int:
    """Return how many characters of some words are no white space."""
    return sum(not character.isspace() for character in words)
