"""What the blocks of a text are to the code: a value, desired behaviour, a procedure.

Editors say so, block by block; readers see it beside the number. What it is of stays with a block
through revisions, and goes with it.
"""

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wiki.domain import audit, documents, locks
from wiki.domain.permissions import Permission, require
from wiki.errors import Stale
from wiki.models import Account, Block, Clause, ClauseKind, Document, Section, Text

Numbered = Mapping[int, ClauseKind]
"""Clause kinds by the number of the block, as readers see it."""


def of_text(db: Session, text: Text) -> dict[str, ClauseKind]:
    """Return the kinds of a text's standing blocks by their id."""
    query = (
        select(Clause.block_id, Clause.kind)
        .join(Block, Block.id == Clause.block_id)
        .where(Clause.text_id == text.id)
    )
    return {row.block_id: row.kind for row in db.execute(query)}


def of_document(db: Session, document: Document) -> dict[tuple[str, str], dict[int, ClauseKind]]:
    """Return the kinds in a document's texts, by section id and language, and by number."""
    query = (
        select(Section.id, Text.language, Block.number, Clause.kind)
        .join(Text, Text.section_id == Section.id)
        .join(Clause, Clause.text_id == Text.id)
        .join(Block, Block.id == Clause.block_id)
        .where(Section.document_id == document.id, Block.number.is_not(None))
        .order_by(Block.number)
    )
    found: dict[tuple[str, str], dict[int, ClauseKind]] = defaultdict(dict)
    for section_id, language, number, kind in db.execute(query):
        if number is not None:
            found[section_id, language][number] = kind
    return dict(found)


def set_kinds(
    db: Session, text: Text, kinds: Mapping[str, ClauseKind], *, by: Account, at: datetime
) -> None:
    """Make these the kinds of a text's blocks, by block id; all others have none.

    Refuses with NotAllowed all but editors and the lead, and with Stale blocks that are gone.
    """
    require(by, Permission.TEXT_EDIT, text)
    documents.hold(db, text.section.document)  # so that no import overwrites them unseen
    locks.hold_text(db, text)
    db.expire(text, ["blocks"])
    if not kinds.keys() <= {block.id for block in text.blocks if block.number is not None}:
        raise Stale("text_moved_on")
    _put(db, text, kinds)
    audit.record(db, "text.clauses_set", "text", text.id, by=by, at=at, count=len(kinds))


def put_numbered(db: Session, text: Text, kinds: Numbered) -> None:
    """Make these the kinds of a text's blocks, by number; whoever calls may change the text.

    Numbers that no block has say nothing.
    """
    by_number = {block.number: block.id for block in text.blocks}
    _put(db, text, {by_number[n]: kind for n, kind in kinds.items() if n in by_number})


def _put(db: Session, text: Text, kinds: Mapping[str, ClauseKind]) -> None:
    db.execute(delete(Clause).where(Clause.text_id == text.id))
    rows = (Clause(text_id=text.id, block_id=block, kind=kind) for block, kind in kinds.items())
    db.add_all(rows)
    db.flush()
