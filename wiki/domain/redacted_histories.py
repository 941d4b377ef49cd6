"""The history of a text without some words: every state, and all that quotes one or hangs on it.

A history is replayed twice, each state once: first for what quotes it, then it is written anew.
One that is damaged is refused, or its damage would get a hash that fits.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple, cast

from sqlalchemy import Row, Table, bindparam, select, update
from sqlalchemy.orm import Session

from wiki.domain import adopted_words, blocks, plain, reactions, redacted_quotes, revisions
from wiki.domain.redacted_search import Place, Search
from wiki.domain.search_index import Was
from wiki.models import Anchor, Edit, Placement, Revision, Text
from wiki.text import blocks as cut
from wiki.text import delta, diff
from wiki.text.anchors import State
from wiki.text.redaction import Redacted

_REVISIONS = cast(Table, Revision.__table__)
_PLACEMENTS = cast(Table, Placement.__table__)
_OF_TEXT = Revision.text_id == bindparam("text")
_SOME = (
    select(_REVISIONS)
    .where(
        _REVISIONS.c.text_id == bindparam("text"),
        _REVISIONS.c.number.between(bindparam("first"), bindparam("last")),
    )
    .order_by(_REVISIONS.c.number)
)
_PLACED = select(
    _PLACEMENTS.c.anchor_id, _PLACEMENTS.c.state, _PLACEMENTS.c.start, _PLACEMENTS.c.end
).where(
    _PLACEMENTS.c.text_id == bindparam("text"),
    _PLACEMENTS.c.number == bindparam("number"),
    _PLACEMENTS.c.start.is_not(None),
)
_WRITTEN = ("title", "summary", "keyframe", "delta", "sha256", "block_ids", "redacted_on")
_WRITE = (
    update(_REVISIONS)
    .where(_REVISIONS.c.id == bindparam("written"))
    .values({name: bindparam(name) for name in _WRITTEN})
)
_SET_PLACE = (
    update(_PLACEMENTS)
    .where(_PLACEMENTS.c.anchor_id == bindparam("of"), _PLACEMENTS.c.number == bindparam("on"))
    .values({name: bindparam(name) for name in ("state", "start", "end")})
)
_SET_BLOCK = (
    update(_PLACEMENTS)
    .where(_PLACEMENTS.c.anchor_id == bindparam("of"), _PLACEMENTS.c.number == bindparam("on"))
    .values(block_id=bindparam("block"))
)
# Built once, since every state asks them.


class Step(NamedTuple):
    """A stored state: its row, its words, and these without the ones to take out."""

    row: Row[Any]
    source: str
    redacted: Redacted
    is_changed: bool


@dataclass(slots=True)
class Forgotten:
    """What was changed about one text: numbers of revisions, passages, and ids for the audit."""

    numbers: set[int] = field(default_factory=set)
    anchors: set[str] = field(default_factory=set)
    about: set[str] = field(default_factory=set)


def steps(db: Session, text: Text, search: Search) -> Iterator[Step]:
    """Give every state of a text in order; raises revisions.Damaged at one that doesn't fit.

    Rows are read some at a time, so that those already given can be written meanwhile.
    """
    source = ""
    for first in range(1, text.head + 1, revisions.KEYFRAME_EVERY):
        last = first + revisions.KEYFRAME_EVERY - 1
        rows = plain.rows(db, _SOME, {"text": text.id, "first": first, "last": last})
        if [row.number for row in rows] != list(range(first, min(last, text.head) + 1)):
            raise revisions.Damaged(text, first)
        for row in rows:
            source = _replayed(text, row, source)
            redacted = search.find(source, text.language)
            words = row.title, row.summary
            is_changed = bool(redacted.places) or any(map(search.wanted.is_in, words))
            yield Step(row, source, redacted, is_changed)


def _replayed(text: Text, row: Row[Any], before: str) -> str:
    try:
        source = revisions.source_after(before, row.keyframe, row.delta)
    except delta.Broken:
        raise revisions.Damaged(text, row.number) from None
    if revisions.digest(source) != row.sha256:
        raise revisions.Damaged(text, row.number)
    return source


def found(db: Session, text: Text, search: Search) -> Iterator[Place]:
    """Give what holds the words: states, titles, summaries, quotes and suggested words."""
    for step in steps(db, text, search):
        for kind, words in (("title", step.row.title), ("summary", step.row.summary)):
            yield from search.place(kind, words)
        yield from search.place("revision", step.source)
    for quoted in redacted_quotes.all_of(db, text):
        yield from redacted_quotes.found(quoted, search)


def redact(db: Session, text: Text, search: Search, *, on: date) -> Forgotten:
    """Take the words out of every state of a text, and out of all that hangs on one."""
    forgotten = Forgotten()
    hanging: dict[int, list[Anchor | Edit]] = defaultdict(list)
    for quoted in redacted_quotes.all_of(db, text):
        hanging[redacted_quotes.number_of(quoted)].append(quoted)
    for step in steps(db, text, search):
        if step.is_changed:
            forgotten.numbers.add(step.row.number)
        for quoted in hanging[step.row.number]:
            if redacted_quotes.redact(db, quoted, step.source, step.redacted, search):
                forgotten.anchors |= {quoted.id} if isinstance(quoted, Anchor) else set()
                forgotten.about |= {quoted.id, redacted_quotes.contribution_of(quoted)}
    db.flush()
    if forgotten.numbers:
        forgotten.about |= {text.id, text.section_id}
    if forgotten.numbers or forgotten.anchors:
        every = (one for some in hanging.values() for one in some)
        quotes = {one.id: one.quote for one in every if isinstance(one, Anchor)}
        _write(db, text, search, forgotten, quotes, on)
    return forgotten


def _write(
    db: Session,
    text: Text,
    search: Search,
    forgotten: Forgotten,
    quotes: dict[str, str],
    on: date,
) -> None:
    """Write every state anew that changes, or follows one that does, and the places on it."""
    before, numbers = "", forgotten.numbers
    for step in steps(db, text, search):
        number, now = step.row.number, step.redacted.text
        ids = list(step.row.block_ids)
        if number in numbers or number - 1 in numbers:
            ids = _ids_after(step, ids)
            plain.write(db, _WRITE, _row(step, text, search, before, ids, on))
        if step.redacted.places:
            adopted_words.move(db, step.row.id, step.redacted.moved)
        if step.redacted.places or forgotten.anchors:
            _move_places(db, text, step, quotes)
        if ids != list(step.row.block_ids):
            _move_into_blocks(db, text, step, ids)
        before = now
        if number == text.head and number in numbers:
            _write_head(db, text, search, step.redacted)
            was = Was(split=blocks.split(step.source), ids=step.row.block_ids)
            reactions.outdate(db, text, was, blocks.split(now), ids)


def _row(
    step: Step, text: Text, search: Search, before: str, ids: list[str], on: date
) -> dict[str, Any]:
    row, now = step.row, step.redacted.text
    whole = row.keyframe is not None
    return {
        "written": row.id,
        "title": search.line(row.title, text.language),
        "summary": search.redact(row.summary, text.language),
        "keyframe": now if whole else None,
        "delta": None if whole else delta.of(diff.finest(before, now)),
        "sha256": revisions.digest(now),
        "block_ids": ids,
        "redacted_on": on if step.is_changed else row.redacted_on,
    }


def _ids_after(step: Step, ids: list[str]) -> list[str]:
    """Return the ids of a state's blocks: the same, unless words were what made them blocks."""
    if not step.redacted.places:
        return ids
    now = blocks.split(step.redacted.text)
    if len(now) == len(ids):
        return ids
    matches = cut.match(list(blocks.split(step.source)), list(now))
    return blocks.ids_after(matches, ids, len(now))


def _move_places(db: Session, text: Text, step: Step, quotes: dict[str, str]) -> None:
    """Move the places on one state along with its words."""
    placed = plain.rows(db, _PLACED, {"text": text.id, "number": step.row.number})
    moved = []
    for anchor_id, state, start, end in placed:
        first, last = step.redacted.moved(start, end)
        same = step.redacted.text[first:last] == quotes[anchor_id]
        now = State.SAME.value if same else State.REWORDED.value
        if (first, last, now) != (start, end, state):
            place = {"state": now, "start": first, "end": last}
            moved.append({"of": anchor_id, "on": step.row.number, **place})
    if moved:
        plain.write(db, _SET_PLACE, moved)


def _move_into_blocks(db: Session, text: Text, step: Step, ids: Sequence[str]) -> None:
    spans = blocks.spans(step.redacted.text, ids)
    placed = plain.rows(db, _PLACED, {"text": text.id, "number": step.row.number})
    moved = [
        {"of": row.anchor_id, "on": step.row.number, "block": blocks.block_at(spans, row.start)}
        for row in placed
    ]
    if moved:
        plain.write(db, _SET_BLOCK, moved)


def _write_head(db: Session, text: Text, search: Search, redacted: Redacted) -> None:
    """Write the newest state of a text; its blocks are rendered with the revision that follows."""
    db.refresh(text, ["credits"])
    lengths = redacted.lengths(length for length, *_ in text.credits)
    sources = (source for _, *source in text.credits)
    text.credits = [[length, *source] for length, source in zip(lengths, sources, strict=True)]
    text.source, text.sha256 = redacted.text, revisions.digest(redacted.text)
    text.title = search.line(text.title, text.language)
    db.flush()
