"""Bringing in a document from outside: the sections of a folder, a zip or a file become rows.

Into a document that exists come texts it lacks; those that differ from what people wrote meanwhile
become revisions only where that is asked for. Sections that don't come along stay as they are.
Everything is checked before anything is written, and a refusal names the file or the texts.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.domain import audit, documents, prefaces, structure, texts
from wiki.domain.accounts import By
from wiki.domain.documents import actor
from wiki.domain.keys import KEY
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid
from wiki.models import Account, Document, Readers, Section, Term, Text, new_id
from wiki.text import gate
from wiki.text.frontmatter import Facts
from wiki.text.frontmatter import Term as GivenTerm

LANGUAGE = re.compile(r"[a-z]{2}")
LINE_LIMIT = 300
ABOUT = "document.yaml"


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A section in one language: its facts, its Markdown, and the file it came in.

    `names_terms` tells whether its facts say which terms it defines; else those stay as they are.
    """

    file: str
    facts: Facts
    source: str
    names_terms: bool = True


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document from outside. `about` may hold languages, readers and the parts of a preface."""

    key: str
    titles: Mapping[str, str]
    texts: Sequence[IncomingText]
    about: Mapping[str, Any] = field(default_factory=dict)


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
    for text in incoming.texts:
        _ensure_fit(text)
    for title in incoming.titles.values():
        _ensure_characters(title, ABOUT)
    _readers(incoming.about)
    prefaces.read(incoming.about, _languages(incoming), file=ABOUT)
    groups = _by_section(incoming.texts)
    document = db.scalars(select(Document).where(Document.key == incoming.key)).first()
    if document is None:
        document = _create(db, incoming, by, at)
    else:
        if isinstance(by, Account):
            require(by, Permission.DOCUMENT_IMPORT, document)
        structure.hold(db, document)
        if not replace:
            _ensure_nothing_overwritten(db, document, groups)
    counts = [
        _bring_section(db, document, of_one, by=by, at=at, summary=summary) for of_one in groups
    ]
    audit.record(db, "document.imported", "document", document.id, by=actor(by), at=at)
    return Imported(document, *(sum(column) for column in zip(*counts, strict=True)))


def _create(db: Session, incoming: Incoming, by: By, at: datetime) -> Document:
    languages = _languages(incoming)
    fallback = next(iter(incoming.titles.values()), incoming.key)
    return documents.create(
        db,
        key=incoming.key,
        titles={language: incoming.titles.get(language, fallback) for language in languages},
        languages=languages,
        preface=prefaces.read(incoming.about, languages, file=ABOUT),
        readers=_readers(incoming.about),
        by=by,
        at=at,
    )


def _languages(incoming: Incoming) -> list[str]:
    """Return the languages the document names, or those that came in."""
    if "languages" not in incoming.about:
        return list(dict.fromkeys(text.facts.language for text in incoming.texts))
    named = incoming.about["languages"]
    if not isinstance(named, list) or not named or not all(map(_is_language, named)):
        raise Invalid("languages", "not_offered", file=ABOUT)
    return named


def _is_language(word: object) -> bool:
    return isinstance(word, str) and LANGUAGE.fullmatch(word) is not None


def _readers(about: Mapping[str, Any]) -> Readers:
    try:
        return Readers(about.get("readers", Readers.MEMBERS))
    except ValueError as unknown:
        raise Invalid("readers", "not_offered", file=ABOUT) from unknown


def _ensure_fit(text: IncomingText) -> None:
    facts = text.facts
    if not KEY.fullmatch(facts.key) or len(facts.key) > documents.KEY_LIMIT:
        raise Invalid("key", "key_shape", file=text.file)
    if not LANGUAGE.fullmatch(facts.language):
        raise Invalid("language", "not_offered", file=text.file)
    if not facts.title.strip():
        raise Invalid("title", "missing", file=text.file)
    for line in (facts.title, *(term.term for term in facts.terms)):
        if len(line) > LINE_LIMIT:
            raise Invalid("title", "too_long", limit=LINE_LIMIT, file=text.file)
    for words in (facts.title, *(word for term in facts.terms for word in _words(term))):
        _ensure_characters(words, text.file)
    if len({term.term for term in facts.terms}) != len(facts.terms):
        raise Invalid("term", "twice", file=text.file)
    if len(text.source) > texts.LIMIT:
        raise Invalid("source", "too_long", limit=texts.LIMIT, file=text.file)


def _words(term: GivenTerm) -> tuple[str, str]:
    return term.term, term.definition


def _ensure_characters(words: str, file: str) -> None:
    """Refuse characters that no text holds, which YAML can spell all the same."""
    try:
        gate.accept(words, texts.LIMIT)
    except gate.Refused as refused:
        raise Invalid("title", refused.key, file=file, **refused.values) from None


def _by_section(incoming: Sequence[IncomingText]) -> list[list[IncomingText]]:
    """Return the texts of each section together, sections in order of position, then as given."""
    of_one: dict[str, dict[str, IncomingText]] = {}
    for text in incoming:
        languages = of_one.setdefault(text.facts.key, {})
        if text.facts.language in languages:
            raise Invalid("key", "twice", file=text.file)
        languages[text.facts.language] = text
    last = len(of_one) + 1
    groups = [list(languages.values()) for languages in of_one.values()]
    return sorted(groups, key=lambda group: group[0].facts.position or last)


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
    return incoming.names_terms and words is not None and terms != dict(map(_words, facts.terms))


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
