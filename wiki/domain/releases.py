"""Releases: a document frozen whole, numbered and dated, which never changes afterwards."""

import hashlib
import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from wiki.domain import audit, clauses, documents, publishing
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import (
    Account,
    Document,
    Release,
    ReleaseText,
    Revision,
    Section,
    Term,
    Text,
    new_id,
)

TITLE_LIMIT = 300


def make(
    db: Session,
    document: Document,
    title: str,
    *,
    seen: str | None = None,
    by: Account,
    at: datetime,
) -> Release:
    """Freeze every text of a document as it stands, with its place and defined terms; publish it.

    Refuses with NotAllowed all but the lead; with Invalid an empty document, and one in which
    nothing changed since the latest release; with Stale where it is not what was `seen` (a seal).
    """
    require(by, Permission.RELEASE_MAKE, document)
    title = _required_title(title)
    documents.hold(db, document)  # of two at once, one gets the next number
    before, frozen = latest(db, document), standing(db, document)
    ensure_new(before, frozen)
    if seen is not None and seen != seal(before, frozen):
        raise Stale("text_moved_on")
    release = Release(
        id=new_id(),
        document=document,
        number=before.number + 1 if before else 1,
        title=title,
        made_by_id=by.id,
        made_at=at,
        texts=frozen,
    )
    db.add(release)
    publishing.publish(db, release)
    audit.record(db, "release.made", "release", release.id, by=by, at=at, texts=_contents(frozen))
    return release


def ensure_new(before: Release | None, frozen: Sequence[ReleaseText]) -> None:
    """Refuse with Invalid to release nothing, or the same again."""
    if not frozen:
        raise Invalid("release", "nothing_to_release")
    if before is not None and _contents(before.texts) == _contents(frozen):
        raise Invalid("release", "released_already", number=before.number)


def seal(before: Release | None, frozen: Sequence[ReleaseText]) -> str:
    """Return what stands for a release that could be made after another, and all it would hold."""
    held = json.dumps([before.number if before else 0, _contents(frozen)], sort_keys=True)
    return hashlib.sha256(held.encode()).hexdigest()[:20]


def listed(db: Session, document: Document) -> Sequence[Release]:
    """Return the releases of a document, the latest first."""
    return db.scalars(_of(document)).all()


def latest(db: Session, document: Document) -> Release | None:
    """Return the latest release of a document, or None."""
    return db.scalars(_of(document).limit(1)).first()


def get(db: Session, document: Document, number: int) -> Release:
    """Return the release of this number, or refuse with NotFound."""
    found = db.scalars(_of(document).where(Release.number == number)).first()
    if found is None:
        raise NotFound
    return found


def frozen_texts(db: Session, release: Release, language: str) -> Sequence[ReleaseText]:
    """Return the frozen texts of a release in one language, in order, with their sections."""
    revision = ReleaseText.revision
    query = (
        select(ReleaseText)
        .join(revision)
        .join(Revision.text)
        .where(ReleaseText.release_id == release.id, Text.language == language)
        .options(joinedload(revision).joinedload(Revision.text).joinedload(Text.section))
        .order_by(ReleaseText.position)
    )
    return db.scalars(query).all()


def _of(document: Document) -> Select[Release]:
    query = select(Release).where(Release.document_id == document.id)
    return query.options(joinedload(Release.made_by)).order_by(Release.number.desc())


def standing(db: Session, document: Document) -> list[ReleaseText]:
    """Return what a release of the document as it stands would hold."""
    query = (
        select(Revision, Section.id, Section.position, Text.language)
        .join(Text, (Text.id == Revision.text_id) & (Text.head == Revision.number))
        .join(Section, Section.id == Text.section_id)
        .where(Section.document_id == document.id, Section.removed_at.is_(None))
        .options(joinedload(Revision.text).joinedload(Text.section))
        .order_by(Section.position, Text.language)
    )
    terms = _terms(db, document)
    kinds = clauses.of_document(db, document)
    return [
        ReleaseText(
            revision=revision,
            revision_id=revision.id,
            position=position,
            terms=terms.get((section_id, language), {}),
            clauses={
                str(number): kind.value
                for number, kind in kinds.get((section_id, language), {}).items()
            },
        )
        for revision, section_id, position, language in db.execute(query)
    ]


def _terms(db: Session, document: Document) -> dict[tuple[str, str], dict[str, str]]:
    """Return the defined terms of a document by section and language."""
    found: dict[tuple[str, str], dict[str, str]] = {}
    query = select(Term).join(Term.section).where(Section.document_id == document.id)
    for term in db.scalars(query.order_by(Term.position)):
        found.setdefault((term.section_id, term.language), {})[term.term] = term.definition
    return found


def _contents(
    texts: Sequence[ReleaseText],
) -> list[tuple[str, int, dict[str, str], dict[str, str]]]:
    """Return what texts hold, in one order: languages of a section share their position."""
    in_order = sorted(texts, key=lambda text: text.revision_id)
    return [(text.revision_id, text.position, text.terms, text.clauses) for text in in_order]


def _required_title(title: str) -> str:
    if not title.strip():
        raise Invalid("title", "missing")
    if len(title) > TITLE_LIMIT:
        raise Invalid("title", "too_long", limit=TITLE_LIMIT)
    return title.strip()
