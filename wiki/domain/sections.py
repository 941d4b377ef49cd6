"""Sections: found by key, and listed as the contents of their document."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, case, func, select
from sqlalchemy.orm import Session, aliased, contains_eager

from wiki.domain import contributions, plain
from wiki.domain.permissions import Viewer
from wiki.errors import NotFound
from wiki.models import (
    ContributionKind,
    Document,
    Section,
    Text,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in the contents: key, place, title, words, newest revision, and its talk."""

    section_id: str
    text_id: str
    key: str
    number: int
    title: str
    word_count: int
    head: int
    threads: int = 0
    proposals: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The sections around one, and whether these are all of the document."""

    entries: Sequence[Entry]
    is_whole: bool


MOST_AROUND = 31
"""How many sections a neighbourhood holds at most, so that its cost doesn't grow."""

_TEXT = (
    select(Text)
    .join(Text.section)
    .where(
        Section.document_id == bindparam("document"),
        Section.key == bindparam("key"),
        Text.language == bindparam("language"),
    )
    .options(contains_eager(Text.section))
)
_CONTENTS = (
    select(
        Section.id,
        Text.id.label("text_id"),
        Section.key,
        Text.title,
        Text.word_count,
        Text.head,
    )
    .join(Text, (Text.section_id == Section.id) & (Text.language == bindparam("language")))
    .where(Section.document_id == bindparam("document"), Section.removed_at.is_(None))
    .order_by(Section.position, Section.id)
)
_other = aliased(Section)
_STANDING = _other.document_id == bindparam("document"), _other.removed_at.is_(None)
_END = func.coalesce(select(func.max(_other.position)).where(*_STANDING).scalar_subquery(), 0)
_HERE = func.coalesce(
    select(_other.position)
    .where(_other.document_id == bindparam("document"), _other.key == bindparam("key"))
    .scalar_subquery(),
    1,
)
_LAST = _END - MOST_AROUND + 1
_FIRST = case(
    (_END <= MOST_AROUND, 1),
    (_HERE > _LAST + MOST_AROUND // 2, _LAST),
    (_HERE <= MOST_AROUND // 2, 1),
    else_=_HERE - MOST_AROUND // 2,
)
_ABOVE = select(func.count()).where(*_STANDING, _other.position < _FIRST).scalar_subquery()
_AROUND = _CONTENTS.add_columns(_ABOVE.label("above"), _END.label("end")).where(
    Section.position.between(_FIRST, _FIRST + MOST_AROUND - 1)
)
# Built once, since every page of a document asks them.


def find(db: Session, document: Document, key: str) -> Section:
    """Return a standing section by its key, or refuse with NotFound."""
    query = select(Section).where(
        Section.document_id == document.id, Section.key == key, Section.removed_at.is_(None)
    )
    section = db.scalars(query).first()
    if section is None:
        raise NotFound
    return section


def find_text(
    db: Session, document: Document, key: str, language: str, *, also_removed: bool = False
) -> Text:
    """Return the text of a standing section in a language, or refuse with NotFound."""
    given = {"document": document.id, "key": key, "language": language}
    text = db.scalars(_TEXT, given).first()
    if text is None or (text.section.removed_at is not None and not also_removed):
        raise NotFound
    return text


def titles_of(db: Session, section: Section) -> dict[str, str]:
    """Return the titles of a section by language, of those it has a text in."""
    query = select(Text.language, Text.title).where(Text.section_id == section.id)
    return {row.language: row.title for row in db.execute(query.order_by(Text.language))}


def contents(
    db: Session, document: Document, language: str, *, viewer: Viewer, with_talk: bool = False
) -> list[Entry]:
    """Return the standing sections of a document in order; counts of talk only when asked."""
    given = {"document": document.id, "language": language}
    counts = contributions.counts(db, document, language, viewer=viewer) if with_talk else {}
    return [
        Entry(
            row.id,
            row.text_id,
            row.key,
            number,
            row.title,
            row.word_count,
            row.head,
            threads=counts.get((row.id, ContributionKind.THREAD, False), 0),
            proposals=counts.get((row.id, ContributionKind.PROPOSAL, False), 0),
            decided=counts.get((row.id, ContributionKind.THREAD, True), 0)
            + counts.get((row.id, ContributionKind.PROPOSAL, True), 0),
        )
        for number, row in enumerate(plain.rows(db, _CONTENTS, given), start=1)
    ]


def around(db: Session, document: Document, language: str, key: str) -> Neighbourhood:
    """Return the standing sections around the one of this key, or the first ones without it.

    At most MOST_AROUND, all of a document that has no more.
    """
    given = {"document": document.id, "language": language, "key": key}
    rows = plain.rows(db, _AROUND, given)
    entries = [
        Entry(row.id, row.text_id, row.key, row.above + place, row.title, row.word_count, row.head)
        for place, row in enumerate(rows, start=1)
    ]
    return Neighbourhood(entries, is_whole=not rows or rows[0].end <= MOST_AROUND)
