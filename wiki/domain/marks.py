"""The marks in a text that show which words people talk about, and which are defined.

They are put into the stored HTML whenever placements or terms are written, so that they show
without JavaScript and a page never computes them. Only open talk that everyone may see is marked.
Links to definitions are put first, so that marks of talk stand inside them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session

from wiki.domain import blocks, locks, plain, terms
from wiki.models import Anchor, Block, Contribution, ContributionKind, Placement, Text
from wiki.text import marks, term_marks, visible
from wiki.text.marks import Mark


class Unmarked(NamedTuple):
    """A block before it is marked: its code points in the source, and its HTML."""

    start: int
    end: int
    html: str


class Talked(NamedTuple):
    """Words that are talked about: code points, of a source or of a block, and by which thread."""

    start: int
    end: int
    thread: str


_SHOWN = (
    select(Block.id, Block.start, Block.end, Block.html, Block.marked_html)
    .where(Block.text_id == bindparam("text"))
    .order_by(Block.position)
)
_OPEN_PASSAGES = (
    select(Placement.start, Placement.end, Anchor.contribution_id)
    .join(Anchor, Anchor.id == Placement.anchor_id)
    .join(Contribution, Contribution.id == Anchor.contribution_id)
    .where(
        Placement.text_id == bindparam("text"),
        Placement.number == bindparam("head"),
        Placement.start.is_not(None),
        Anchor.whole_block.is_(False),
        Contribution.kind == ContributionKind.THREAD,
        Contribution.outcome.is_(None),
        Contribution.held_at.is_(None),
    )
    .order_by(Placement.start, Placement.end, Anchor.contribution_id)
)


def put(db: Session, text: Text, shown: Sequence[Unmarked]) -> list[str]:
    """Return the HTML of a text's blocks, marked from its terms and the placements on its head."""
    defined = terms.defined_for(db, text)
    linked = [term_marks.put(block.html, defined, text.language) for block in shown]
    found = plain.rows(db, _OPEN_PASSAGES, {"text": text.id, "head": text.head})
    inside = _inside(shown, [Talked(start or 0, end or 0, thread) for start, end, thread in found])
    split = blocks.split(text.source)
    return [
        marks.put(html, _visible(visible.of(split[at]), inside[at])) if at in inside else html
        for at, html in enumerate(linked)
    ]


def refresh(db: Session, text: Text) -> None:
    """Mark the blocks of a text anew.

    The text is locked and its blocks are read anew: those that others wrote since must not get
    their earlier words back.
    """
    locks.hold_text(db, text)
    rows = plain.rows(db, _SHOWN, {"text": text.id})
    marked = put(db, text, [Unmarked(row.start, row.end, row.html) for row in rows])
    for row, html in zip(rows, marked, strict=True):
        if row.marked_html != html:
            db.execute(update(Block).where(Block.id == row.id).values(marked_html=html))


def _inside(shown: Sequence[Unmarked], found: Iterable[Talked]) -> dict[int, list[Talked]]:
    """Return, by the place of a block, the passages inside it as code points of its own source."""
    inside: dict[int, list[Talked]] = defaultdict(list)
    for passage in found:
        for at, block in enumerate(shown):
            start, end = max(passage.start, block.start), min(passage.end, block.end)
            if start < end:
                inside[at].append(Talked(start - block.start, end - block.start, passage.thread))
    return inside


def _visible(shown: visible.Visible, passages: Iterable[Talked]) -> list[Mark]:
    marked = []
    for start, end, thread in passages:
        seen_start, seen_end = shown.from_source(start, end)
        if seen_start < seen_end:
            marked.append(Mark(seen_start, seen_end, thread))
    return marked
