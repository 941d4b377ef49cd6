"""Texts: made, revised, restored. A text only moves on from the head its writer saw.

What a revision brings is prepared before the write lock, since it takes milliseconds that nobody
else should wait for; the transaction compares and sets the head, and follows what was written
meanwhile (design decision 8).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from sqlalchemy import Table, bindparam, update
from sqlalchemy.orm import Session, joinedload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from wiki.domain import (
    adopted_words,
    audit,
    blocks,
    credits,
    marks,
    placements,
    plain,
    reactions,
    returns,
    revisions,
    search_index,
    still_meant,
)
from wiki.domain.adopted_words import Adopted
from wiki.domain.following import Standing, follow, standing
from wiki.domain.search_index import Was
from wiki.errors import Stale
from wiki.models import Account, Proposal, Revision, Section, Text, new_id
from wiki.text import anchors, delta, diff, outline, render
from wiki.text import blocks as cut

LIMIT = 60_000
"""The most characters a text may have."""

_TEXTS = cast(Table, Text.__table__)
_STATE = ("head", "title", "source", "sha256", "word_count", "credits")
_MOVE_ON = (
    update(_TEXTS)
    .where(_TEXTS.c.id == bindparam("moved"), _TEXTS.c.head == bindparam("seen"))
    .values({name: bindparam(name) for name in _STATE})
)
# Built once, since every revision asks it.
_TO_REVISE = (
    joinedload(Text.section, innerjoin=True).joinedload(Section.document, innerjoin=True),
    undefer(Text.credits),
)


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a revision of a text to `source` brings, computed against the revision `head`."""

    head: int
    source: str
    split: Sequence[cut.Block]
    html: Sequence[str]
    word_count: int
    pieces: Sequence[diff.Piece]
    found: Mapping[Standing, anchors.Placement] = field(default_factory=dict)
    doubts: still_meant.Doubts = field(default_factory=dict)


def create(
    db: Session,
    section: Section,
    language: str,
    *,
    title: str,
    source: str,
    by: Account | None,
    at: datetime,
    proposal: Proposal | None = None,
) -> Text:
    """Add the text of a section in one language, with its first revision."""
    text = Text(
        id=new_id(),
        section=section,
        language=language,
        title=title,
        source="",
        sha256="",
        head=0,
        credits=[],
    )
    text.blocks = []
    db.add(text)
    db.flush()  # rows that point at the text come next
    _write(db, text, prepare(db, text, source), _Making(by, at, proposal=proposal))
    return text


def to_revise(db: Session, text_id: str) -> Text:
    """Return a text with all that revising it asks for, in one query where it is not known yet."""
    return db.get_one(Text, text_id, options=_TO_REVISE)


def prepare(db: Session, text: Text, source: str) -> Preparation:
    """Return what a revision of the text to `source` would bring, changing nothing."""
    split = blocks.split(source)
    placed = placements.on(db, text, text.head) if text.head else []
    pieces = diff.finest(text.source, source)
    steps = follow(placed, text.source, source)
    found = steps | returns.found(db, text, placed, pieces, steps)
    return Preparation(
        head=text.head,
        source=source,
        split=split,
        html=render.blocks_to_html(split),
        word_count=outline.word_count(split),
        pieces=pieces,
        found=found,
        doubts=still_meant.doubts(db, text, placed, pieces, found),
    )


def revise(
    db: Session,
    text: Text,
    prepared: Preparation,
    *,
    by: Account | None,
    at: datetime,
    summary: str = "",
    proposal: Proposal | None = None,
    adopted: Sequence[Adopted] = (),
    restores: int | None = None,
    title: str | None = None,
    forgets: int | None = None,
) -> Revision:
    """Make what was prepared the newest revision of a text.

    `adopted` are the proposals it takes up, with their words; `proposal` is the one it comes from,
    where there is just one. Everything placed on the text follows. Refuses with Stale when the text
    moved on meanwhile.
    """
    making = _Making(by, at, summary, proposal, adopted, restores, title, forgets)
    return _write(db, text, prepared, making)


@dataclass(frozen=True, slots=True)
class _Making:
    """Who makes a revision, when, why, and from what."""

    by: Account | None
    at: datetime
    summary: str = ""
    proposal: Proposal | None = None
    adopted: Sequence[Adopted] = ()
    restores: int | None = None
    title: str | None = None
    forgets: int | None = None


def _write(db: Session, text: Text, prepared: Preparation, making: _Making) -> Revision:
    before, title = text.source, text.title
    _move_on(db, text, prepared, making)
    was = _was(db, text, prepared, before, title)
    ids = _block_ids(was, prepared)
    revision = _revision(text, prepared, ids, making)
    db.add(revision)
    adopted_words.record(db, revision, making.adopted)
    spans = blocks.spans(prepared.source, ids)
    _carry(db, text, prepared, before, spans, by=making.by, at=making.at)
    shown = [
        marks.Unmarked(span.start, span.end, html)
        for span, html in zip(spans, prepared.html, strict=True)
    ]
    marked = marks.put(db, text, shown)
    blocks.store(db, text, prepared.split, prepared.html, marked, ids)
    search_index.revised(db, text, was, prepared.split, ids)
    reactions.outdate(db, text, was, prepared.split, ids)
    audit.record(
        db,
        "text.revised",
        "text",
        text.id,
        by=making.by,
        at=making.at,
        number=revision.number,
        sha256=revision.sha256,
    )
    return revision


def _move_on(db: Session, text: Text, prepared: Preparation, making: _Making) -> None:
    """Compare the head and set the new state, which on PostgreSQL also locks the text."""
    head = prepared.head + 1
    state = {
        "head": head,
        "title": making.title or text.title,
        "source": prepared.source,
        "sha256": revisions.digest(prepared.source),
        "word_count": prepared.word_count,
        "credits": _credits(text, prepared, head, making),
    }
    if plain.write(db, _MOVE_ON, {"moved": text.id, "seen": prepared.head} | state) != 1:
        raise Stale("text_moved_on")
    for name, value in state.items():
        set_committed_value(text, name, value)


def _credits(text: Text, prepared: Preparation, head: int, making: _Making) -> list[credits.Run]:
    if not prepared.head:
        return credits.first(prepared.source, head)
    parts = adopted_words.parts(making.adopted)
    return credits.carried(text.credits, prepared.pieces, head, parts)


def _was(db: Session, text: Text, prepared: Preparation, source: str, title: str) -> Was:
    """Return the state before a revision, given its source and title."""
    if prepared.head == 0:
        return Was()
    return Was(title, blocks.split(source), blocks.ids_at(db, text, prepared.head))


def _block_ids(was: Was, prepared: Preparation) -> list[str]:
    matches = cut.match(list(was.split), list(prepared.split))
    return blocks.ids_after(matches, was.ids, len(prepared.split))


def _revision(text: Text, prepared: Preparation, ids: list[str], making: _Making) -> Revision:
    whole = revisions.is_keyframe(text.head)
    return Revision(
        id=new_id(),
        text_id=text.id,
        text=text,
        number=text.head,
        title=text.title,
        keyframe=prepared.source if whole else None,
        delta=None if whole else delta.of(prepared.pieces),
        sha256=text.sha256,
        block_ids=ids,
        summary=making.summary,
        made_by_id=making.by.id if making.by else None,
        made_at=making.at,
        proposal_id=making.proposal.id if making.proposal else None,
        restores=making.restores,
        forgets=making.forgets,
        words_added=_words(prepared.pieces, "insert"),
        words_removed=_words(prepared.pieces, "delete"),
    )


def _carry(
    db: Session,
    text: Text,
    prepared: Preparation,
    before: str,
    spans: Sequence[blocks.Span],
    *,
    by: Account | None,
    at: datetime,
) -> None:
    """Follow every placement of the head before, also those written since the preparation."""
    placed = placements.on(db, text, prepared.head)
    late = [row for row in placed if standing(row) not in prepared.found]
    steps = follow(late, before, prepared.source)
    placements.carry(db, text, placed, {**prepared.found, **steps}, block_spans=spans)
    doubts = still_meant.doubts(db, text, late, prepared.pieces, steps)
    still_meant.ask(db, text, {**prepared.doubts, **doubts}, by=by, at=at)


def _words(pieces: Sequence[diff.Piece], op: str) -> int:
    return sum(len(piece.text.split()) for piece in pieces if piece.op == op)
