"""Verification: whether everything stored is still what was stored.

Every history is replayed and compared with its hashes, every link of the audit chain is computed
anew, everything that hangs on a text must have a place on its newest revision, and everything that
can be searched must be found by its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session, lazyload

from wiki.domain import audit, revisions, search_keeping
from wiki.models import (
    Anchor,
    AuditSeal,
    Block,
    Contribution,
    ContributionKind,
    Placement,
    Revision,
    Text,
)

INDEX_DIFFERS = "index_differs"
"""Nothing is lost by that: the index can be written anew."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be: what kind of thing, its id, and what is wrong.

    `problem` is one of: damaged (`numbers` are the revisions), blocks_differ, without_place,
    place_outside, words_differ, without_anchor, seal_broken, INDEX_DIFFERS.
    """

    kind: str
    subject_id: str
    problem: str
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, by count, and what was found wrong."""

    texts: int
    revisions: int
    anchors: int
    seals: int
    findings: tuple[Finding, ...]


def verify(db: Session) -> Verified:
    """Check everything and return what was found; changes nothing."""
    findings: list[Finding] = [*_contributions(db), *_audit(db), *_search(db)]
    for text in db.scalars(select(Text).order_by(Text.id)):
        findings += [*_history(db, text), *_blocks(db, text), *_placements(db, text)]
        db.expire(text)
    return Verified(
        texts=_count(db, Text),
        revisions=_count(db, Revision),
        anchors=_count(db, Anchor),
        seals=_count(db, AuditSeal),
        findings=tuple(findings),
    )


def _history(db: Session, text: Text) -> Iterator[Finding]:
    numbers = set(revisions.damaged(db, text))
    if revisions.digest(text.source) != text.sha256:
        numbers.add(text.head)
    if numbers:
        yield Finding("text", text.id, "damaged", tuple(sorted(numbers)))


def _blocks(db: Session, text: Text) -> Iterator[Finding]:
    """Find blocks that don't lie side by side and fill the whole source."""
    query = select(Block.id, Block.start, Block.end).where(Block.text_id == text.id)
    rows = db.execute(query.order_by(Block.position)).all()
    newest = db.scalars(
        select(Revision.block_ids).where(Revision.text_id == text.id, Revision.number == text.head)
    ).first()
    ends = [0, *(row.end for row in rows)]
    starts = [*(row.start for row in rows), len(text.source)]
    if starts != ends or [row.id for row in rows] != newest:
        yield Finding("text", text.id, "blocks_differ")


def _placements(db: Session, text: Text) -> Iterator[Finding]:
    """Find anchors without a place on the head, and words called the same that are others."""
    query = (
        select(Anchor, Placement)
        .join(
            Placement,
            (Placement.anchor_id == Anchor.id) & (Placement.number == text.head),
            isouter=True,
        )
        .where(Anchor.text_id == text.id)
        .options(lazyload(Placement.anchor))  # joined, it would leave out the very rows we want
    )
    for anchor, placement in db.execute(query):
        if placement is None:
            yield Finding("anchor", anchor.id, "without_place")
        elif problem := _problem(text.source, anchor, placement):
            yield Finding("anchor", anchor.id, problem)


def _problem(source: str, anchor: Anchor, placement: Placement) -> str:
    start, end = placement.start, placement.end
    if start is None or end is None:
        return "" if (start, end, placement.state) == (None, None, "removed") else "place_outside"
    if not 0 <= start <= end <= len(source):
        return "place_outside"
    if placement.state == "same" and source[start:end] != anchor.quote:
        return "words_differ"
    return ""


def _contributions(db: Session) -> Iterator[Finding]:
    """Find threads that hang on no passage."""
    query = (
        select(Contribution.id)
        .where(Contribution.kind == ContributionKind.THREAD)
        .where(~select(Anchor.id).where(Anchor.contribution_id == Contribution.id).exists())
    )
    for contribution_id in db.scalars(query):
        yield Finding("thread", contribution_id, "without_anchor")


def _audit(db: Session) -> Iterator[Finding]:
    for number in audit.broken_seals(db):
        yield Finding("audit", str(number), "seal_broken")


def _search(db: Session) -> Iterator[Finding]:
    for subject_id in search_keeping.differing(db):
        yield Finding("search", subject_id, INDEX_DIFFERS)


def _count(db: Session, model: type[Text | Revision | Anchor | AuditSeal]) -> int:
    return db.scalar(select(func.count()).select_from(model)) or 0
