"""The blocks of what releases hold, rendered once: when a release is made, and when it must forget.

So that the published code is read as it was frozen, whatever the texts became since, and reading
it renders nothing.
"""

from collections.abc import Collection, Iterator
from typing import Any, cast

from sqlalchemy import ColumnElement, Select, Table, delete, insert, select
from sqlalchemy.orm import Session, joinedload

from wiki.domain import blocks, plain, revisions
from wiki.models import PublishedBlock, Release, ReleaseText, Revision, Text
from wiki.text import links, render, visible

_ADD = insert(cast(Table, PublishedBlock.__table__))


def publish(db: Session, release: Release) -> None:
    """Write the blocks of a release's texts, where no release before held the same ones."""
    _write(db, ReleaseText.release_id == release.id)


def publish_all(db: Session) -> None:
    """Write the blocks of all releases, for an older database that has none."""
    _write(db, ReleaseText.release_id.is_not(None))


def forget(db: Session, text: Text, numbers: Collection[int]) -> None:
    """Write the blocks of some revisions of a text anew, which words were taken out of."""
    about = (Revision.text_id == text.id) & Revision.number.in_(numbers)
    ids = select(Revision.id).where(about)
    db.execute(
        delete(PublishedBlock).where(PublishedBlock.revision_id.in_(ids)),
        execution_options={"synchronize_session": False},
    )
    _write(db, about)


def _write(db: Session, about: ColumnElement[bool]) -> None:
    db.flush()
    for revision in db.scalars(_unpublished(about)).all():
        if rows := list(_rows(db, revision)):
            plain.write(db, _ADD, rows)


def _unpublished(about: ColumnElement[bool]) -> Select[Revision]:
    """Return the query of frozen revisions without published blocks, as they are stored now."""
    held = select(ReleaseText.revision_id).join(ReleaseText.revision).where(about)
    written = select(PublishedBlock.revision_id)
    return (
        select(Revision)
        .where(Revision.id.in_(held), Revision.id.not_in(written))
        .options(joinedload(Revision.text).joinedload(Text.section))
        .execution_options(populate_existing=True)
    )


def _rows(db: Session, revision: Revision) -> Iterator[dict[str, Any]]:
    source = revisions.source_at(db, revision.text, revision.number)
    split = blocks.split(source)
    known = zip(split, render.blocks_to_html(split), revision.block_ids, strict=True)
    for position, (block, html, block_id) in enumerate(known):
        if html:
            yield {
                "revision_id": revision.id,
                "position": position,
                "block_id": block_id,
                "number": block.number,
                "kind": str(block.kind),
                "html": links.under(render.lowered(html), revision.text.section.key),
                "words": visible.of(block).text,
            }
