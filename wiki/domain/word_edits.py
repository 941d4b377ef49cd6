"""An edit of words as it is stored: the passage it is about, and its text with the edit done."""

from collections.abc import Iterable

from wiki.domain import blocks
from wiki.domain.passages import Passage, offset_of, whole_blocks
from wiki.models import Edit
from wiki.text import diff
from wiki.text.diff import Piece


def passage_of(edit: Edit, source: str) -> Passage:
    """Return the passage of the base that an edit of words is about.

    A place between two blocks is told by the block before it, or else the one after it.
    """
    split = blocks.split(source)
    first, count = edit.first_block or 0, edit.block_count or 0
    if not split:
        return Passage(0, 0, "", whole_block=True)
    if count == 0:
        first, count = max(0, first - 1), 1
    return whole_blocks(split, first, min(first + count, len(split)) - 1)


def changed_source(edit: Edit, base_source: str, chosen: Iterable[int] | None = None) -> str:
    """Return the base with an edit of words done: all of it, or only the chosen changes."""
    split = blocks.split(base_source)
    start = offset_of(split, edit.first_block or 0)
    end = start + len(edit.before)
    words = edit.after if chosen is None else diff.take(pieces_of(edit), set(chosen))
    return base_source[:start] + words + base_source[end:]


def pieces_of(edit: Edit) -> list[Piece]:
    """Return the stored redline of an edit of words."""
    return [Piece(op, text) for op, text in edit.pieces or []]
