"""The rows of a text's blocks: rendered, in order, each with an id that outlives revisions."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, insert, select
from sqlalchemy.orm import Session

from wiki.domain import plain
from wiki.models import Block, Revision, Text, new_id
from wiki.text import blocks as cut
from wiki.text import visible
from wiki.text.matching import Match

_ADD = insert(cast(Table, Block.__table__))
_IDS = select(Revision.block_ids).where(
    Revision.text_id == bindparam("text"), Revision.number == bindparam("number")
)
# Built once, since every revision asks them.


class Span(NamedTuple):
    """Where a block stands in the source, in code points."""

    block_id: str
    start: int
    end: int


@lru_cache(maxsize=256)
def split(source: str) -> tuple[cut.Block, ...]:
    """Return the blocks of a source, remembered for the next one who asks."""
    return tuple(cut.split(source))


def seen(source: str) -> list[tuple[int, int | None, str]]:
    """Return the blocks a reader sees: position, number and visible words."""
    return [
        (position, block.number, visible.of(block).text)
        for position, block in enumerate(split(source))
        if block.is_seen
    ]


def spans(source: str, ids: Sequence[str]) -> list[Span]:
    """Return the places of a source's blocks under their ids."""
    places, start = [], 0
    for block, block_id in zip(split(source), ids, strict=True):
        places.append(Span(block_id, start, start + len(block.source)))
        start += len(block.source)
    return places


def spans_of(text: Text) -> list[Span]:
    """Return the places of a text's blocks as they stand now."""
    return [Span(block.id, block.start, block.end) for block in text.blocks]


def block_at(places: Iterable[Span], offset: int) -> str | None:
    """Return the id of the block that holds an offset, None in an empty text."""
    last = None
    for place in places:
        last = place.block_id
        if offset < place.end:
            break
    return last


def ids_at(db: Session, text: Text, number: int) -> list[str]:
    """Return the ids of a text's blocks at a revision, in order."""
    [row] = plain.rows(db, _IDS, {"text": text.id, "number": number})
    return list(row.block_ids)


def ids_after(matches: Iterable[Match], ids_before: Sequence[str], count: int) -> list[str]:
    """Return the ids of the blocks after a revision: a block that lives on keeps its id."""
    ids = [""] * count
    for match in matches:
        if match.after is not None and match.before is not None:
            ids[match.after] = ids_before[match.before]
    return [block_id or new_id() for block_id in ids]


def store(
    db: Session,
    text: Text,
    split_blocks: Sequence[cut.Block],
    html: Sequence[str],
    marked: Sequence[str],
    ids: Sequence[str],
) -> None:
    """Put the blocks of a text's new state in the place of those before, under their ids."""
    db.execute(delete(Block).where(Block.text_id == text.id))  # blocks already read go, too
    if split_blocks:
        rows = zip(split_blocks, html, marked, spans(text.source, ids), strict=True)
        plain.write(db, _ADD, [_row(text, at, *row) for at, row in enumerate(rows)])
    db.expire(text, ["blocks"])


def _row(
    text: Text, position: int, block: cut.Block, html: str, marked: str, span: Span
) -> dict[str, Any]:
    return {
        "id": span.block_id,
        "text_id": text.id,
        "position": position,
        "number": block.number,
        "kind": str(block.kind),
        "start": span.start,
        "end": span.end,
        "html": html,
        "marked_html": marked,
    }
