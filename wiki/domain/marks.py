"""The marks in a text that show which words people talk about.

They are put into the stored HTML whenever placements are written, so that they show without
JavaScript and a page never computes them. Only open talk that everyone may see is marked.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from wiki.domain import blocks, locks
from wiki.models import Anchor, Block, Contribution, ContributionKind, Placement, Text
from wiki.text import marks, visible
from wiki.text.marks import Mark


def refresh(db: Session, text: Text, rows: Sequence[Block] | None = None) -> None:
    """Mark the blocks of a text anew from its placements on the head.

    Without `rows`, the blocks just stored, the text is locked and read anew: blocks that others
    wrote since must not get their earlier words back.
    """
    db.flush()  # the placements just written are part of what is marked
    rows = rows if rows is not None else _blocks_now(db, text)
    split = blocks.split(text.source)
    spans = _spans(db.scalars(_open_passages(text)).unique(), rows)
    for row in rows:
        marked = row.html
        if spans[row.position]:
            shown = visible.of(split[row.position])
            marked = marks.put(row.html, _visible(shown, spans[row.position]))
        if row.marked_html != marked:
            row.marked_html = marked


def _blocks_now(db: Session, text: Text) -> Sequence[Block]:
    locks.hold_text(db, text)
    query = select(Block).where(Block.text_id == text.id).order_by(Block.position)
    return db.scalars(query.execution_options(populate_existing=True)).all()


def _open_passages(text: Text):  # type: ignore[no-untyped-def]
    return (
        select(Placement)
        .join(Placement.anchor)
        .join(Anchor.contribution)
        .where(
            Placement.text_id == text.id,
            Placement.number == text.head,
            Placement.start.is_not(None),
            Anchor.whole_block.is_(False),
            Contribution.kind == ContributionKind.THREAD,
            Contribution.outcome.is_(None),
            Contribution.held_at.is_(None),
        )
        .options(contains_eager(Placement.anchor))
    )


def _spans(
    placed: Iterable[Placement], rows: Sequence[Block]
) -> dict[int, list[tuple[int, int, str]]]:
    """Return, by block position, the source stretches inside that block and whose they are."""
    found: dict[int, list[tuple[int, int, str]]] = defaultdict(list)
    for placement in placed:
        if placement.start is None or placement.end is None:
            continue
        for row in rows:
            start, end = max(placement.start, row.start), min(placement.end, row.end)
            if start < end:
                inside = (start - row.start, end - row.start, placement.anchor.contribution_id)
                found[row.position].append(inside)
    return found


def _visible(shown: visible.Visible, spans: Iterable[tuple[int, int, str]]) -> list[Mark]:
    marked = []
    for start, end, thread in spans:
        seen_start, seen_end = shown.from_source(start, end)
        if seen_start < seen_end:
            marked.append(Mark(seen_start, seen_end, thread))
    return marked
