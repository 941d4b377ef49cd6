"""A document as manuscripts: of a release its frozen revisions, of a draft the texts as they stand.

Whoever asks may read the document; that was decided before.
"""

from collections.abc import Iterator
from datetime import UTC, date, tzinfo
from typing import Any

from sqlalchemy.orm import Session

from wiki.domain import clauses, documents, prefaces, releases, revisions
from wiki.export.document_facts import DocumentFacts
from wiki.export.manuscript import Chapter, Manuscript
from wiki.models import Document, Release
from wiki.text.frontmatter import Clause, Term


def manuscript(
    db: Session,
    document: Document,
    language: str,
    *,
    release: Release | None = None,
    organisation: str = "",
    on: date,
    zone: tzinfo = UTC,
) -> Manuscript:
    """Return a document in one language.

    `on` dates a draft; a release has the date of its own day in the time zone.
    """
    chapters = _frozen(db, release, language) if release else _standing(db, document, language)
    return Manuscript(
        key=document.key,
        title=document.title_in(language),
        language=language,
        organisation=organisation,
        number=release.number if release else None,
        dated=release.made_at.astimezone(zone).date() if release else on,
        sections=tuple(chapters),
        name=release.title if release else "",
    )


def facts(document: Document) -> DocumentFacts:
    """Return what an export says about the document as a whole, so that it imports again."""
    about: dict[str, Any] = {"languages": document.languages, "readers": document.readers.value}
    for part in prefaces.PARTS:
        words = {
            language: parts[part] for language, parts in document.preface.items() if part in parts
        }
        if words:
            about[part] = words
    return DocumentFacts(document.key, document.titles, about)


def _standing(db: Session, document: Document, language: str) -> Iterator[Chapter]:
    kinds = clauses.of_document(db, document)
    for text in documents.standing_texts(db, document, language):
        yield Chapter(
            key=text.section.key,
            title=text.title,
            position=text.section.position,
            language=language,
            source=text.source,
            terms=tuple(
                Term(term.term, term.definition)
                for term in text.section.terms
                if term.language == language
            ),
            clauses=tuple(
                Clause(number, kind.value)
                for number, kind in kinds.get((text.section_id, language), {}).items()
            ),
        )


def _frozen(db: Session, release: Release, language: str) -> Iterator[Chapter]:
    for frozen in releases.frozen_texts(db, release, language):
        revision = frozen.revision
        yield Chapter(
            key=revision.text.section.key,
            title=revision.title,
            position=frozen.position,
            language=language,
            source=revisions.source_at(db, revision.text, revision.number),
            terms=tuple(Term(word, meaning) for word, meaning in frozen.terms.items()),
            clauses=tuple(Clause(int(n), kind) for n, kind in frozen.clauses.items()),
        )
