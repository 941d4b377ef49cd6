"""Terms defined, defined otherwise and no longer defined, with the texts that use them.

Whoever changes a term holds the structure (see structure.hold). What texts store of their words is
marked anew in the same transaction, without a revision: no word of them changes.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import locks, marks
from wiki.errors import Stale
from wiki.models import Document, EditKind, Section, Term, Text, new_id

KINDS = frozenset({EditKind.ADD_TERM, EditKind.CHANGE_TERM, EditKind.REMOVE_TERM})
"""The edits of a defined term."""

TOUCHING = KINDS | {EditKind.REMOVE_SECTION}
"""The edits after which other terms hold in texts."""


def hold_texts(db: Session, document: Document) -> None:
    """Keep every text of a document to oneself, in the order in which others do.

    Who revises some of them first and changes a term after that begins with this.
    """
    for text in _texts(db, document):
        locks.hold_text(db, text)


def define(section: Section, fields: dict[str, Any], *, at: datetime) -> Term:
    """Give a term of a section a definition, as its first or in the place of the one it had.

    `fields` hold language, term and definition. Texts are marked anew by `remark`.
    """
    term = _find(section, fields)
    if term is None:
        last = max((known.position for known in section.terms), default=0)
        term = Term(id=new_id(), language=fields["language"], term=fields["term"])
        term.position = 1 + last
        section.terms.append(term)
    if term.definition != fields["definition"]:
        term.definition, term.defined_at = fields["definition"], at
    return term


def undefine(section: Section, fields: dict[str, Any]) -> None:
    """Take a term from a section; refuses with Stale where it is gone."""
    term = _find(section, fields)
    if term is None:
        raise Stale("term_is_gone")
    section.terms.remove(term)


def says(section: Section, fields: dict[str, Any]) -> bool:
    """Tell whether a section gives a term this very definition already."""
    term = _find(section, fields)
    return term is not None and term.definition == fields["definition"]


def remark(db: Session, document: Document) -> None:
    """Mark the terms in the stored texts of a document anew; those that stay so are not written."""
    db.flush()  # the terms as they are now
    for text in _texts(db, document):
        marks.refresh(db, text)


def remark_all(db: Session) -> None:
    """Mark the terms in every stored text anew, for an older database in which none is marked."""
    for document in db.scalars(select(Document).order_by(Document.id)):
        remark(db, document)


def _texts(db: Session, document: Document) -> list[Text]:
    query = select(Text).join(Text.section).where(Section.document_id == document.id)
    return list(db.scalars(query.order_by(Text.id)))


def _find(section: Section, fields: dict[str, Any]) -> Term | None:
    same = (
        one
        for one in section.terms
        if (one.language, one.term) == (fields["language"], fields["term"])
    )
    return next(same, None)
