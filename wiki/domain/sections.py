"""Sections: found by key, and listed as the contents of their document."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import ColumnElement, bindparam, case, func, literal_column, select
from sqlalchemy.orm import Session, aliased, contains_eager

from wiki.domain import plain
from wiki.domain.counts import Counts
from wiki.errors import NotFound
from wiki.models import (
    ContributionKind,
    Document,
    Section,
    Text,
)


class Entry(NamedTuple):
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


class Unwritten(NamedTuple):
    """A section without words in a language: its place, key and title.

    Where there is no text in that language at all, the title is one in another, `titled_in`; of a
    section without any text it is the key, and `titled_in` is empty.
    """

    number: int
    key: str
    title: str
    language: str
    titled_in: str


class Neighbour(NamedTuple):
    """A section near another: what leads to it, and nothing that lies behind its words."""

    key: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """The sections around one, and whether these are all of the document."""

    entries: Sequence[Neighbour]
    is_whole: bool


_NOTHING: Counts = {}
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
_last = select(func.max(_other.position)).where(*_STANDING).scalar_subquery()
_here = (
    select(_other.position)
    .where(_other.document_id == bindparam("document"), _other.key == bindparam("key"))
    .scalar_subquery()
)
# Numbers stand in the statement: each one bound costs more to send than the look-up it is for.
_MOST: ColumnElement[int] = literal_column(str(MOST_AROUND))
_HALF: ColumnElement[int] = literal_column(str(MOST_AROUND // 2))
_ONE: ColumnElement[int] = literal_column("1")
_ends = select(func.coalesce(_last, 0).label("last"), func.coalesce(_here, 1).label("here")).cte(
    "ends"
)
_lowest = case(
    (_ends.c.here - _HALF < _ends.c.last - _MOST + _ONE, _ends.c.here - _HALF),
    else_=_ends.c.last - _MOST + _ONE,
)
_span = select(_ends.c.last, case((_lowest < _ONE, _ONE), else_=_lowest).label("first")).cte("span")
_above = select(func.count()).where(*_STANDING, _other.position < _span.c.first)
_place = (
    select(_span.c.last, _span.c.first, _above.scalar_subquery().label("above"))
    .cte("place")
    .prefix_with("MATERIALIZED")  # else those above would be counted again for each row
)
_AROUND = _CONTENTS.with_only_columns(Section.key, Text.title, _place.c.above, _place.c.last).join(
    _place, Section.position.between(_place.c.first, _place.c.first + _MOST - _ONE)
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


def written_in(db: Session, document: Document, key: str) -> list[str]:
    """Return the languages in which a section has words."""
    query = (
        select(Text.language)
        .join(Text.section)
        .where(Section.document_id == document.id, Section.key == key, Text.word_count > 0)
    )
    return list(db.scalars(query.order_by(Text.language)))


def unwritten(db: Session, document: Document) -> list[Unwritten]:
    """Return the standing sections that have no words in a language, in order."""
    query = (
        select(Section.position, Section.key, Text.language, Text.title, Text.word_count)
        .join(Text, Text.section_id == Section.id, isouter=True)
        .where(Section.document_id == document.id, Section.removed_at.is_(None))
        .order_by(Section.position, Section.id, Text.language)
    )
    found = []
    for (number, key), rows in groupby(db.execute(query), key=lambda row: (row[0], row[1])):
        texts = {row.language: row for row in rows if row.language}
        written = {language for language, text in texts.items() if text.word_count}
        for language in document.languages:
            if language not in written:
                named = texts.get(language) or next(iter(texts.values()), None)
                title, titled_in = (named.title, named.language) if named else (key, "")
                found.append(Unwritten(number, key, title, language, titled_in))
    return found


def contents(
    db: Session, document: Document, language: str, *, counts: Counts = _NOTHING
) -> list[Entry]:
    """Return the standing sections of a document in order; with their talk where it was counted."""
    given = {"document": document.id, "language": language}
    return [
        Entry(
            row.id,
            row.text_id,
            row.key,
            number,
            row.title,
            row.word_count,
            row.head,
            threads=counts.get((language, row.id, ContributionKind.THREAD, False), 0),
            proposals=counts.get((language, row.id, ContributionKind.PROPOSAL, False), 0),
            decided=counts.get((language, row.id, ContributionKind.THREAD, True), 0)
            + counts.get((language, row.id, ContributionKind.PROPOSAL, True), 0),
        )
        for number, row in enumerate(plain.kept(db, _CONTENTS, given), start=1)
    ]


def around(db: Session, document: Document, language: str, key: str) -> Neighbourhood:
    """Return the standing sections around the one of this key, or the first ones without it.

    At most MOST_AROUND, all of a document that has no more.
    """
    given = {"document": document.id, "language": language, "key": key}
    rows = plain.kept(db, _AROUND, given)
    entries = [
        Neighbour(key, above + place, title)
        for place, (key, title, above, _) in enumerate(rows, start=1)
    ]
    return Neighbourhood(entries, is_whole=not rows or rows[0].last <= MOST_AROUND)
