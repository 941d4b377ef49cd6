"""Defined terms: which there are, and where the texts of their document use them.

A term is defined by one section in one language, and holds in all texts of the document in that
language; where several sections define one, a text has that of its own section, else the first.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, case, select
from sqlalchemy.orm import Session, aliased

from wiki.domain import plain
from wiki.errors import NotFound
from wiki.models import Block, Document, Section, Term, Text, Wording
from wiki.text import term_marks
from wiki.text import terms as finding
from wiki.text.term_marks import Defined

AROUND = 60
"""How many characters of the words around a use are told, on either side."""

_own = aliased(Section)
_FOR_TEXT = (
    select(Term.term, Term.id)
    .join(Section, Section.id == Term.section_id)
    .join(_own, _own.document_id == Section.document_id)
    .where(
        _own.id == bindparam("section"),
        Term.language == bindparam("language"),
        Section.removed_at.is_(None),
    )
    .order_by(
        case((Section.id == bindparam("section"), 0), else_=1), Section.position, Term.position
    )
)
_OF_DOCUMENT = (
    select(Term.id, Term.term, Term.definition, Term.section_id, Section.key)
    .join(Section, Section.id == Term.section_id)
    .where(
        Section.document_id == bindparam("document"),
        Section.removed_at.is_(None),
        Term.language == bindparam("language"),
    )
    .order_by(Section.position, Section.id, Term.position)
)
_WORDS = (
    select(Section.key, Text.title, Section.id, Block.position, Block.number, Block.html)
    .join(Text, Text.id == Block.text_id)
    .join(Section, Section.id == Text.section_id)
    .where(
        Section.document_id == bindparam("document"),
        Section.removed_at.is_(None),
        Text.language == bindparam("language"),
        Block.html != "",
    )
    .order_by(Section.position, Section.id, Block.position)
)
# Built once: saving a text asks the first, and reading one the second.


class Entry(NamedTuple):
    """A defined term: its words and their meaning, and the section that says so."""

    id: str
    term: str
    definition: str
    section_id: str
    section_key: str


@dataclass(frozen=True, slots=True)
class Place:
    """A use of a term: the section (its place counted from 1), the block, and the words around."""

    section_key: str
    section_number: int
    title: str
    block: int
    number: int | None
    before: str
    words: str
    after: str


def defined_for(db: Session, text: Text) -> tuple[Defined, ...]:
    """Return the terms that hold in a text, those of its own section first."""
    given = {"section": text.section_id, "language": text.language}
    return tuple(Defined(*row) for row in plain.rows(db, _FOR_TEXT, given))


def dated(db: Session, defined: Sequence[Defined]) -> Sequence[Term]:
    """Return those of some terms of which is known when they got their definition."""
    held = [one.id for one in defined]
    query = select(Term).where(Term.id.in_(held), Term.defined_at.is_not(None))
    return db.scalars(query).all() if held else ()


def since(known: Sequence[Term], written: Wording) -> list[str]:
    """Return which dated terms got their definition after a wording was written."""
    return [term.term for term in known if _is_since(term.defined_at, written)]


def _is_since(defined_at: datetime | None, written: Wording) -> bool:
    """Tell whether a time is after a wording; of one of which only the day is known, on it too."""
    if defined_at is None:
        return False
    if written.said_at is None:
        return defined_at.date() >= written.said_on
    return defined_at > written.said_at


def listed(db: Session, document: Document, language: str) -> list[Entry]:
    """Return the defined terms of a document in one language, in the order of its sections."""
    given = {"document": document.id, "language": language}
    return [Entry._make(row) for row in plain.kept(db, _OF_DOCUMENT, given)]


def get(db: Session, document: Document, language: str, term_id: str) -> Entry:
    """Return a term by its id, or refuse with NotFound."""
    found = next((one for one in listed(db, document, language) if one.id == term_id), None)
    if found is None:
        raise NotFound
    return found


def uses(
    db: Session, document: Document, language: str, words: Sequence[str]
) -> dict[str, list[Place]]:
    """Return every use of each of these words, as of defined terms, in the order of the texts.

    Where one of them is part of another, the longer one is used.
    """
    found: dict[str, list[Place]] = defaultdict(list)
    numbers: dict[str, int] = {}
    given = {"document": document.id, "language": language}
    for key, title, section_id, position, number, html in plain.rows(db, _WORDS, given):
        section_number = numbers.setdefault(section_id, len(numbers) + 1)
        seen = term_marks.words(html)
        for use in finding.uses(seen, words, language):
            around = words_around(seen, use.start, use.end)
            place = Place(key, section_number, title, position, number, *around)
            found[use.term].append(place)
    return dict(found)


def words_around(seen: str, start: int, end: int) -> tuple[str, str, str]:
    """Return some words before, those in, and some after a stretch of a block, with … if cut."""
    before = seen[:start].rpartition("\0")[2]
    after = seen[end:].partition("\0")[0]
    return (
        f"… {before[-AROUND:].partition(' ')[2]}" if len(before) > AROUND else before,
        seen[start:end],
        f"{after[:AROUND].rpartition(' ')[0]} …" if len(after) > AROUND else after,
    )
