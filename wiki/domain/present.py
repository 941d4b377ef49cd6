"""An edit of words against its text as it stands now: where its blocks are, and what it would do.

For pages that show an open proposal. Nothing is rendered or saved; a decision is worked out as an
outlook.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from wiki.domain import blocks, edits, revisions, word_edits
from wiki.domain.passages import offset_of
from wiki.models import Edit, Text
from wiki.text import merge


@dataclass(frozen=True, slots=True)
class Present:
    """The blocks an edit is about in revision `head` (positions 0-based), and their words.

    `now` is their Markdown, `wanted` the same with the edit done; None where others changed the
    same words, which `conflicts` then holds. `since` is what became of the edit's `before`.
    """

    head: int
    first_block: int
    block_count: int
    now: str
    wanted: str | None
    since: str
    conflicts: Sequence[merge.Region] = ()


def of(db: Session, edit: Edit, text: Text) -> Present:
    """Return how an edit of words stands to the newest revision of its text."""
    if edit.base == text.head:
        first, count = edit.first_block or 0, edit.block_count or 0
        return Present(text.head, first, count, edit.before, edit.after, edit.before)
    base = revisions.source_at(db, text, edit.base or 0)
    merged = merge.three_way(
        base, text.source, word_edits.changed_source(edit, base), lang=text.language
    )
    first, count = _of_edit(db, edit, text)
    since = _words(text, first, count)
    if isinstance(merged, merge.Conflicts):
        return Present(text.head, first, count, since, None, since, merged.regions)
    if merged.text == text.source:
        return Present(text.head, first, count, since, since, since)
    wanted = edits.between(text, text.head, text.source, merged.text)
    now = _words(text, wanted.first_block, wanted.block_count)
    return Present(text.head, wanted.first_block, wanted.block_count, now, wanted.after, since)


def blocks_now(db: Session, text: Text, base: int, first: int, count: int) -> tuple[int, int]:
    """Return where blocks of a revision stand now: the first one's position, and how many.

    Of blocks that are gone the place remains: after the last block before them that still stands.
    """
    then = blocks.ids_at(db, text, base)
    now = {block_id: n for n, block_id in enumerate(blocks.ids_at(db, text, text.head))}
    standing = [now[block_id] for block_id in then[first : first + count] if block_id in now]
    if standing:
        return min(standing), max(standing) - min(standing) + 1
    above = (now[block_id] + 1 for block_id in reversed(then[:first]) if block_id in now)
    return next(above, 0), 0


def _of_edit(db: Session, edit: Edit, text: Text) -> tuple[int, int]:
    return blocks_now(db, text, edit.base or 0, edit.first_block or 0, edit.block_count or 0)


def _words(text: Text, first: int, count: int) -> str:
    split = blocks.split(text.source)
    return text.source[offset_of(split, first) : offset_of(split, first + count)]
