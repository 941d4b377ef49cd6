"""Bringing in a document from outside: the sections of a folder, a zip or a file become rows.

Into a document that exists come texts it lacks; those that differ from what people wrote meanwhile
become revisions only where that is asked for. Sections that don't come along stay as they are.
Everything is checked before anything is written, and a refusal names the file or the texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.domain import arrivals, audit, documents, structure, texts
from wiki.domain.accounts import By
from wiki.domain.arrivals import Incoming, IncomingText, Told
from wiki.domain.documents import actor
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Account, Document, Section, Term, Text, new_id


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the document, and how many of its texts were new, revised or the same."""

    document: Document
    added: int
    revised: int
    same: int


def bring_in(
    db: Session,
    incoming: Incoming,
    *,
    by: By,
    at: datetime,
    summary: str,
    replace: bool = False,
) -> Imported:
    """Make a document of what came in, or bring it into the one of that key.

    `summary` is what the history says. Refuses with NotAllowed; with Invalid, and `file` among its
    values, what cannot become a section; with Invalid, and `texts` among its values, what would
    overwrite words of the document without `replace`; with Stale when a text moved on meanwhile.
    """
    told = arrivals.told(incoming)
    groups = arrivals.by_section(incoming.texts)
    document = db.scalars(select(Document).where(Document.key == incoming.key)).first()
    if document is None:
        document = _create(db, incoming, told, by, at)
    else:
        if isinstance(by, Account):
            require(by, Permission.DOCUMENT_IMPORT, document)
        structure.hold(db, document)
        arrivals.ensure_in(document.languages, incoming, key="language_not_of_document")
        if not replace:
            _ensure_nothing_overwritten(db, document, groups)
    counts = [
        _bring_section(db, document, of_one, by=by, at=at, summary=summary) for of_one in groups
    ]
    audit.record(db, "document.imported", "document", document.id, by=actor(by), at=at)
    return Imported(document, *(sum(column) for column in zip(*counts, strict=True)))


def _create(db: Session, incoming: Incoming, told: Told, by: By, at: datetime) -> Document:
    arrivals.ensure_in(told.languages, incoming, key="language_not_named")
    fallback = next(iter(incoming.titles.values()), incoming.key)
    return documents.create(
        db,
        key=incoming.key,
        titles={language: incoming.titles.get(language, fallback) for language in told.languages},
        languages=told.languages,
        preface=told.preface,
        readers=told.readers,
        by=by,
        at=at,
    )


def _ensure_nothing_overwritten(
    db: Session, document: Document, groups: Sequence[Sequence[IncomingText]]
) -> None:
    sections = select(Section).where(Section.document_id == document.id)
    known = {one.key: one for one in db.scalars(sections.options(selectinload(Section.terms)))}
    texts_of_it = select(Text).join(Section).where(Section.document_id == document.id)
    words = {
        (text.section_id, text.language): (text.source, text.title)
        for text in db.scalars(texts_of_it)
    }
    differing = [
        f"{text.facts.key} ({text.facts.language})"
        for group in groups
        for text in group
        if (section := known.get(text.facts.key))
        and _overwrites(text, section, words.get((section.id, text.facts.language)))
    ]
    if differing:
        raise Invalid("texts", "texts_differ", texts=", ".join(differing))


def _overwrites(incoming: IncomingText, section: Section, words: tuple[str, str] | None) -> bool:
    """Tell whether a text would undo what was decided about a section: words, terms or its end."""
    facts = incoming.facts
    if section.removed_at is not None:
        return True
    if words is not None and words != (incoming.source, facts.title):
        return True
    terms = {
        term.term: term.definition for term in section.terms if term.language == facts.language
    }
    return (
        incoming.names_terms
        and words is not None
        and terms != dict(map(arrivals.words_of, facts.terms))
    )


def _bring_section(
    db: Session,
    document: Document,
    incoming: Sequence[IncomingText],
    *,
    by: By,
    at: datetime,
    summary: str,
) -> tuple[int, int, int]:
    """Write one section; return how many texts were added, revised and the same."""
    query = select(Section).where(
        Section.document_id == document.id, Section.key == incoming[0].facts.key
    )
    section = db.scalars(query).first()
    if section is None:
        section = _add_section(db, document, incoming, by, at)
        _define(section, incoming)
        return len(incoming), 0, 0
    if section.removed_at is not None:
        structure.put_back(db, section, incoming[0].facts.position)
    _define(section, incoming)
    counts = {"added": 0, "revised": 0, "same": 0}
    for text in incoming:
        counts[_bring_text(db, section, text, by=by, at=at, summary=summary)] += 1
    return counts["added"], counts["revised"], counts["same"]


def _add_section(
    db: Session, document: Document, incoming: Sequence[IncomingText], by: By, at: datetime
) -> Section:
    first = incoming[0].facts
    fields = {
        "key": first.key,
        "position": first.position,
        "titles": {text.facts.language: text.facts.title for text in incoming},
        "texts": {text.facts.language: text.source for text in incoming},
    }
    return structure.add_section(db, document, fields, by=actor(by), at=at)


def _bring_text(
    db: Session, section: Section, incoming: IncomingText, *, by: By, at: datetime, summary: str
) -> str:
    facts, source = incoming.facts, incoming.source
    query = select(Text).where(Text.section_id == section.id, Text.language == facts.language)
    text = db.scalars(query).first()
    if text is None:
        texts.create(
            db, section, facts.language, title=facts.title, source=source, by=actor(by), at=at
        )
        return "added"
    if (text.source, text.title) == (source, facts.title):
        return "same"
    prepared = texts.prepare(db, text, source)
    texts.revise(db, text, prepared, by=actor(by), at=at, summary=summary, title=facts.title)
    return "revised"


def _define(section: Section, incoming: Sequence[IncomingText]) -> None:
    """Make the defined terms of the languages that came in those that came in."""
    languages = {text.facts.language for text in incoming if text.names_terms}
    known = {(term.language, term.term): term for term in section.terms}
    for text in incoming:
        for position, given in enumerate(text.facts.terms, start=1):
            term = known.pop((text.facts.language, given.term), None)
            if term is None:
                term = Term(id=new_id(), language=text.facts.language, term=given.term)
                section.terms.append(term)
            term.position, term.definition = position, given.definition
    for term in known.values():
        if term.language in languages:
            section.terms.remove(term)
