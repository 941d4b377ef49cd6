"""Where contributions stand in a text, on every revision, and the marks readers see for it.

A contribution is placed in the same transaction that writes it, on the head found there, and again
in the transaction of each revision; so nothing is ever without a place on the head, unless its
passage is removed, which is a place of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.orm import Session

from wiki import models
from wiki.domain import audit, blocks, locks, marks, plain, revisions
from wiki.domain.following import Anchored, Placed, Standing, follow, standing
from wiki.domain.passages import Passage
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import Account, Anchor, Contribution, Placement, Text
from wiki.text import anchors

_OWN = tuple(getattr(Placement, name) for name in Placed._fields[1:])
_ANCHORED = tuple(getattr(Anchor, name) for name in Anchored._fields)
_ON = (
    select(*_OWN, *_ANCHORED)
    .join(Placement.anchor)
    .where(Placement.text_id == bindparam("text"), Placement.number == bindparam("number"))
)
_ADD = insert(cast(Table, Placement.__table__))
# Built once, since every revision asks them.


def place(
    db: Session, text: Text, contribution: Contribution, passage: Passage, *, seen: int
) -> Anchor:
    """Anchor a contribution at a passage of revision `seen` and follow it to the head.

    The caller has locked the text. Refuses with NotFound if there is no such revision.
    """
    source = revisions.source_at(db, text, seen)
    made = _anchored(source, passage)
    anchored = Anchored(
        contribution.id, seen, made.quote, made.prefix, made.suffix, made.start, made.end
    )
    anchor = Anchor(
        id=models.new_id(),
        text_id=text.id,
        visible_quote=passage.visible_quote,
        whole_block=passage.whole_block,
        **anchored._asdict(),
    )
    first = _first_place(made)
    spans = blocks.spans(source, blocks.ids_at(db, text, seen))
    db.add_all([anchor, Placement(**_row(anchor.id, text.id, seen, first, spans))])
    if seen != text.head:
        placed = Placed(anchored, anchor.id, seen, first.start, first.end)
        step = follow([placed], source, text.source)[standing(placed)]
        spans = blocks.spans(text.source, blocks.ids_at(db, text, text.head))
        db.add(Placement(**_carried(text, placed, step, spans)))
    return anchor


def _anchored(source: str, passage: Passage) -> anchors.Anchor:
    """Return the anchor of a passage; one without words, as in an empty text, quotes nothing."""
    if passage.start < passage.end:
        return anchors.create(source, passage.start, passage.end)
    return anchors.Anchor("", "", "", passage.start, passage.start)


def _first_place(made: anchors.Anchor) -> anchors.Placement:
    if not made.quote:
        return anchors.Placement(anchors.State.REMOVED, False, None, None, 1.0)
    return anchors.Placement(anchors.State.SAME, False, made.start, made.end, 1.0)


def on(db: Session, text: Text, number: int) -> Sequence[Placed]:
    """Return every placement on a revision of a text."""
    rows = plain.rows(db, _ON, {"text": text.id, "number": number})
    return [Placed(Anchored(*row[len(_OWN) :]), *row[: len(_OWN)]) for row in rows]


def anchor_of(db: Session, contribution: Contribution) -> Anchor:
    """Return the anchor of a thread; refuses with NotFound what hangs on no passage."""
    anchor = db.scalars(select(Anchor).where(Anchor.contribution_id == contribution.id)).first()
    if anchor is None:
        raise NotFound
    return anchor


def of(db: Session, contribution: Contribution, text: Text) -> Placement | None:
    """Return where a contribution stands on the newest revision of a text, if it has a passage."""
    query = (
        select(Placement)
        .join(Placement.anchor)
        .where(Anchor.contribution_id == contribution.id, Placement.text_id == text.id)
        .where(Placement.number == text.head)
    )
    return db.scalars(query).unique().first()


def of_many(db: Session, listed: Sequence[Contribution]) -> dict[str, Placement]:
    """Return where contributions stand on the newest revisions, by contribution id."""
    query = (
        select(Placement)
        .join(Placement.anchor)
        .join(Text, (Text.id == Placement.text_id) & (Text.head == Placement.number))
        .where(Anchor.contribution_id.in_([one.id for one in listed]))
    )
    found = db.scalars(query).unique() if listed else ()
    return {placement.anchor.contribution_id: placement for placement in found}


def carry(
    db: Session,
    text: Text,
    placed: Sequence[Placed],
    found: Mapping[Standing, anchors.Placement],
    *,
    block_spans: Sequence[blocks.Span],
) -> None:
    """Write where each placement of the revision before stands on the new head."""
    rows = [_carried(text, before, found[standing(before)], block_spans) for before in placed]
    if rows:
        plain.write(db, _ADD, rows)


def reattach(
    db: Session, anchor: Anchor, passage: Passage, *, seen: int, by: Account, at: datetime
) -> Placement:
    """Place an anchor by hand on a passage of the head; from now on it follows those words.

    Refuses with NotAllowed, with Stale when the text moved on since `seen`, or with Invalid a place
    without words.
    """
    require(by, Permission.PLACEMENT_SET, anchor)
    text = locks.hold_text(db, db.get_one(Text, anchor.text_id))
    if text.head != seen:
        raise Stale("text_moved_on")
    if passage.start == passage.end:
        raise Invalid("passage", "no_such_block")
    made = anchors.create(text.source, passage.start, passage.end)
    anchor.number, anchor.quote = text.head, made.quote
    anchor.prefix, anchor.suffix = made.prefix, made.suffix
    anchor.start, anchor.end = made.start, made.end
    anchor.whole_block = passage.whole_block
    placement = db.get_one(Placement, (anchor.id, text.head))
    placement.state, placement.moved, placement.by_hand = anchors.State.SAME.value, True, True
    placement.start, placement.end, placement.confidence = made.start, made.end, 1.0
    placement.last_stood = None
    placement.block_id = blocks.block_at(blocks.spans_of(text), made.start)
    marks.refresh(db, text)
    audit.record(db, "placement.set", "anchor", anchor.id, by=by, at=at)
    return placement


def _row(
    anchor_id: str,
    text_id: str,
    number: int,
    found: anchors.Placement,
    spans: Iterable[blocks.Span],
) -> dict[str, Any]:
    return {
        "anchor_id": anchor_id,
        "text_id": text_id,
        "number": number,
        "state": found.state.value,
        "moved": found.moved,
        "start": found.start,
        "end": found.end,
        "confidence": found.confidence,
        "block_id": None if found.start is None else blocks.block_at(spans, found.start),
        "by_hand": False,
        "last_stood": None,
    }


def _carried(
    text: Text, before: Placed, found: anchors.Placement, spans: Sequence[blocks.Span]
) -> dict[str, Any]:
    """Return the row on the head of what stood on another revision."""
    return _row(before.anchor_id, text.id, text.head, found, spans) | {
        "moved": found.start is not None and (before.moved or found.moved),
        "by_hand": before.by_hand,
        "last_stood": _last_stood(before) if found.start is None else None,
    }


def _last_stood(before: Placed) -> int | None:
    """Return the number of the newest revision in which a passage stood that is gone now."""
    return before.last_stood if before.start is None else before.number
