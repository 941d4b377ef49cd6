"""Lines that one side moved while the other changed them: the change follows to the new place.

The other side and the base are rewritten as if the lines had always stood there; then merging
needs to know nothing of moves.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from wiki.text import rows
from wiki.text.alignment import align_rows
from wiki.text.edits import Edit, applied, from_steps

LineEdits = Callable[[str, str], tuple[Edit, ...]]
FEWEST_LETTERS = 20
MOST_MOVES = 20


@dataclass(frozen=True, slots=True)
class Followed:
    """The base and the side that edited, both with the moved lines at their new place.

    `edited` are the moved lines as the editing side has them.
    """

    base: str
    side: str
    edited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Move:
    start: int
    end: int
    to: int


def line_edits(base: str, side: str) -> tuple[Edit, ...]:
    """Return the edits of whole lines that make the base a side."""
    return tuple(from_steps(align_rows(base, side)))


def follow(base: str, mover: str, editor: str, line_edits: LineEdits = line_edits) -> Followed:
    """Return base and editor with every move of the mover done whose lines the editor changed."""
    followed = Followed(base, editor, ())
    for _ in range(MOST_MOVES):
        further = _follow_one(followed, mover, line_edits)
        if further is None:
            break
        followed = further
    return followed


def _follow_one(so_far: Followed, mover: str, line_edits: LineEdits) -> Followed | None:
    base = so_far.base
    moves = list(_moves(base, mover, line_edits(base, mover)))
    edits = line_edits(base, so_far.side) if moves else ()
    for move in moves:
        inside = [edit for edit in edits if _changes_lines(edit, move)]
        outside = [edit for edit in edits if edit not in inside]
        before = base[move.start : move.end]
        after = applied(base, move.start, move.end, inside)
        if inside and _apart(move, outside) and _mostly_kept(before, after):
            moved_base = _moved(base, move, before, [])
            moved_side = _moved(base, move, after, outside)
            return Followed(moved_base, moved_side, (*so_far.edited, after))
    return None


def _moves(base: str, mover: str, edits: Sequence[Edit]) -> Iterator[_Move]:
    """Yield runs of lines that the mover deletes in one place and inserts in one other."""
    for edit in edits:
        for start, end in _runs(base, edit):
            lines = base[start:end]
            homes = [other for other in edits if other is not edit and lines in other.text]
            if len(homes) == 1 and base.count(lines) == mover.count(lines) == 1:
                whole = _with_blank_lines(base, edit, start, end, homes[0].text)
                yield _Move(*whole, homes[0].start)


def _runs(base: str, edit: Edit) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that an edit deletes, those long enough to be known again."""
    at = edit.start
    deleted = rows.split(base[edit.start : edit.end])
    for blank, paragraph in groupby(deleted, lambda row: not row.strip()):
        start, at = at, at + sum(map(len, paragraph))
        if not blank and sum(map(str.isalnum, base[start:at])) >= FEWEST_LETTERS:
            yield start, at


def _with_blank_lines(base: str, edit: Edit, start: int, end: int, home: str) -> tuple[int, int]:
    """Return lines with the blank ones after or before them that go and come with them."""
    below, above = end, start
    while below < edit.end and base[below] == "\n":
        below += 1
    while above > edit.start and base[above - 1] == "\n" and base[above - 2 : above - 1] in "\n":
        above -= 1
    wholes = ((start, below), (above, end))
    return next((whole for whole in wholes if base[slice(*whole)] in home), (start, end))


def doubled(base: str, sides: Iterable[str], merged: str) -> Iterator[tuple[int, int]]:
    """Yield where lines stand twice since both sides moved them, to different places."""
    known = [Counter(rows.split(text)) for text in (base, *sides)]
    counts, at = Counter(rows.split(merged)), 0
    for row in rows.split(merged):
        was_one = all(text[row] == 1 for text in known)
        if counts[row] > 1 and was_one and sum(map(str.isalnum, row)) >= FEWEST_LETTERS:
            yield at, at + len(row)
        at += len(row)


def _changes_lines(edit: Edit, move: _Move) -> bool:
    """Tell whether the edit is to the moved lines; what is added beside them stays behind."""
    added_beside = edit.start == edit.end and edit.start in (move.start, move.end)
    return move.start <= edit.start and edit.end <= move.end and not added_beside


def _apart(move: _Move, outside: Sequence[Edit]) -> bool:
    """Tell whether the edits leave both the moved lines and their new place alone."""
    return all(
        (edit.end <= move.start or edit.start >= move.end) and not edit.start < move.to < edit.end
        for edit in outside
    )


def _mostly_kept(before: str, after: str) -> bool:
    """Tell whether the editor still has the lines, not others in their place."""
    words_before, words_after = set(before.split()), set(after.split())
    return 2 * len(words_before & words_after) >= len(words_before)


def _moved(base: str, move: _Move, lines: str, edits: Sequence[Edit]) -> str:
    """Return the base with edits made outside the moved lines, and those at their new place."""
    move_edits = Edit(move.start, move.end, ""), Edit(move.to, move.to, lines)
    return applied(base, 0, len(base), sorted([*edits, *move_edits]))
