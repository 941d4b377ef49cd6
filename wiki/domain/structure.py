"""The structure of a document: sections added, removed, renamed and moved, and defined terms.

Removing a section keeps its texts and history: it can be put back by importing or restoring.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import audit, defining, documents, section_keys, texts
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, Stale
from wiki.models import (
    Account,
    Document,
    Edit,
    EditKind,
    Proposal,
    Revision,
    Section,
    Text,
    new_id,
)


def apply(
    db: Session, edit: Edit, *, proposal: Proposal, reason: str, by: Account, at: datetime
) -> list[Revision]:
    """Carry out an edit of structure; returns the revisions it made.

    `reason` is why it was taken. Refuses with Stale what the structure no longer allows.
    """
    fields = edit.fields or {}
    document = proposal.contribution.document
    section = edit.section
    hold(db, document)
    if edit.kind is EditKind.ADD_SECTION:
        key = section_keys.unused(db, document, fields["key"])  # another may have come since
        added = add_section(db, document, {**fields, "key": key}, by=by, at=at, proposal=proposal)
        first = select(Revision).join(Revision.text).where(Text.section_id == added.id)
        return list(db.scalars(first.order_by(Text.language)))
    if section is None or section.removed_at is not None:
        raise Stale("section_is_gone")
    if edit.kind is EditKind.RENAME_SECTION:
        return rename_section(
            db, section, fields["titles"], by=by, at=at, summary=reason, proposal=proposal
        )
    _act(db, edit.kind, section, fields, by, at)
    return []


def change_term(
    db: Session,
    section: Section,
    kind: EditKind,
    fields: dict[str, Any],
    *,
    by: Account,
    at: datetime,
) -> None:
    """Carry out an edit of a defined term at once, without a suggestion.

    Refuses with NotAllowed all but editors and the lead, with Invalid a definition that is the one
    it has, and with Stale what the structure no longer allows.
    """
    require(by, Permission.TEXT_EDIT, section)
    hold(db, section.document)
    if section.removed_at is not None:
        raise Stale("section_is_gone")
    if kind is not EditKind.REMOVE_TERM and defining.says(section, fields):
        raise Invalid("definition", "unchanged")
    _act(db, kind, section, fields, by, at)


def _act(
    db: Session, kind: EditKind, section: Section, fields: dict[str, Any], by: Account, at: datetime
) -> None:
    _ACTS[kind](db, section, fields, at)
    if kind in defining.TOUCHING:
        defining.remark(db, section.document)
    audit.record(db, f"section.{kind}", "section", section.id, by=by, at=at, **fields)


def hold(db: Session, document: Document) -> None:
    """Keep everyone else from changing the structure until this transaction ends; read it anew.

    Who also revises texts holds the structure first, so that no two ever wait for each other.
    """
    documents.hold(db, document)
    query = select(Section).where(Section.document_id == document.id)
    db.scalars(query.execution_options(populate_existing=True)).all()


def add_section(
    db: Session,
    document: Document,
    fields: dict[str, Any],
    *,
    by: Account | None,
    at: datetime,
    proposal: Proposal | None = None,
) -> Section:
    """Add a section with its texts.

    `fields` hold its key, titles and texts by language, and its position (from 1) or the id of the
    section it comes `after`; without either it comes last. Refuses a key that is taken.
    """
    hold(db, document)
    taken = select(Section).where(Section.document_id == document.id, Section.key == fields["key"])
    if db.scalars(taken).first() is not None:
        raise Invalid("key", "key_is_taken")
    position = _wanted_position(db, document, fields)
    section = Section(id=new_id(), document=document, key=fields["key"], position=position)
    db.add(section)
    db.flush()  # texts refer to the section's row
    _put_at(db, section, position)
    for language, title in fields["titles"].items():
        source = fields["texts"].get(language, "")
        texts.create(
            db, section, language, title=title, source=source, by=by, at=at, proposal=proposal
        )
    audit.record(db, "section.added", "section", section.id, by=by, at=at, key=section.key)
    return section


def rename_section(
    db: Session,
    section: Section,
    titles: dict[str, str],
    *,
    by: Account,
    at: datetime,
    summary: str = "",
    proposal: Proposal | None = None,
) -> list[Revision]:
    """Give the texts of a section other titles; each becomes a revision with the same words."""
    made = []
    query = select(Text).where(Text.section_id == section.id, Text.language.in_(titles))
    for text in db.scalars(query.order_by(Text.id)):
        prepared = texts.prepare(db, text, text.source)
        title = titles[text.language]
        made.append(
            texts.revise(
                db, text, prepared, by=by, at=at, summary=summary, proposal=proposal, title=title
            )
        )
    return made


def put_back(db: Session, section: Section, position: int | None = None) -> None:
    """Let a removed section stand again, at a place counted from 1, or else last."""
    hold(db, section.document)
    section.removed_at = None
    _put_at(db, section, position or len(standing_sections(db, section.document)) + 1)


def standing_sections(db: Session, document: Document) -> list[Section]:
    """Return the sections of a document that were not removed, in order."""
    query = (
        select(Section)
        .where(Section.document_id == document.id, Section.removed_at.is_(None))
        .order_by(Section.position, Section.id)
    )
    return list(db.scalars(query))


def _wanted_position(db: Session, document: Document, fields: dict[str, Any]) -> int:
    standing = standing_sections(db, document)
    for section in standing:
        if section.id == fields.get("after"):
            return standing.index(section) + 2
    return int(fields.get("position") or len(standing) + 1)


def _put_at(db: Session, section: Section, position: int) -> None:
    """Put a section at a place counted from 1 and number the others around it."""
    others = [one for one in standing_sections(db, section.document) if one is not section]
    others.insert(max(0, position - 1), section)
    for number, one in enumerate(others, start=1):
        if one.position != number:
            one.position = number


def _remove(db: Session, section: Section, fields: dict[str, Any], at: datetime) -> None:
    section.removed_at = at
    for number, one in enumerate(
        (other for other in standing_sections(db, section.document) if other is not section), 1
    ):
        one.position = number


def _move(db: Session, section: Section, fields: dict[str, Any], at: datetime) -> None:
    others = [one.id for one in standing_sections(db, section.document) if one is not section]
    after = fields.get("after")
    place = others.index(after) + 2 if after in others else int(fields["position"])
    _put_at(db, section, place)


def _define(db: Session, section: Section, fields: dict[str, Any], at: datetime) -> None:
    defining.define(section, fields, at=at)


def _undefine(db: Session, section: Section, fields: dict[str, Any], at: datetime) -> None:
    defining.undefine(section, fields)


_ACTS: dict[EditKind, Callable[[Session, Section, dict[str, Any], datetime], None]] = {
    EditKind.REMOVE_SECTION: _remove,
    EditKind.MOVE_SECTION: _move,
    EditKind.ADD_TERM: _define,
    EditKind.CHANGE_TERM: _define,
    EditKind.REMOVE_TERM: _undefine,
}
