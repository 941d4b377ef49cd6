"""Redlines as people read them: what changes in some words, marked and in sentences.

Decides nothing about edits; it puts two wordings side by side, or what was stored of them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy.orm import Session

from wiki.domain import blocks, edits, revisions, word_edits
from wiki.models import Edit, Text
from wiki.text import beside, diff, legible, render
from wiki.text.beside import Row
from wiki.text.blocks import Block
from wiki.text.diff import Op, Piece, Sheet, Shown

Sentence = diff.Wording
"""A change as a keyed sentence, to be worded."""

LOOKS = ("bold", "italic", "code", "struck", "link", "quoted", "item")
WORDLESS = {"spacing", "marks"} | {f"{look}_{way}" for look in LOOKS for way in ("comes", "goes")}
"""The words stay the same: what they look like is told after what is said."""


@dataclass(frozen=True, slots=True)
class Redline:
    """Two wordings, the pieces of their difference, and each change as a keyed sentence.

    The keys are those of `diff.in_words`, and `new_paragraph` or `paragraph_goes` for all of it.
    """

    before: str
    after: str
    pieces: Sequence[Piece]
    sentences: Sequence[Sentence]

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return self.before == self.after

    @property
    def words_first(self) -> list[Sentence]:
        """The sentences about words in their order, then those about looks."""
        return sorted(self.sentences, key=lambda change: change.key in WORDLESS)

    @property
    def sheets(self) -> list[Sheet]:
        """The pieces as they are read, what moved marked as such, folded where blocks stay."""
        return diff.sheets(diff.fold(diff.with_moves(self.pieces)))

    @property
    def rows(self) -> list[Row]:
        """The same in two columns: how it was, and how it will be."""
        return beside.rows(self.sheets)


class Gist(NamedTuple):
    """What an edit changes, told shortly: its first change, and how many more there are."""

    first: Sentence
    more: int


def as_read(source: str) -> str:
    """Return the words that people read in a source, without the marks that shape them."""
    return legible.words(source)


def compared(before: str, after: str, *, language: str) -> Redline:
    """Return the redline of two wordings; `language` chooses the quotation marks."""
    return _redline(before, after, diff.words(before, after), language)


def stored(edit: Edit, *, language: str) -> Redline:
    """Return the redline that was stored with an edit of words."""
    return _redline(edit.before, edit.after, word_edits.pieces_of(edit), language)


def gist(edit_pieces: Sequence[Sequence[str]] | None, *, language: str) -> Gist | None:
    """Return the gist of the pieces stored with an edit of words; None where nothing changes."""
    return _gist(tuple((op, words) for op, words in edit_pieces or ()), language)


@lru_cache(maxsize=1_000)
def _gist(stored_pieces: tuple[tuple[Op, str], ...], language: str) -> Gist | None:
    """Return the gist of pieces; pages with much talk ask it of the same ones after each write."""
    pieces = [Piece(op, words) for op, words in stored_pieces]
    told = _redline(*diff.sides(pieces), pieces, language).words_first
    return Gist(told[0], len(told) - 1) if told else None


def changes_of(edit: Edit) -> list[Sequence[Shown]]:
    """Return each change of an edit of words as it is read; nothing of mere white space."""
    changes = diff.shown_changes(word_edits.pieces_of(edit))
    return [one if any(piece.is_seen for piece in one) else () for one in changes]


def rendered_before(db: Session, edit: Edit, text: Text) -> list[str]:
    """Return the HTML of the blocks an edit is about, as its writer saw them."""
    split = blocks.split(revisions.source_at(db, text, edit.base or 0))
    return _html(split, edit.first_block or 0, edit.block_count or 0)


def rendered_after(db: Session, edit: Edit, text: Text) -> list[str]:
    """Return the HTML of the blocks an edit leads to, in the revision its writer saw."""
    base = revisions.source_at(db, text, edit.base or 0)
    split = blocks.split(word_edits.changed_source(edit, base))
    kept = len(blocks.split(base)) - (edit.block_count or 0)
    return _html(split, edit.first_block or 0, len(split) - kept)


def _redline(before: str, after: str, pieces: Sequence[Piece], language: str) -> Redline:
    shown = _without_end(pieces)
    told = [
        change._replace(key=_key(before, after, change))
        for change in diff.in_words(shown, language)
    ]
    return Redline(before, after, shown, told)


def _key(before: str, after: str, change: Sentence) -> str:
    if not before.strip():
        return "new_paragraph"
    return change.key if after.strip() else "paragraph_goes"


def _without_end(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces as a page shows them: blank lines that end the words say nothing there."""
    *others, last = pieces or [Piece("equal", "")]
    return [*others, Piece(last.op, last.text.rstrip("\n") or last.text)]


def _html(split: Sequence[Block], first: int, count: int) -> list[str]:
    wanted = split[first : first + max(0, count)]
    return [html for html in render.blocks_to_html(wanted) if html]


def of_result(text: Text, source: str) -> Redline:
    """Return what turns a text as it stands into a source, told of the blocks that change."""
    edit = edits.between(text, text.head, text.source, source)
    split = blocks.split(text.source)
    touched = split[edit.first_block : edit.first_block + edit.block_count]
    before = "".join(block.source for block in touched)
    return compared(before, edit.after, language=text.language)


def rendered(source: str) -> list[str]:
    """Return the HTML of the blocks of a source that readers would see."""
    split = blocks.split(source)
    return _html(split, 0, len(split))
