"""Bringing in a document from outside: the sections of a folder, a zip or a file become rows.

Into a document that exists come texts it lacks; those that differ from what people wrote meanwhile
become revisions only where that is asked for. Sections that don't come along stay as they are.
Everything is checked before anything is written, and a refusal names the file or the texts.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.domain import arrivals, audit, clauses, defining, documents, structure, texts
from wiki.domain.accounts import By
from wiki.domain.arrivals import Declaration, Incoming, IncomingText
from wiki.domain.clauses import Numbered
from wiki.domain.documents import actor
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Account, Document, Section, Text


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the document, and how many of its texts were new, revised or the same.

    A text is revised where its words, its title or its terms changed. `put_back` counts sections
    that had been removed.
    """

    document: Document
    added: int
    revised: int
    same: int
    put_back: int


@dataclass(frozen=True, slots=True)
class _Bringing:
    """Who brings something in, when, what the history says, and whether it may overwrite."""

    by: By
    at: datetime
    summary: str
    replace: bool


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
    declared = arrivals.declaration(incoming)
    groups = arrivals.by_section(incoming.texts)
    document = db.scalars(select(Document).where(Document.key == incoming.key)).first()
    if document is None:
        document = _create(db, incoming, declared, by, at)
    else:
        if isinstance(by, Account):
            require(by, Permission.DOCUMENT_IMPORT, document)
        structure.hold(db, document)
        arrivals.ensure_in(document.languages, incoming, key="language_not_of_document")
        if not replace:
            _ensure_nothing_overwritten(db, document, groups)
    bringing = _Bringing(by, at, summary, replace)
    done = Counter(
        what for of_one in groups for what in _bring_section(db, document, of_one, bringing)
    )
    defining.remark(db, document)
    audit.record(db, "document.imported", "document", document.id, by=actor(by), at=at)
    return Imported(document, done["added"], done["revised"], done["same"], done["put_back"])


def _create(
    db: Session, incoming: Incoming, declared: Declaration, by: By, at: datetime
) -> Document:
    arrivals.ensure_in(declared.languages, incoming, key="language_not_named")
    fallback = next(iter(incoming.titles.values()), incoming.key)
    return documents.create(
        db,
        key=incoming.key,
        titles={
            language: incoming.titles.get(language, fallback) for language in declared.languages
        },
        languages=declared.languages,
        preface=declared.preface,
        readers=declared.readers,
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
    kinds = clauses.of_document(db, document)
    differing = [
        text
        for group in groups
        for text in group
        if (section := known.get(text.facts.key))
        and _overwrites(
            text,
            section,
            words.get((section.id, text.facts.language)),
            kinds.get((section.id, text.facts.language), {}),
        )
    ]
    if differing:
        raise _differing(differing)


def _differing(incoming: Sequence[IncomingText]) -> Invalid:
    names = ", ".join(f"{text.facts.key} ({text.facts.language})" for text in incoming)
    return Invalid("texts", "texts_differ", texts=names)


def _overwrites(
    incoming: IncomingText, section: Section, words: tuple[str, str] | None, kinds: Numbered
) -> bool:
    """Tell whether a text would undo what was decided about a section: also terms, or its end."""
    facts = incoming.facts
    if section.removed_at is not None:
        return True
    if words is not None and words != (incoming.source, facts.title):
        return True
    return words is not None and (_redefines(incoming, section) or _classes(incoming, kinds))


def _redefines(incoming: IncomingText, section: Section) -> bool:
    """Tell whether a text names other terms than its section has, or defines them otherwise."""
    facts = incoming.facts
    terms = {
        term.term: term.definition for term in section.terms if term.language == facts.language
    }
    return incoming.names_terms and terms != dict(map(arrivals.words_of, facts.terms))


def _classes(incoming: IncomingText, kinds: Numbered) -> bool:
    """Tell whether a text gives its paragraphs other kinds than they have."""
    return incoming.names_terms and arrivals.kinds_of(incoming) != kinds


def _bring_section(
    db: Session, document: Document, incoming: Sequence[IncomingText], bringing: _Bringing
) -> list[str]:
    """Write one section; return what was done, as `Imported` counts it."""
    query = select(Section).where(
        Section.document_id == document.id, Section.key == incoming[0].facts.key
    )
    section = db.scalars(query).first()
    if section is None:
        section = _add_section(db, document, incoming, bringing)
        _define(section, incoming, bringing.at)
        _classify(db, section, incoming)
        return ["added" for _ in incoming]
    done = []
    if section.removed_at is not None:
        structure.put_back(db, section, incoming[0].facts.position)
        done.append("put_back")
    done += [_bring_text(db, section, text, bringing) for text in incoming]
    _define(section, incoming, bringing.at)
    _classify(db, section, incoming)
    return done


def _add_section(
    db: Session, document: Document, incoming: Sequence[IncomingText], bringing: _Bringing
) -> Section:
    first = incoming[0].facts
    fields = {
        "key": first.key,
        "position": first.position,
        "titles": {text.facts.language: text.facts.title for text in incoming},
        "texts": {text.facts.language: text.source for text in incoming},
    }
    return structure.add_section(db, document, fields, by=actor(bringing.by), at=bringing.at)


def _bring_text(db: Session, section: Section, incoming: IncomingText, bringing: _Bringing) -> str:
    """Write one text; return what was done. Refuses as the check does words saved since then.

    Nothing else changed: sections and terms are the structure's, which is held from before that.
    """
    facts, source = incoming.facts, incoming.source
    by, at = actor(bringing.by), bringing.at
    query = select(Text).where(Text.section_id == section.id, Text.language == facts.language)
    text = db.scalars(query).first()
    if text is None:
        texts.create(db, section, facts.language, title=facts.title, source=source, by=by, at=at)
        return "added"
    if (text.source, text.title) == (source, facts.title):
        says_otherwise = _redefines(incoming, section)
        return "revised" if says_otherwise or _classes(incoming, _kinds(db, text)) else "same"
    if not bringing.replace:
        raise _differing([incoming])
    prepared = texts.prepare(db, text, source)
    texts.revise(db, text, prepared, by=by, at=at, summary=bringing.summary, title=facts.title)
    return "revised"


def _kinds(db: Session, text: Text) -> Numbered:
    by_id = clauses.of_text(db, text)
    return {one.number: by_id[one.id] for one in text.blocks if one.number and one.id in by_id}


def _classify(db: Session, section: Section, incoming: Sequence[IncomingText]) -> None:
    """Give the paragraphs of the languages that came in the kinds that came in."""
    query = select(Text).where(Text.section_id == section.id)
    known = {text.language: text for text in db.scalars(query)}
    for one in incoming:
        text = known[one.facts.language]
        if _classes(one, _kinds(db, text)):
            clauses.put_numbered(db, text, arrivals.kinds_of(one))


def _define(section: Section, incoming: Sequence[IncomingText], at: datetime) -> None:
    """Make the defined terms of the languages that came in those that came in."""
    languages = {text.facts.language for text in incoming if text.names_terms}
    known = {(term.language, term.term): term for term in section.terms}
    for text in incoming:
        for position, given in enumerate(text.facts.terms, start=1):
            known.pop((text.facts.language, given.term), None)
            word, meaning = arrivals.words_of(given)
            fields = {"language": text.facts.language, "term": word, "definition": meaning}
            defining.define(section, fields, at=at).position = position
    for term in known.values():
        if term.language in languages:
            section.terms.remove(term)
