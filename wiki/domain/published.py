"""The published code: the newest release as everybody reads it, and where its numbers lead.

Only what was frozen is read here, never a text as it stands. Who may read it is whoever may read
the document; that was decided before.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from wiki.domain import plain
from wiki.errors import NotFound
from wiki.models import (
    ClauseKind,
    Document,
    PublishedBlock,
    Release,
    ReleaseText,
    Revision,
    Section,
    Text,
)
from wiki.text import for_me


class Part(NamedTuple):
    """A block of a chapter: its number there, what it is to the code, safe HTML, visible words.

    `for_me` says that it tells readers what the section means for them.
    """

    number: int | None
    clause: ClauseKind | None
    for_me: bool
    html: str
    words: str


class Chapter(NamedTuple):
    """A section of the published code: its key, number and title, and its blocks.

    `terms` are pairs of a word that it defines and what that means.
    """

    key: str
    number: int
    title: str
    is_redacted: bool
    parts: tuple[Part, ...]
    terms: tuple[tuple[str, str], ...]


class Place(NamedTuple):
    """What readers call a block: the number of its section, and its own in there."""

    section: int
    paragraph: int


class Standing(NamedTuple):
    """A block as one release held it, with the release."""

    block_id: str
    release: int
    made_at: datetime
    key: str
    title: str
    section: int
    paragraph: int | None
    html: str


class Led(NamedTuple):
    """Where a number leads: the block it meant, and the same block as it was last published."""

    asked: Standing
    last: Standing
    is_there: bool
    """Whether that is in the newest release."""


_NEWEST = select(func.max(Release.number)).where(Release.document_id == bindparam("document"))
_TEXTS = (
    select(
        ReleaseText.revision_id,
        Section.key,
        ReleaseText.position,
        Revision.title,
        Revision.redacted_on,
        ReleaseText.terms,
        ReleaseText.clauses,
    )
    .join(Revision, Revision.id == ReleaseText.revision_id)
    .join(Text, Text.id == Revision.text_id)
    .join(Section, Section.id == Text.section_id)
    .where(ReleaseText.release_id == bindparam("release"), Text.language == bindparam("language"))
    .order_by(ReleaseText.position, Section.key)
)
_BLOCKS = (
    select(
        PublishedBlock.revision_id,
        PublishedBlock.number,
        PublishedBlock.kind,
        PublishedBlock.html,
        PublishedBlock.words,
    )
    .join(ReleaseText, ReleaseText.revision_id == PublishedBlock.revision_id)
    .join(Revision, Revision.id == ReleaseText.revision_id)
    .join(Text, Text.id == Revision.text_id)
    .where(ReleaseText.release_id == bindparam("release"), Text.language == bindparam("language"))
    .order_by(PublishedBlock.position)
)
_STANDING = (
    select(
        PublishedBlock.block_id,
        Release.number,
        Release.made_at,
        Section.key,
        Revision.title,
        ReleaseText.position,
        PublishedBlock.number,
        PublishedBlock.html,
    )
    .join(ReleaseText, ReleaseText.revision_id == PublishedBlock.revision_id)
    .join(Release, Release.id == ReleaseText.release_id)
    .join(Revision, Revision.id == ReleaseText.revision_id)
    .join(Text, Text.id == Revision.text_id)
    .join(Section, Section.id == Text.section_id)
    .where(Release.document_id == bindparam("document"), Text.language == bindparam("language"))
    .order_by(Release.number.desc())
    .limit(1)
)
_NUMBERED = _STANDING.where(
    ReleaseText.position == bindparam("section"), PublishedBlock.number == bindparam("paragraph")
)
_NUMBERED_IN = _NUMBERED.where(Release.number == bindparam("release"))
_LAST = _STANDING.where(PublishedBlock.block_id == bindparam("block"))
# Built once, since every reader asks them.


def newest(db: Session, document: Document) -> int | None:
    """Return the number of the release that is published, None before there is one."""
    [(number,)] = plain.kept(db, _NEWEST, {"document": document.id})
    return number


def chapters(db: Session, release: Release, language: str) -> tuple[Chapter, ...]:
    """Return a release in one language, in order, as it was frozen."""
    given = {"release": release.id, "language": language}
    held = defaultdict(list)
    for block in plain.kept(db, _BLOCKS, given):
        held[block.revision_id].append(block)
    return tuple(
        Chapter(
            row.key,
            row.position,
            row.title,
            row.redacted_on is not None,
            tuple(_parts(held[row.revision_id], row.clauses)),
            tuple(row.terms.items()),
        )
        for row in plain.kept(db, _TEXTS, given)
    )


def terms(chapters: Iterable[Chapter]) -> tuple[tuple[str, str], ...]:
    """Return all that chapters define, once each, in the order of the alphabet."""
    every = {term for chapter in chapters for term in chapter.terms}
    return tuple(sorted(every, key=lambda pair: (pair[0].casefold(), pair[1])))


def led(
    db: Session, document: Document, language: str, place: Place, *, release: int | None = None
) -> Led:
    """Return where the number of a block leads, in a release or in the newest that has it.

    Refuses with NotFound a number that was never given.
    """
    given = {"document": document.id, "language": language, **place._asdict()}
    if release is None:
        asked = _one(db, _NUMBERED, given)
    else:
        asked = _one(db, _NUMBERED_IN, given | {"release": release})
    about = {"document": document.id, "language": language, "block": asked.block_id}
    last = _one(db, _LAST, about)
    return Led(asked, last, is_there=last.release == newest(db, document))


def _one(db: Session, query: Select[*tuple[Any, ...]], given: Mapping[str, Any]) -> Standing:
    rows = plain.rows(db, query, given)
    if not rows:
        raise NotFound
    return Standing._make(rows[0])


def _parts(blocks: Sequence[Row[*tuple[Any, ...]]], clauses: Mapping[str, str]) -> Iterator[Part]:
    told = for_me.told((block.kind, block.words) for block in blocks)
    for block, is_for_me in zip(blocks, told, strict=True):
        clause = clauses.get(str(block.number))
        kind = ClauseKind(clause) if clause else None
        yield Part(block.number, kind, is_for_me, block.html, block.words)
