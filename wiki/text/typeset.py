"""A redline as people read it: bold words bold, and marks that only shape words said as a note.

Every character that goes or comes is told: as words, as a note about how words look, or, where
neither would say it, as it was typed.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Literal

from wiki.text import legible
from wiki.text import runs as reading
from wiki.text.folding import Stretch
from wiki.text.legible import Legible, Typed
from wiki.text.pieces import Piece
from wiki.text.relocations import Moved
from wiki.text.runs import AS_TYPED, Run


@dataclass(slots=True)
class Shown:
    """A piece as it is read: its runs, and notes on what the words can't show.

    `reshaped` are words that stay and look different; `was` is how they looked. Notes:
    `heading_comes` and `heading_goes` of a line, `bold_comes`, `bold_goes` and so on, and `same`.
    Of words that moved here, `pieces` is what became of them. `addresses` are those of links that
    come or go with it, as far as its words don't say so.
    """

    op: Literal["equal", "insert", "delete", "reshaped"]
    runs: Sequence[Run]
    notes: Sequence[str] = ()
    was: Sequence[Run] = ()
    moved: bool = False
    pieces: Sequence["Shown"] = ()
    addresses: Sequence[str] = ()

    @property
    def is_seen(self) -> bool:
        """Whether there is more of it to see than white space."""
        return bool(words(self.runs).strip() or self.notes or self.addresses)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A stretch of a redline as people read it; so many paragraphs that stay, if any."""

    pieces: Sequence[Shown]
    unchanged: int = 0
    is_typed: bool = False

    @property
    def has_typed(self) -> bool:
        """Whether some of it is shown as it was typed."""
        return self.is_typed or any(
            AS_TYPED in run.styles for piece in self.pieces for run in piece.runs
        )


def sheets(stretches: Sequence[Stretch]) -> list[Sheet]:
    """Return the stretches of a redline as they are read."""
    every = [piece for stretch in stretches for piece in stretch.pieces]
    shown = _Typesetter(every)
    is_typed = legible.has_many_changes(every)
    return [Sheet(shown.next(one.pieces), one.unchanged, is_typed) for one in stretches]


def shown_changes(every: Sequence[Piece]) -> list[list[Shown]]:
    """Return each change as it is read, in the order of their numbers."""
    grouped = groupby(_shown(every), lambda piece: piece.op == "equal")
    return [list(group) for stays, group in grouped if not stays]


def _shown(some: Sequence[Piece]) -> list[Shown]:
    return _Typesetter(some).next(some)


def notes(before: Iterable[Run], after: Iterable[Run]) -> list[str]:
    """Return what becomes of how the same words look; `same` where they look the same."""
    was, now = (_looks(runs) for runs in (before, after))
    come, go = sorted(now - was), sorted(was - now)
    return [f"{look}_comes" for look in come] + [f"{look}_goes" for look in go] or ["same"]


def words(runs: Iterable[Run]) -> str:
    """Return the words of runs."""
    return "".join(run.words for run in runs)


def _looks(runs: Iterable[Run]) -> set[str]:
    return {look for run in runs if run.words.strip() for look in run.styles - {AS_TYPED}}


class _Typesetter:
    """Goes through pieces, with the place of each in the text before and in the one after."""

    def __init__(self, every: Sequence[Piece]) -> None:
        self._before, self._after = legible.both(every)
        self._at = self._to = 0

    def next(self, some: Sequence[Piece]) -> list[Shown]:
        """Return the pieces that follow as they are read."""
        shown: list[Shown] = []
        for piece, following in pairwise([*some, None]):
            if piece is not None:
                shown.append(self._shown(piece, following))
        return list(_reshaped(shown))

    def _shown(self, piece: Piece, following: Piece | None) -> Shown:
        length = len(piece.text)
        if piece.op == "delete":
            side, start = self._before, self._at
        else:
            side, start = self._after, self._to
        self._at += length if piece.op != "insert" else 0
        self._to += length if piece.op != "delete" else 0
        runs = side.within(start, start + length)
        if len(runs) > 1 or not words(runs):
            runs = _joined(runs)
        if piece.op == "equal":
            return Shown("equal", runs)
        if isinstance(piece, Moved):
            return Shown(piece.op, runs, moved=True, pieces=_shown(piece.pieces))
        if _begins_line(side, start) and (piece.makes_heading or not piece.text.strip("> \t")):
            return Shown(piece.op, (), notes=_line_notes(piece, following))
        if isinstance(side, Typed):
            return Shown(piece.op, runs)
        addresses = _addresses(piece.text, runs) if "](" in piece.text else []
        if not addresses and not words(runs).strip() and piece.text.strip():
            runs = [Run(start, start + length, piece.text, frozenset({AS_TYPED}))]
        return Shown(piece.op, runs, addresses=addresses)


def _addresses(typed: str, runs: Sequence[Run]) -> list[str]:
    """Return where links lead whose address is typed in a piece of a text and not read there."""
    ends = reading.LINK_END.match(typed)
    inside = (run.address for run in runs if run.address in typed and run.address != run.words)
    return list(dict.fromkeys(filter(None, [ends[1] if ends else "", *inside])))


def _begins_line(text: Legible, at: int) -> bool:
    return at == 0 or text.source[at - 1] == "\n"


def _line_notes(piece: Piece, following: Piece | None) -> tuple[str, ...]:
    """Return what to say of marks that begin a line; of two that change, once."""
    if ">" in piece.text:
        return ("quoted_comes",) if piece.op == "insert" else ("quoted_goes",)
    if piece.op == "insert":
        return ("heading_comes",)
    return () if following is not None and following.makes_heading else ("heading_goes",)


def _joined(some: Iterable[Run]) -> list[Run]:
    """Return runs, neighbours that look the same as one."""
    found: list[Run] = []
    alike: list[str] = []
    look: tuple[frozenset[str], str] = (frozenset(), "")
    for _, _, words_, styles, address in some:
        if (styles, address) != look and words_:
            found += _run(alike, *look)
            alike, look = [], (styles, address)
        alike.append(words_)
    return found + _run(alike, *look)


def _run(alike: Sequence[str], styles: frozenset[str], address: str) -> list[Run]:
    words_ = "".join(alike)
    return [Run(0, len(words_), words_, styles, address)] if words_ else []


def _reshaped(shown: Sequence[Shown]) -> Iterable[Shown]:
    """Yield pieces, of words that go and come again in another shape one piece."""
    skip = False
    for one, other in pairwise([*shown, None]):
        if skip or one is None:
            skip = False
        elif other is not None and _same_words(one, other):
            skip = True
            looks = notes(one.runs, other.runs)
            yield Shown("reshaped", other.runs, looks, one.runs, addresses=other.addresses)
        else:
            yield one


def _same_words(one: Shown, other: Shown) -> bool:
    if (one.op, other.op) != ("delete", "insert") or one.moved or other.moved:
        return False
    was, now = ({run.address for run in piece.runs if run.address} for piece in (one, other))
    if (was and now and was != now) or any(
        AS_TYPED in run.styles for run in (*one.runs, *other.runs)
    ):
        return False
    return bool(words(one.runs).strip()) and words(one.runs) == words(other.runs)
