"""The blocks of a text that somebody writes other words for, or the place between two."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import blocks, edit_places, edits, revisions
from wiki.domain.edit_places import EditPlace
from wiki.domain.edits import WordsEdit
from wiki.domain.passages import offset_of
from wiki.errors import Invalid, NotFound
from wiki.models import Text
from wiki.web import addresses, forms


@dataclass(frozen=True, slots=True)
class Chosen:
    """Blocks of revision `base` from position `first` on; a count of 0 is the place before it.

    `words` is their Markdown, `above` the source before them; `follows` says whether a block comes
    after them. `place` holds the numbers that readers see there. `has_table`: its signs are typed.
    """

    base: int
    first: int
    count: int
    words: str
    above: str
    follows: bool
    place: EditPlace
    has_table: bool

    def edit(self, text: Text, typed: str) -> WordsEdit:
        """Return the edit that puts typed words here, fitted to their place."""
        words = edits.fitted(typed, before=self.words, above=self.above, follows=self.follows)
        return WordsEdit(text, self.base, self.first, self.count, words)


def asked(text: Text) -> Chosen | None:
    """Return what the address asks for (`first` and `last`, or `place`), None without or wrong.

    A range whose end comes first is taken the other way round.
    """
    return _asked(text.source, text.head)


def asked_of(db: Session, text: Text) -> Chosen | None:
    """Return what the address asks for of the revision `base`, or of the newest; else None."""
    base = addresses.number("base", text.head)
    try:
        return _asked(revisions.source_at(db, text, base), base)
    except NotFound:
        return None


def lasting_place(db: Session, text: Text, chosen: Chosen) -> str:
    """Return what names chosen blocks in later revisions too, wherever they stand by then.

    A place between two is named by the block before it.
    """
    ids = blocks.ids_at(db, text, chosen.base)
    if chosen.count:
        return f"{ids[chosen.first]}-{chosen.count}"
    return f"after-{ids[chosen.first - 1]}" if chosen.first else "start"


def _asked(source: str, base: int) -> Chosen | None:
    place = addresses.number("place")
    first = addresses.number("first")
    try:
        if place is not None:
            return of(source, base, place, 0)
        if first is not None:
            first, last = sorted((first, addresses.number("last", first)))
            return of(source, base, first, last - first + 1)
    except Invalid:
        return None
    return of(source, base, 0, 0) if not source.strip() else None


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
    return Chosen(
        base,
        first,
        count,
        source[start:end],
        source[:start],
        last < len(split),
        edit_places.of(split, first, count),
        any(block.kind == "table" for block in split[first:last]),
    )


def for_readers(text: Text, chosen: Chosen) -> str | None:
    """Return chosen blocks as readers see them now; None where the text has moved on since."""
    if chosen.base != text.head:
        return None
    last = chosen.first + chosen.count
    return "\n".join(row.html for row in text.blocks if chosen.first <= row.position < last)


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
