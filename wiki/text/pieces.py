"""The word difference of two texts as pieces: what stayed, what was deleted, what was inserted."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from wiki.text.alignment import Step, align
from wiki.text.gluing import glue
from wiki.text.tidy import tidy

DEEPEST_HEADING = 6
Op = Literal["equal", "insert", "delete"]


@dataclass(slots=True)
class Piece:
    """A stretch of text that stayed (equal), is new (insert) or is gone (delete)."""

    moved: ClassVar[bool] = False
    """Whether the words go at one place and come at another."""

    op: Op
    text: str

    @property
    def makes_heading(self) -> bool:
        """Whether it is nothing but the number signs that make a line a heading."""
        words = self.text.strip()
        return 0 < len(words) <= DEEPEST_HEADING and not words.strip("#")


def words(before: str, after: str) -> list[Piece]:
    """Return the pieces in order, none empty, a deletion before the insertion that replaces it.

    Joining equal and delete gives before, equal and insert gives after. No cut is inside a word,
    a grapheme or a Markdown mark of either text. A mark that changes is shown with its word.
    """
    return _pieces(glue(tidy(align(before, after))))


def finest(before: str, after: str) -> list[Piece]:
    """Return pieces as `words` does, marks apart from their words: to count who brought what."""
    return _pieces(tidy(align(before, after)))


def sides(pieces: Iterable[Piece]) -> tuple[str, str]:
    """Return the text before and the text after that pieces hold."""
    before, after = [], []
    for piece in pieces:
        if piece.op != "insert":
            before.append(piece.text)
        if piece.op != "delete":
            after.append(piece.text)
    return "".join(before), "".join(after)


def _pieces(steps: Iterable[Step]) -> list[Piece]:
    pieces: list[Piece] = []
    for step in steps:
        ops: tuple[tuple[Op, list[str]], ...] = (
            ("equal", step.kept),
            ("delete", step.deleted),
            ("insert", step.inserted),
        )
        pieces += (Piece(op, "".join(parts)) for op, parts in ops if parts)
    return pieces
