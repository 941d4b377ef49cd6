"""Which blocks of a text read otherwise than in the revision somebody saw last.

Asked only for who comes back after a change: one query, whatever the length of the history.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, case, or_, select
from sqlalchemy.orm import Session

from wiki.domain import blocks, plain, revisions
from wiki.models import Revision, Text
from wiki.text import delta

NONE = frozenset[str]()

_STEPS = (
    select(
        Revision.number,
        Revision.keyframe,
        Revision.delta,
        Revision.sha256,
        Revision.block_ids,
        case((Revision.number == Text.head, Text.source)).label("source"),
    )
    .join(Text, Text.id == Revision.text_id)
    .where(
        Revision.text_id == bindparam("text"),
        or_(
            Revision.number.between(bindparam("first"), bindparam("last")),
            Revision.number == Text.head,
        ),
    )
    .order_by(Revision.number)
)
"""Built once; what an earlier state is replayed from, and the newest one."""


def since(db: Session, text_id: str, number: int) -> frozenset[str]:
    """Return the ids of blocks that are new or have other words than at an earlier revision.

    None for a revision that can't be read: what changed is a help to readers, the text is not.
    """
    given = {"text": text_id, "first": revisions.keyframe_of(number), "last": number}
    *steps, newest = plain.rows(db, _STEPS, given)
    before = _replayed(steps) if steps and steps[-1].number == number else None
    if before is None:
        return NONE
    read = _words(before, steps[-1].block_ids)
    now = _words(newest.source, newest.block_ids)
    return frozenset(block_id for block_id, words in now.items() if read.get(block_id) != words)


def _replayed(steps: Sequence[Row[*tuple[Any, ...]]]) -> str | None:
    """Return the source that steps lead to; None where that is not what was stored."""
    source = ""
    try:
        for step in steps:
            source = revisions.source_after(source, step.keyframe, step.delta)
    except delta.Broken:
        return None
    return source if revisions.digest(source) == steps[-1].sha256 else None


def _words(source: str, ids: Sequence[str]) -> dict[str, str]:
    """Return what stands in each block, without the blank lines around it."""
    split = blocks.split(source)
    return {block_id: one.source.strip() for block_id, one in zip(ids, split, strict=True)}
