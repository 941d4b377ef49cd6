"""Tables of figures for people to read, and the aims that our own figures are held to."""

from __future__ import annotations

import operator
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

GAP = "  "
COMPARED = {
    "at least": (operator.ge, "under its aim"),
    "at most": (operator.le, "over its limit"),
    "fewer than": (operator.lt, "over its limit"),
}


@dataclass(frozen=True)
class Aim:
    """A figure of ours that is to be `at least`, `at most` or `fewer than` a bound."""

    name: str
    figure: float
    holds: str
    bound: float
    unit: str = "%"

    @property
    def missed(self) -> str:
        """What to say where it is missed: `under its aim` or `over its limit`; empty where met."""
        compare, words = COMPARED[self.holds]
        return "" if compare(self.figure, self.bound) else words

    def __str__(self) -> str:
        unit = f" {self.unit}" if self.unit else ""
        return f"{self.name}: {self.figure:.6g}{unit}, {self.holds} {self.bound:.6g}{unit}"


@dataclass(frozen=True)
class Table:
    """Rows under a title, one algorithm or kind a row, and the aims for our figures in them."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    aims: Sequence[Aim] = ()

    def __str__(self) -> str:
        lines = [self.columns, *self.rows]
        widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
        return "\n".join([self.title, *(_line(cells, widths) for cells in lines), *self._aims()])

    def _aims(self) -> Iterator[str]:
        for aim in self.aims:
            yield f"{GAP}{aim}{f'  ← {aim.missed}' if aim.missed else ''}"

    @property
    def missed(self) -> list[str]:
        """The aims that are missed, as lines."""
        return [f"{aim.missed}: {aim}" for aim in self.aims if aim.missed]


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    name, *figures = cells
    first, *others = widths
    right = (cell.rjust(width) for cell, width in zip(figures, others, strict=True))
    return GAP.join([name.ljust(first), *right])


def share(part: float, whole: float) -> float:
    """Return a part of the whole in hundredths, to two places; 0 of nothing."""
    return round(100 * part / whole, 2) if whole else 0.0


def percent(part: float, whole: float) -> str:
    """Return `part` of `whole` as text; a dash where there is nothing to be part of."""
    return f"{share(part, whole):.1f} %" if whole else "–"
