"""Aligns two texts: lines that stayed, then words inside what changed, then the marks between.

The result is exact but not yet easy to read: `tidy` sees to that.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import compress, count
from typing import NamedTuple

from wiki.text import rows, sequence, tokens
from wiki.text.sequence import Match

Change = Callable[[list["Step"], list[str], list[str]], None]
WEAKEST_BOND = 0.3
LONGEST_LINE = 1_000
"""What is longer is cut up each time, so that what is remembered stays small."""

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
        steps[-1].kept += rows_before[i : gap[0]]
        change(steps, rows_before[gap[0] : gap[1]], rows_after[gap[2] : gap[3]])
        i = gap[1]
    steps[-1].kept += rows_before[i:]
    return steps


def _change(steps: list[Step], deleted: list[str], inserted: list[str]) -> None:
    """Add a change, and a step for what stays after it."""
    if deleted or inserted:
        steps[-1].deleted, steps[-1].inserted = deleted, inserted
        steps.append(Step())


def _change_rows(steps: list[Step], before: list[str], after: list[str]) -> None:
    if not before or not after:
        _change(steps, before, after)
        return
    side, side_after = _side(before), _side(after)
    first, rest = _sure_ends(side, side_after)
    matches = _matches(side, side_after, first, rest)
    (old, words, at, *_), (new, words_after, at_after, *_) = side, side_after
    i = j = at[first - 1] + 1 if first else 0
    kept = 0
    for word, word_after in [*matches, (len(words) - rest, len(words_after) - rest)]:
        i_end, j_end = at[word], at_after[word_after]
        if old[i:i_end] != new[j:j_end]:
            steps[-1].kept += old[kept:i]
            _change_between(steps, old[i:i_end], new[j:j_end])
            kept = i_end
        i, j = i_end + 1, j_end + 1
    steps[-1].kept += old[kept:]


class _Side(NamedTuple):
    """Changed lines of one text as tokens; `words` are those that say something.

    `at` says where each stands among the tokens, and in the end how many tokens there are.
    `letters` counts those of each word, `units` says in which paragraph or item it stands, `sizes`
    how many letters each of these has.
    """

    tokens: list[str]
    words: list[str]
    at: list[int]
    letters: list[int]
    units: list[int]
    sizes: dict[int, int]


def _side(changed: Sequence[str]) -> _Side:
    lines = [_remembered_line(row) if len(row) <= LONGEST_LINE else _line(row) for row in changed]
    return lines[0] if len(lines) == 1 else _joined(lines, rows.units(changed))


def _line(row: str) -> _Side:
    found = tokens.split(row)
    counts = list(map(tokens.spoken, found))
    letters = list(filter(None, counts))
    return _Side(
        found,
        list(compress(found, counts)),
        [*compress(count(), counts), len(found)],
        letters,
        [0] * len(letters),
        {0: sum(letters)},
    )


_remembered_line = lru_cache(maxsize=500)(_line)
"""Those met last are remembered, as revisions share most of theirs."""


def _joined(lines: Iterable[_Side], units: Iterable[int]) -> _Side:
    whole = _Side([], [], [0], [], [], {})
    for line, unit in zip(lines, units, strict=True):
        start = whole.at.pop()
        whole.tokens.extend(line.tokens)
        whole.words.extend(line.words)
        whole.at.extend(start + place for place in line.at)
        whole.letters.extend(line.letters)
        whole.units.extend([unit] * len(line.words))
        whole.sizes[unit] = whole.sizes.get(unit, 0) + line.sizes[0]
    return whole


def _sure_ends(before: _Side, after: _Side) -> Match:
    """Return how many words two passages begin and end with alike, marks between them too.

    Only what differs between these ends has to be looked at. None where they share too little there
    to be the same passage for sure.
    """
    if len(before.sizes) > 1 or len(after.sizes) > 1:
        return 0, 0
    head, tail = sequence.ends(before.tokens, after.tokens)
    first, last = (bisect_left(before.at, end) for end in (head, len(before.tokens) - tail))
    shared = before.sizes[0] - sum(before.letters[first:last])
    if shared < WEAKEST_BOND * min(before.sizes[0], after.sizes[0]):
        return 0, 0
    return first, len(before.words) - last


def _matches(before: _Side, after: _Side, first: int, rest: int) -> list[Match]:
    """Return which words are the same ones, between so many that are sure at either end."""
    between = before.words[first : len(before.words) - rest]
    between_after = after.words[first : len(after.words) - rest]
    pairs = sequence.common(between, between_after)
    if first or rest:
        return [(first + i, first + j) for i, j in pairs]
    return _strong(pairs, before, after)


def _strong(pairs: Sequence[Match], before: _Side, after: _Side) -> list[Match]:
    """Leave out pairs between paragraphs or items that share too little to be the same passage."""
    bonds = [(before.units[i], after.units[j]) for i, j in pairs]
    shared: dict[Match, int] = defaultdict(int)
    for bond, (i, _) in zip(bonds, pairs, strict=True):
        shared[bond] += before.letters[i]
    strong = {
        (unit_before, unit_after)
        for (unit_before, unit_after), letters in shared.items()
        if letters >= WEAKEST_BOND * min(before.sizes[unit_before], after.sizes[unit_after])
    }
    return [pair for bond, pair in zip(bonds, pairs, strict=True) if bond in strong]


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
    if _wordless(before) and _wordless(after):
        _change_marks(steps, before, after)
        return
    head, tail = sequence.ends(before, after)
    end, end_after = len(before) - tail, len(after) - tail
    steps[-1].kept += before[:head]
    _change(steps, before[head:end], after[head:end_after])
    steps[-1].kept += before[end:]


def _change_marks(steps: list[Step], before: list[str], after: list[str]) -> None:
    i = j = 0
    for next_i, next_j in [*sequence.common(before, after), (len(before), len(after))]:
        _change(steps, before[i:next_i], after[j:next_j])
        steps[-1].kept += before[next_i : next_i + 1]
        i, j = next_i + 1, next_j + 1


def _wordless(row: Iterable[str]) -> bool:
    return not any(map(tokens.spoken, row))
