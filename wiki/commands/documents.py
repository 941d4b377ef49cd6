"""Bringing documents in and out, from the command line."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from sqlalchemy.orm import Session

from wiki.commands import files
from wiki.commands.running import CommandRefused, amount, at_head, now, settings, tell
from wiki.domain import bundles, documents, releases
from wiki.domain.accounts import OPERATOR
from wiki.errors import NotFound
from wiki.export import bundle, from_database, incoming, markdown, pdf
from wiki.export.manuscript import Manuscript
from wiki.models import Document, Release

SUMMARY = "Imported"


def bring_in(given: Namespace) -> None:
    """Import a folder, a zip or a Markdown file."""
    source = Path(given.path)
    read = bundle.read(source)
    code = incoming.document(
        read,
        name=source.resolve().name,
        key=given.document or "",
        language=given.language or settings().default_language,
        divided=given.split,
    )
    with at_head("python -m wiki import") as database, database.write() as db:
        if not (given.document or read.document):
            _require_known(db, code.key)
        done = bundles.bring_in(
            db,
            code,
            by=OPERATOR,
            at=now(),
            summary=given.summary or SUMMARY,
            replace=given.replace,
        )
        key = done.document.key
    added = amount(done.added, "text")
    tell(f"{key}: {added} added, {done.revised} revised, {done.same} unchanged.")
    if done.put_back:
        tell(f"Sections that had been removed and stand again: {done.put_back}.")
    for name in read.left_out:
        tell(f"Left out, because it is no text: {name}")


def _require_known(db: Session, key: str) -> None:
    """Refuse to guess that files which name no document are a second one."""
    keys = [document.key for document in documents.all_known(db)]
    if keys and key not in keys:
        raise CommandRefused(
            f"These files don't say which document they are of; there is: {', '.join(keys)}. Add "
            f"--document KEY to bring them into it, or --document {key} to begin another one."
        )


def export(given: Namespace) -> None:
    """Write a document to a file, as it stands or as a release froze it.

    Replaces a file only where that was asked for, and a folder never.
    """
    target = Path(given.output)
    files.require_free(target, replace=given.force)
    with at_head() as database, database.read() as db:
        document = _chosen(db, given.document)
        made = FORMATS[given.format](db, document, given)
    files.require_free(target, replace=given.force)  # nobody else wrote it meanwhile
    files.write_whole(target, made)
    tell(f"{target} is written ({len(made)} bytes).")


def _chosen(db: Session, key: str | None) -> Document:
    """Return the document that was named, or the only one."""
    if key:
        return documents.known(db, key)
    everything = documents.all_known(db)
    if len(everything) != 1:
        keys = ", ".join(document.key for document in everything) or "none yet"
        raise CommandRefused(f"Name a document with --document; there are: {keys}.")
    return everything[0]


def _manuscript(db: Session, document: Document, language: str, given: Namespace) -> Manuscript:
    return from_database.manuscript(
        db,
        document,
        language,
        release=_release(db, document, given.release),
        organisation=settings().organisation_name,
        on=now().astimezone(settings().timezone).date(),
    )


def _release(db: Session, document: Document, number: int | None) -> Release | None:
    """Return the release of a number, or none where no number was given."""
    if number is None:
        return None
    try:
        return releases.get(db, document, number)
    except NotFound:
        known = sorted(release.number for release in releases.listed(db, document))
        offered = ", ".join(map(str, known)) or "none yet"
        raise CommandRefused(
            f"{document.key} has no release {number}; it has: {offered}."
        ) from None


def _language(document: Document, given: Namespace) -> str:
    language = given.language or document.languages[0]
    if language not in document.languages:
        offered = ", ".join(document.languages)
        raise CommandRefused(f"{document.key} has no language {language!r}; it has: {offered}.")
    return str(language)


def _markdown(db: Session, document: Document, given: Namespace) -> bytes:
    return markdown.one_file(_manuscript(db, document, _language(document, given), given))


def _pdf(db: Session, document: Document, given: Namespace) -> bytes:
    return pdf.to_pdf(_manuscript(db, document, _language(document, given), given))


def _zip(db: Session, document: Document, given: Namespace) -> bytes:
    languages = [given.language] if given.language else document.languages
    manuscripts = [_manuscript(db, document, language, given) for language in languages]
    return markdown.zip_of_sections(from_database.facts(document), manuscripts)


FORMATS: dict[str, Callable[[Session, Document, Namespace], bytes]] = {
    "markdown": _markdown,
    "zip": _zip,
    "pdf": _pdf,
}
