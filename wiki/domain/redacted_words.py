"""Words kept outside the histories of texts, found and taken out: what people said and named.

Each kind of thing of a document is listed here with the columns that hold words. Values may be
words, or words by language or by name; names of fields stay.
"""

from collections.abc import Container, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Select, String, inspect, select
from sqlalchemy.orm import Session, joinedload

from wiki.domain.redacted_search import Place, Search
from wiki.models import (
    Base,
    Comment,
    Contribution,
    Document,
    Edit,
    EditKind,
    Group,
    Meeting,
    PastDecision,
    Release,
    ReleaseText,
    Round,
    Section,
    Term,
    Wording,
)
from wiki.text import render
from wiki.text.redaction import MARKS

NOT_WORDS = ("key", "place", "position", "after", "language")
"""Names of fields that hold no words: what stands in addresses, and where things are."""


class Kept(NamedTuple):
    """Words in a column of a row; `language` is the one they are in unless they tell themselves."""

    kind: str
    row: Base
    column: str
    language: str

    @property
    def texts(self) -> tuple[str, ...]:
        """The words, whatever shape they are kept in."""
        names = isinstance(self.row, ReleaseText)
        return tuple(_texts(getattr(self.row, self.column), names=names))


def found(db: Session, document: Document, search: Search) -> Iterator[Place]:
    """Give what holds the words."""
    for kept in _all(db, document):
        yield from search.place(kept.kind, *kept.texts)


def redact(db: Session, document: Document, search: Search) -> set[str]:
    """Take the words out and return the ids of the things that held them."""
    touched = set()
    for kept in list(_all(db, document)):
        if any(map(search.wanted.is_in, kept.texts)):
            _redact(kept, search)
            touched |= {_id_of(kept.row)}
    db.flush()
    return touched


def suggested_keys(db: Session, document: Document) -> set[str]:
    """Return the addresses that suggested sections would have."""
    query = (
        select(Edit.fields)
        .join(Wording, Wording.id == Edit.wording_id)
        .join(Contribution, Contribution.id == Wording.proposal_id)
        .where(Contribution.document_id == document.id, Edit.kind == EditKind.ADD_SECTION)
    )
    return {fields["key"] for fields in db.scalars(query) if fields and fields.get("key")}


def _redact(kept: Kept, search: Search) -> None:
    row = kept.row
    value = getattr(row, kept.column)
    column = inspect(type(row)).columns[kept.column]
    if isinstance(column.type, String) and column.type.length:
        told = search.line(value, kept.language, column.type.length)
    elif isinstance(row, ReleaseText):
        told = _told(value, kept.language, search, names=True)
    else:
        told = _told(value, kept.language, search)
    if isinstance(row, Term) and kept.column == "term":
        same = (one for one in row.section.terms if one.language == row.language)
        told = _apart(told, {one.term for one in same if one is not row})
    setattr(row, kept.column, told)
    if isinstance(row, Comment) and kept.column == "source":
        row.html = render.to_html(row.source, kept.language)


def _told(value: Any, language: str, search: Search, *, names: bool = False) -> Any:
    """Return a value without the words; with `names`, also those it calls its parts by."""
    if isinstance(value, str):
        return search.redact(value, language)
    if isinstance(value, list):
        return [_told(one, language, search) for one in value]
    if not isinstance(value, dict):
        return value
    told: dict[str, Any] = {}
    for name, one in value.items():
        called = _apart(search.redact(name, language), told) if names else name
        own = name if name in MARKS else language
        told[called] = one if name in NOT_WORDS else _told(one, own, search)
    return told


def _apart(name: str, others: Container[str]) -> str:
    """Return a name that no other one has: two may be one without the words."""
    number, told = 1, name
    while told in others:
        number += 1
        told = f"{name} ({number})"
    return told


def _texts(value: Any, *, names: bool) -> Iterator[str]:
    """Give the words of a value, as `_told` takes words out of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one, names=names)
    elif isinstance(value, dict):
        for name, one in value.items():
            if names:
                yield name
            if name not in NOT_WORDS:
                yield from _texts(one, names=names)


def _id_of(row: Base) -> str:
    """Return the id under which the audit knows a thing."""
    match row:
        case ReleaseText():
            return row.release_id
        case Wording():
            return row.proposal_id
        case Term():
            return row.section_id
        case Edit():
            return row.wording.proposal_id
        case _:
            return str(inspect(type(row)).primary_key_from_instance(row)[0])


NAMES = (
    (Round, "titles"),
    (Group, "names"),
    (Group, "purposes"),
    (Group, "contact"),
    (Meeting, "title"),
)
"""What is called something, and where its name and what else is said of it stand."""


def _all(db: Session, document: Document) -> Iterator[Kept]:
    """Give all words kept about a document, as they are stored now, outside its histories."""
    first = document.languages[0]
    yield Kept("document", document, "titles", first)
    yield Kept("document", document, "preface", first)
    for model, column in NAMES:
        for row in _fresh(db, select(model).where(model.document_id == document.id)):
            yield Kept("name", row, column, first)
    yield from _terms(db, document)
    yield from _said(db, document)
    yield from _proposed(db, document)
    yield from _released(db, document, first)


def _terms(db: Session, document: Document) -> Iterator[Kept]:
    query = select(Term).join(Term.section).where(Section.document_id == document.id)
    for term in _fresh(db, query):
        yield Kept("term", term, "term", term.language)
        yield Kept("term", term, "definition", term.language)


def _said(db: Session, document: Document) -> Iterator[Kept]:
    own = Contribution.document_id == document.id
    for one in _fresh(db, select(Contribution).where(own)):
        yield Kept("reason", one, "reason", one.language)
        yield Kept("reason", one, "held_reason", one.language)
    undone = select(PastDecision).join(PastDecision.contribution).where(own)
    for past in _fresh(db, undone.options(joinedload(PastDecision.contribution))):
        yield Kept("reason", past, "reason", past.contribution.language)
        yield Kept("reason", past, "undone_because", past.contribution.language)
    query = select(Comment).join(Comment.contribution).where(own)
    for comment in _fresh(db, query.options(joinedload(Comment.contribution))):
        yield Kept("comment", comment, "source", comment.contribution.language)
        yield Kept("reason", comment, "held_reason", comment.contribution.language)


def _proposed(db: Session, document: Document) -> Iterator[Kept]:
    own = Contribution.document_id == document.id
    query = select(Wording, Contribution.language)
    for wording, language in db.execute(
        query.join(Contribution, Contribution.id == Wording.proposal_id).where(own),
        execution_options={"populate_existing": True},
    ):
        yield Kept("proposal", wording, "why", language)
        for edit in wording.edits:
            yield Kept("proposal", edit, "fields", edit.language or language)


def _released(db: Session, document: Document, language: str) -> Iterator[Kept]:
    for release in _fresh(db, select(Release).where(Release.document_id == document.id)):
        yield Kept("release", release, "title", language)
        for frozen in release.texts:
            yield Kept("release", frozen, "terms", frozen.revision.text.language)


def _fresh(db: Session, query: Select[Any]) -> Iterator[Any]:
    yield from db.scalars(query, execution_options={"populate_existing": True}).unique().all()
