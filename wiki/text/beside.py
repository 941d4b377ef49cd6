"""A redline in two columns: how it was and how it will be, by paragraph, each with its marks.

Nothing is left out: what stays stands in both, what goes in the first, what comes in the second.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from wiki.text.runs import Run
from wiki.text.typeset import Sheet, Shown

BLANK_LINE = "\n\n"


@dataclass(frozen=True, slots=True)
class Row:
    """What stands side by side; so many paragraphs that stay, if any."""

    before: Sequence[Shown]
    after: Sequence[Shown]
    unchanged: int = 0


def rows(sheets: Iterable[Sheet]) -> list[Row]:
    """Return the sheets of a redline as rows: a new one begins after each blank line that stays."""
    found: list[Row] = []
    for sheet in sheets:
        if sheet.unchanged:
            found.append(Row(sheet.pieces, sheet.pieces, sheet.unchanged))
        else:
            found += (_row(one) for one in _paragraphs(sheet.pieces))
    return found


def _row(pieces: Sequence[Shown]) -> Row:
    return Row(
        [_as_it_was(piece) for piece in pieces if piece.op != "insert"],
        [piece for piece in pieces if piece.op != "delete"],
    )


def _as_it_was(piece: Shown) -> Shown:
    """Return a piece as it looked before; what became of its looks is said where it is new."""
    return Shown("reshaped", piece.was) if piece.op == "reshaped" else piece


def _paragraphs(pieces: Iterable[Shown]) -> Iterator[list[Shown]]:
    """Yield the pieces of each paragraph, with the blank line that ends it."""
    paragraph: list[Shown] = []
    for piece in pieces:
        *ended, rest = _cut(piece.runs) if piece.op == "equal" else [piece.runs]
        for runs in ended:
            yield [*paragraph, replace(piece, runs=runs)]
            paragraph = []
        if rest or piece.op != "equal":
            paragraph.append(replace(piece, runs=rest))
    if paragraph:
        yield paragraph


def _cut(runs: Sequence[Run]) -> list[list[Run]]:
    """Return runs cut after each blank line; the last part may be empty."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        *ended, rest = run.words.split(BLANK_LINE)
        for words in ended:
            parts[-1].append(run._replace(words=words + BLANK_LINE))
            parts.append([])
        if rest:
            parts[-1].append(run._replace(words=rest))
    return parts
