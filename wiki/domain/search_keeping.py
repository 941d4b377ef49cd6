"""The search index as a whole: made anew from what it repeats, and compared with that."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import bindparam, delete, insert, select
from sqlalchemy import text as sql
from sqlalchemy.orm import Session

from wiki.domain import proposals, search_index
from wiki.domain.search_index import Entry
from wiki.models import (
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Revision,
    SearchEntry,
    Section,
    Text,
)

_INDEXED = sql("SELECT id FROM search_index_docsize")
_TEXTS = (
    select(Text, Revision.block_ids)
    .join(Text.section)
    .outerjoin(Revision, (Revision.text_id == Text.id) & (Revision.number == Text.head))
    .where(Section.document_id == bindparam("document"))
)
_OF_DOCUMENT = SearchEntry.document_id == bindparam("id")
_SAYS = "subject_id", "kind", "language", "words", "plain", "stems"
_AT_ONCE = 500


def rebuild(db: Session) -> int:
    """Write every search entry anew and return how many there are."""
    db.execute(delete(SearchEntry))
    documents = db.scalars(select(Document).order_by(Document.id)).all()
    return sum(_write(db, document) for document in documents)


def rebuild_one(db: Session, document: Document) -> None:
    """Write the search entries of one document anew; nothing of its earlier words is kept."""
    db.flush()
    db.execute(delete(SearchEntry).where(SearchEntry.document_id == document.id))
    _write(db, document)
    search_index.forget_removed(db)


def _write(db: Session, document: Document) -> int:
    rows = list(_rows(db, document))
    for start in range(0, len(rows), _AT_ONCE):
        db.execute(insert(SearchEntry), rows[start : start + _AT_ONCE])
    return len(rows)


def differing(db: Session) -> Iterator[str]:
    """Give the ids of what is not found by its words, or by words it doesn't have."""
    for document in db.scalars(select(Document).order_by(Document.id)):
        wanted = Counter(tuple(row[name] for name in _SAYS) for row in _rows(db, document))
        query = select(*(SearchEntry.__table__.c[name] for name in _SAYS))
        stored = Counter(map(tuple, db.execute(query.where(_OF_DOCUMENT), {"id": document.id})))
        differ = (wanted - stored) + (stored - wanted)
        yield from sorted({subject_id for subject_id, *_ in differ})
    yield from _not_indexed(db)


def _not_indexed(db: Session) -> Iterable[str]:
    """Return the subjects whose entries the table of FTS5 doesn't know; a GIN index knows all."""
    if db.get_bind().dialect.name != "sqlite":
        return ()
    indexed = set(db.scalars(_INDEXED))
    entries = db.execute(select(SearchEntry.id, SearchEntry.subject_id)).all()
    unknown = sorted(row.subject_id for row in entries if row.id not in indexed)
    return unknown or (["index"] if len(indexed) > len(entries) else ())


def _rows(db: Session, document: Document) -> Iterator[dict[str, Any]]:
    """Give the rows of all that is found in a document."""
    for text, ids in db.execute(_TEXTS, {"document": document.id}):
        for entry in search_index.of_text(text, ids or ()):
            yield search_index.row(entry, document.id, text.language, text_id=text.id)
    for about, entries in _said(db, document):
        for entry in entries:
            yield search_index.row(entry, document.id, about.language, contribution_id=about.id)


def _said(db: Session, document: Document) -> Iterator[tuple[Contribution, Iterable[Entry]]]:
    """Give what was brought in on a document, with all that it is found by."""
    brought = db.scalars(select(Contribution).where(Contribution.document_id == document.id)).all()
    proposed = [one.id for one in brought if one.kind is ContributionKind.PROPOSAL]
    wordings = proposals.current_of(db, proposed)
    for one in brought:
        yield one, search_index.of_reason(one)
        if one.id in wordings:
            yield one, search_index.of_wording(one, wordings[one.id])
    comments = select(Comment).join(Comment.contribution)
    for comment in db.scalars(comments.where(Contribution.document_id == document.id)):
        yield comment.contribution, search_index.of_comment(comment)
