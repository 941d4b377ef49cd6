"""Quick reactions: what people say of a block without writing, which asks for no answer.

They are no contributions (design decision 12). Everyone reads how many there are of each kind,
exactly from three on, always in the same order; who gave one is shown to nobody else. A reaction is
to the words of a block: it stays with the block, and counts no more once its words are others.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, cast

from sqlalchemy import Table, bindparam, delete, func, select, update
from sqlalchemy.orm import Session

from wiki.domain import audit, blocks, documents, locks, plain, revisions
from wiki.domain.permissions import Permission, require
from wiki.domain.rounds import open_for_reacting
from wiki.domain.search_index import Was
from wiki.domain.viewers import Viewer
from wiki.errors import NotFound, Stale
from wiki.models import Account, Block, Document, Reaction, ReactionKind, Section, Text
from wiki.text import blocks as cut
from wiki.text import visible

COUNTED_FROM = 3
"""Fewer of a kind are not told exactly: with one or two, people might guess who."""

_REACTIONS = cast(Table, Reaction.__table__)
_OWN = Reaction.account_id == bindparam("viewer")
_OF_TEXT = (
    select(
        Reaction.block_id,
        Reaction.kind,
        func.count().filter(~Reaction.to_earlier_words).label("number"),
        func.count().filter(_OWN, ~Reaction.to_earlier_words).label("own"),
        func.count().filter(_OWN, Reaction.to_earlier_words).label("was"),
    )
    .where(Reaction.text_id == bindparam("text"))
    .group_by(Reaction.block_id, Reaction.kind)
)
_OUTDATE = (
    update(_REACTIONS)
    .where(_REACTIONS.c.text_id == bindparam("text"), _REACTIONS.c.block_id == bindparam("block"))
    .values(to_earlier_words=True)
)
# Built once: every reading asks the first, every revision the second.


class Reacted(NamedTuple):
    """How people reacted to a block: kinds in their order, a number of None is one or two.

    `own` is what the viewer says of its words, `was` what they said of earlier ones.
    """

    counts: tuple[tuple[ReactionKind, int | None], ...] = ()
    own: ReactionKind | None = None
    was: ReactionKind | None = None


class Given(NamedTuple):
    """A reaction for who gave it: to which block of what; `html` is None where it is gone."""

    document: Document
    section: str
    language: str
    title: str
    text_id: str
    block_id: str
    position: int | None
    html: str | None
    kind: ReactionKind
    to_earlier_words: bool
    said_on: date


def give(
    db: Session,
    text: Text,
    block_id: str,
    kind: ReactionKind,
    *,
    seen: int,
    by: Account,
    at: datetime,
) -> None:
    """Say something of a block as it was at revision `seen`, in place of what one said before.

    Refuses with NotAllowed, also outside a round, with NotFound what is no block, and with Stale
    one that is gone or whose words are others by now.
    """
    require(by, Permission.REACTION_GIVE, text)
    open_for_reacting(db, text.section.document, on=at.date())
    held = locks.hold_text(db, text)
    _require_alike(db, held, block_id, seen)
    db.merge(
        Reaction(
            text_id=held.id,
            block_id=block_id,
            account_id=by.id,
            kind=kind,
            to_earlier_words=False,
            said_on=at.date(),
        )
    )
    audit.record(db, "reaction.given", "text", held.id, by=by, at=at, block=block_id, said=kind)


def take_back(db: Session, text_id: str, block_id: str, *, by: Account, at: datetime) -> None:
    """Say nothing of a block any more, at any time; without a reaction nothing happens."""
    own = (
        Reaction.text_id == text_id,
        Reaction.block_id == block_id,
        Reaction.account_id == by.id,
    )
    if db.scalar(select(Reaction.kind).where(*own)) is None:
        return
    db.execute(delete(Reaction).where(*own))
    audit.record(db, "reaction.taken_back", "text", text_id, by=by, at=at, block=block_id)


def of_text(db: Session, text_id: str, *, viewer: Viewer) -> dict[str, Reacted]:
    """Return how people reacted to the blocks of a text, by block id, in one query."""
    given = {"text": text_id, "viewer": viewer.id if viewer else ""}
    by_block = defaultdict(list)
    for row in sorted(plain.kept(db, _OF_TEXT, given), key=lambda row: _ORDER[row.kind]):
        by_block[row.block_id].append(row)
    return {
        block_id: Reacted(
            tuple((row.kind, _told(row.number)) for row in rows if row.number),
            next((row.kind for row in rows if row.own), None),
            next((row.kind for row in rows if row.was), None),
        )
        for block_id, rows in by_block.items()
    }


def given_by(db: Session, account: Account) -> list[Given]:
    """Return what an account said of blocks of documents it may still read, the latest first."""
    query = (
        select(
            Document,
            Section.key,
            Text.language,
            Text.title,
            Reaction.text_id,
            Reaction.block_id,
            Block.position,
            Block.html,
            Reaction.kind,
            Reaction.to_earlier_words,
            Reaction.said_on,
        )
        .join(Text, Text.id == Reaction.text_id)
        .join(Section, Section.id == Text.section_id)
        .join(Document, Document.id == Section.document_id)
        .outerjoin(Block, (Block.id == Reaction.block_id) & Section.removed_at.is_(None))
        .where(Reaction.account_id == account.id, documents.VISIBLE)
        .order_by(Reaction.said_on.desc(), Text.title, Block.position, Reaction.block_id)
    )
    return [Given._make(row) for row in db.execute(query, documents.sight_of(account))]


def outdate(
    db: Session, text: Text, was: Was, split: Sequence[cut.Block], ids: Sequence[str]
) -> None:
    """Have reactions count no more whose blocks have other words than before."""
    before = dict(zip(was.ids, was.split, strict=True))
    changed = [
        block_id
        for block_id, block in zip(ids, split, strict=True)
        if block_id in before and not _reads_alike(before[block_id], block)
    ]
    if changed:
        db.flush()
        plain.write(db, _OUTDATE, [{"text": text.id, "block": block_id} for block_id in changed])


_ORDER = {kind: place for place, kind in enumerate(ReactionKind)}


def _told(count: int) -> int | None:
    return count if count >= COUNTED_FROM else None


def _require_alike(db: Session, text: Text, block_id: str, seen: int) -> None:
    """Refuse a block that is not in the text as it was seen, or reads otherwise by now."""
    split = blocks.split(revisions.source_at(db, text, seen))
    read = dict(zip(blocks.ids_at(db, text, seen), split, strict=True)).get(block_id)
    if read is None or not read.is_seen:
        raise NotFound
    now = dict(zip(blocks.ids_at(db, text, text.head), blocks.split(text.source), strict=True))
    if block_id not in now or not _reads_alike(read, now[block_id]):
        raise Stale("text_moved_on")


def _reads_alike(before: cut.Block, after: cut.Block) -> bool:
    return before.source == after.source or visible.of(before).text == visible.of(after).text
