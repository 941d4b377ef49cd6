"""The blocks of a text that somebody writes other words for, or the place between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import blocks, edits, revisions
from wiki.domain.edits import WordsEdit
from wiki.domain.passages import offset_of
from wiki.errors import Invalid, NotFound
from wiki.models import Text
from wiki.web import addresses, forms


@dataclass(frozen=True, slots=True)
class Chosen:
    """Blocks of revision `base` from position `first` on; a count of 0 is the place before it.

    `words` is their Markdown, `above` the source before them; `follows` says whether a block comes
    after them. `labels` are the numbers readers see of the first and the last one.
    """

    base: int
    first: int
    count: int
    words: str
    above: str
    follows: bool
    labels: tuple[str, ...] = ()

    def edit(self, text: Text, typed: str) -> WordsEdit:
        """Return the edit that puts typed words here, fitted to their place."""
        words = edits.fitted(typed, before=self.words, above=self.above, follows=self.follows)
        return WordsEdit(text, self.base, self.first, self.count, words)


def asked(text: Text) -> Chosen | None:
    """Return what the address asks for (`first` and `last`, or `place`), None without or wrong."""
    place = addresses.number("place")
    first = addresses.number("first")
    try:
        if place is not None:
            return of(text.source, text.head, place, 0)
        if first is not None:
            last = addresses.number("last", first)
            return of(text.source, text.head, first, last - first + 1) if last >= first else None
    except Invalid:
        return None
    return of(text.source, text.head, 0, 0) if not text.source.strip() else None


def sent(db: Session, text: Text, suffix: str = "") -> Chosen:
    """Return what a form says it is about; refuses with Invalid what no revision holds."""
    with forms.gathering():
        base = forms.number(f"base{suffix}", lowest=1)
        first, count = forms.number(f"first_block{suffix}"), forms.number(f"block_count{suffix}")
    try:
        return of(revisions.source_at(db, text, base), base, first, count)
    except (NotFound, Invalid):
        raise Invalid(f"words{suffix}", "no_such_block") from None


def of(source: str, base: int, first: int, count: int) -> Chosen:
    """Return blocks of a source by position; refuses with Invalid what isn't there."""
    split = blocks.split(source)
    last = first + count
    if first < 0 or count < 0 or last > len(split):
        raise Invalid("words", "no_such_block")
    start, end = offset_of(split, first), offset_of(split, last)
    numbers = [str(block.number) for block in split[first:last] if block.number]
    return Chosen(
        base,
        first,
        count,
        source[start:end],
        source[:start],
        last < len(split),
        tuple(dict.fromkeys([*numbers[:1], *numbers[-1:]])),
    )


def to_choose_from(text: Text, *, unseen: bool = False) -> list[dict[str, Any]]:
    """Return the blocks of a text as it stands; `unseen` adds those that readers don't see."""
    return [
        {
            "position": row.position,
            "number": row.number,
            "kind": row.kind,
            "html": row.html,
            "source": text.source[row.start : row.end],
        }
        for row in text.blocks
        if row.html or (unseen and row.kind != "blank")
    ]
