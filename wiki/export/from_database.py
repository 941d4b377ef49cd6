"""A document as manuscripts: of a release its frozen revisions, of a draft the texts as they stand.

Whoever asks may read the document; that was decided before.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wiki.domain import revisions, structure
from wiki.domain.bundles import PREFACE
from wiki.export.document_facts import DocumentFacts
from wiki.export.manuscript import Chapter, Manuscript
from wiki.models import Document, Release, ReleaseText, Revision, Section, Text
from wiki.text.frontmatter import Term


def manuscript(
    db: Session,
    document: Document,
    language: str,
    *,
    release: Release | None = None,
    organisation: str = "",
    on: date,
) -> Manuscript:
    """Return a document in one language; `on` dates a draft, a release has its own date."""
    chapters = _frozen(db, release, language) if release else _standing(db, document, language)
    return Manuscript(
        key=document.key,
        title=document.title_in(language),
        language=language,
        organisation=organisation,
        number=release.number if release else None,
        dated=release.made_at.date() if release else on,
        sections=tuple(chapters),
    )


def facts(document: Document) -> DocumentFacts:
    """Return what an export says about the document as a whole, so that it imports again."""
    about: dict[str, Any] = {"languages": document.languages, "readers": document.readers.value}
    for part in PREFACE:
        words = {
            language: parts[part] for language, parts in document.preface.items() if part in parts
        }
        if words:
            about[part] = words
    return DocumentFacts(document.key, document.titles, about)


def _standing(db: Session, document: Document, language: str) -> Iterator[Chapter]:
    sections = structure.standing_sections(db, document)
    query = (
        select(Text)
        .join(Text.section)
        .where(Section.document_id == document.id, Text.language == language)
    )
    texts = {text.section_id: text for text in db.scalars(query)}
    for section in sections:
        if text := texts.get(section.id):
            yield Chapter(
                key=section.key,
                title=text.title,
                position=section.position,
                language=language,
                source=text.source,
                terms=tuple(
                    Term(term.term, term.definition)
                    for term in section.terms
                    if term.language == language
                ),
            )


def _frozen(db: Session, release: Release, language: str) -> Iterator[Chapter]:
    query = (
        select(ReleaseText)
        .join(ReleaseText.revision)
        .join(Revision.text)
        .where(ReleaseText.release_id == release.id, Text.language == language)
        .options(
            joinedload(ReleaseText.revision).joinedload(Revision.text).joinedload(Text.section)
        )
        .order_by(ReleaseText.position)
    )
    for frozen in db.scalars(query):
        revision = frozen.revision
        yield Chapter(
            key=revision.text.section.key,
            title=revision.title,
            position=frozen.position,
            language=language,
            source=revisions.source_at(db, revision.text, revision.number),
            terms=tuple(Term(word, meaning) for word, meaning in frozen.terms.items()),
        )
