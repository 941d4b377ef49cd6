"""Aligns two texts: lines that stayed, then words inside what changed, then the marks between.

The result is exact but not yet easy to read: `tidy` sees to that.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from wiki.text import rows, sequence, tokens
from wiki.text.sequence import Match

Change = Callable[[list["Step"], Sequence[str], Sequence[str]], None]
WEAKEST_BOND = 0.3
_BREAKS = frozenset({"\n", "\r\n"})


@dataclass(slots=True)
class Step:
    """What stayed, and the change after it; each a list of tokens (or of whole lines)."""

    kept: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: list[str] = field(default_factory=list)


def align(before: str, after: str) -> list[Step]:
    """Return steps: joining kept and deleted gives before, kept and inserted gives after."""
    return _align(before, after, _change_rows)


def align_rows(before: str, after: str) -> list[Step]:
    """Return steps of whole lines only, as `align` does, without looking inside them."""
    return _align(before, after, _change)


def _align(before: str, after: str, change: Change) -> list[Step]:
    rows_before, rows_after = rows.split(before), rows.split(after)
    steps = [Step()]
    i = 0
    matches = rows.match(rows_before, rows_after)
    for gap in sequence.gaps(matches, len(rows_before), len(rows_after)):
        _keep(steps, rows_before[i : gap[0]])
        change(steps, rows_before[gap[0] : gap[1]], rows_after[gap[2] : gap[3]])
        i = gap[1]
    _keep(steps, rows_before[i:])
    return steps


def _keep(steps: list[Step], kept: Sequence[str]) -> None:
    if steps[-1].deleted or steps[-1].inserted:
        steps.append(Step())
    steps[-1].kept.extend(kept)


def _change(steps: list[Step], deleted: Sequence[str], inserted: Sequence[str]) -> None:
    steps[-1].deleted.extend(deleted)
    steps[-1].inserted.extend(inserted)


def _change_rows(steps: list[Step], before: Sequence[str], after: Sequence[str]) -> None:
    if not before or not after:
        _change(steps, before, after)
        return
    side_before, side_after = _Side(before), _Side(after)
    old, new = side_before.tokens, side_after.tokens
    head, tail = _sure_ends(side_before, side_after)
    matches = _matches(side_before, side_after, head, tail)
    i = j = head
    kept = 0
    for i_end, j_end in [*matches, (len(old) - tail, len(new) - tail)]:
        if old[i:i_end] != new[j:j_end]:
            _keep(steps, old[kept:i])
            _change_between(steps, old[i:i_end], new[j:j_end])
            kept = i_end
        i, j = i_end + 1, j_end + 1
    _keep(steps, old[kept:])


class _Side:
    """Changed lines of one text as tokens; `words` are those with letters, `at` says where.

    `letters` counts those of each word, `units` says in which paragraph or item it stands, `sizes`
    how many letters each of these has.
    """

    def __init__(self, changed: Sequence[str]) -> None:
        first = tokens.line(changed[0])
        self.tokens, self.words = list(first.tokens), list(first.words)
        self.at, self.letters = list(first.at), list(first.letters)
        self.units = [0] * len(first.at)
        self.sizes = {0: sum(first.letters)}
        if len(changed) > 1:
            self._add(changed)

    def _add(self, changed: Sequence[str]) -> None:
        """Add the lines after the first."""
        for row, unit in zip(changed[1:], rows.units(changed)[1:], strict=True):
            line = tokens.line(row)
            start = len(self.tokens)
            self.tokens += line.tokens
            self.words += line.words
            self.at += [start + place for place in line.at]
            self.letters += line.letters
            self.units += [unit] * len(line.at)
            self.sizes[unit] = self.sizes.get(unit, 0) + sum(line.letters)

    def words_in(self, head: int, tail: int) -> tuple[int, int]:
        """Return which words stand between so many tokens at the head and at the tail."""
        return bisect_left(self.at, head), bisect_left(self.at, len(self.tokens) - tail)


def _sure_ends(before: _Side, after: _Side) -> Match:
    """Return how many tokens two passages begin and end with alike, up to a word and from one.

    Only what differs between these ends has to be looked at. None where they share too little there
    to be the same passage for sure.
    """
    if len(before.sizes) != 1 or len(after.sizes) != 1:
        return 0, 0
    head, tail = sequence.ends(before.tokens, after.tokens)
    first, last = before.words_in(head, tail)
    shared = sum(before.letters[:first]) + sum(before.letters[last:])
    weakest = WEAKEST_BOND * min(sum(before.letters), sum(after.letters))
    if shared < weakest:
        return 0, 0
    after_first = before.at[first - 1] + 1 if first else 0
    from_last = len(before.tokens) - before.at[last] if last < len(before.at) else 0
    return after_first, from_last


def _matches(before: _Side, after: _Side, head: int, tail: int) -> list[Match]:
    """Return where the same words stand among the tokens, between ends that are sure."""
    first, last = before.words_in(head, tail)
    _, last_after = after.words_in(head, tail)
    pairs = sequence.common(before.words[first:last], after.words[first:last_after])
    if head or tail:
        return [(before.at[first + i], after.at[first + j]) for i, j in pairs]
    return _strong(pairs, before, after)


def _strong(pairs: Sequence[Match], before: _Side, after: _Side) -> list[Match]:
    """Return where pairs of words stand among the tokens.

    Pairs between paragraphs or items that share too little to be the same passage are left out.
    """
    bonds = [(before.units[i], after.units[j]) for i, j in pairs]
    shared: dict[Match, int] = defaultdict(int)
    for bond, (i, _) in zip(bonds, pairs, strict=True):
        shared[bond] += before.letters[i]
    strong = {
        (unit_before, unit_after)
        for (unit_before, unit_after), letters in shared.items()
        if letters >= WEAKEST_BOND * min(before.sizes[unit_before], after.sizes[unit_after])
    }
    return [
        (before.at[i], after.at[j])
        for bond, (i, j) in zip(bonds, pairs, strict=True)
        if bond in strong
    ]


def _change_between(steps: list[Step], before: list[str], after: list[str]) -> None:
    """Align what lies between two matched words, line by line where the lines pair up."""
    rows_before, rows_after = _rows(before), _rows(after)
    if len(rows_before) != len(rows_after):
        rows_before, rows_after = [before], [after]
    for row_before, row_after in zip(rows_before, rows_after, strict=True):
        _change_row(steps, row_before, row_after)


def _rows(between: list[str]) -> list[list[str]]:
    if _BREAKS.isdisjoint(between):
        return [between]
    rows: list[list[str]] = [[]]
    for token in between:
        rows[-1].append(token)
        if token in _BREAKS:
            rows.append([])
    return rows


def _change_row(steps: list[Step], before: list[str], after: list[str]) -> None:
    """Keep equal ends; match marks in the middle only where no words stand between them."""
    if before == after:
        _keep(steps, before)
        return
    if not before or not after:
        _change(steps, before, after)
        return
    if _wordless(before) and _wordless(after):
        _change_marks(steps, before, after)
        return
    head, tail = sequence.ends(before, after)
    end, end_after = len(before) - tail, len(after) - tail
    if head:
        _keep(steps, before[:head])
    _change(steps, before[head:end], after[head:end_after])
    _keep(steps, before[end:])


def _change_marks(steps: list[Step], before: list[str], after: list[str]) -> None:
    i = j = 0
    for next_i, next_j in [*sequence.common(before, after), (len(before), len(after))]:
        _change(steps, before[i:next_i], after[j:next_j])
        _keep(steps, before[next_i : next_i + 1])
        i, j = next_i + 1, next_j + 1


def _wordless(row: Iterable[str]) -> bool:
    return not any(map(tokens.is_word, row))
