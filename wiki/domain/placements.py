"""Where contributions stand in a text, on every revision, and the marks readers see for it.

A contribution is placed in the same transaction that writes it, on the head found there, and again
in the transaction of each revision; so nothing is ever without a place on the head, unless its
passage is removed, which is a place of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from wiki import models
from wiki.domain import audit, blocks, locks, marks, revisions
from wiki.domain.following import Standing, follow, standing
from wiki.domain.passages import Passage
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import Account, Anchor, Contribution, Placement, Text
from wiki.text import anchors

_ON = select(Placement).where(
    Placement.text_id == bindparam("text"), Placement.number == bindparam("number")
)
"""Built once, since every revision asks it twice."""


def place(
    db: Session, text: Text, contribution: Contribution, passage: Passage, *, seen: int
) -> Anchor:
    """Anchor a contribution at a passage of revision `seen` and follow it to the head.

    The caller has locked the text. Refuses with NotFound if there is no such revision.
    """
    source = revisions.source_at(db, text, seen)
    made = _anchored(source, passage)
    anchor = Anchor(
        id=models.new_id(),
        contribution_id=contribution.id,
        text_id=text.id,
        number=seen,
        quote=made.quote,
        prefix=made.prefix,
        suffix=made.suffix,
        start=made.start,
        end=made.end,
        visible_quote=passage.visible_quote,
        whole_block=passage.whole_block,
    )
    placement = _row(anchor, seen, _first_place(made), blocks.ids_at(db, text, seen), source)
    db.add_all([anchor, placement])
    if seen != text.head:
        step = follow([placement], source, text.source)[standing(placement)]
        later = _row(anchor, text.head, step, blocks.ids_at(db, text, text.head), text.source)
        later.last_stood = _last_stood(placement, later)
        db.add(later)
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


def on(db: Session, text: Text, number: int) -> Sequence[Placement]:
    """Return every placement on a revision of a text."""
    return db.scalars(_ON, {"text": text.id, "number": number}).unique().all()


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
    placed: Sequence[Placement],
    found: Mapping[Standing, anchors.Placement],
    *,
    block_spans: Sequence[blocks.Span],
) -> list[Placement]:
    """Write where each placement of the revision before stands on the new head."""
    rows = []
    for before in placed:
        row = _at(before.anchor, text.head, found[standing(before)], block_spans)
        row.moved = row.start is not None and (before.moved or row.moved)
        row.by_hand = before.by_hand
        row.last_stood = _last_stood(before, row)
        rows.append(row)
    db.add_all(rows)
    return rows


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


def _at(
    anchor: Anchor, number: int, found: anchors.Placement, spans: Iterable[blocks.Span]
) -> Placement:
    return Placement(
        anchor_id=anchor.id,
        anchor=anchor,
        number=number,
        text_id=anchor.text_id,
        state=found.state.value,
        moved=found.moved,
        start=found.start,
        end=found.end,
        confidence=found.confidence,
        block_id=None if found.start is None else blocks.block_at(spans, found.start),
        by_hand=False,
    )


def _last_stood(before: Placement, row: Placement) -> int | None:
    """Return the number of the newest revision in which a removed passage stood."""
    if row.start is not None:
        return None
    return before.last_stood if before.start is None else before.number


def _row(
    anchor: Anchor, number: int, found: anchors.Placement, ids: Sequence[str], source: str
) -> Placement:
    return _at(anchor, number, found, blocks.spans(source, ids))
