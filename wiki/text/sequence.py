"""Which items of two sequences belong together, in order.

Works on anything hashable (lines, words) and knows nothing of text. No clock decides: work is
bounded by counts, so the same input gives the same answer on every machine.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from math import isqrt

Match = tuple[int, int]
Fill = Callable[[Sequence[Hashable], Sequence[Hashable]], list[Match]]
MOST_CELLS = 1_000_000_000
FEWEST_ROWS = 100
"""So many rows of the table are kept at once, however short it is."""


def common(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """Return index pairs of a longest common subsequence, rising on both sides.

    Bit-parallel (Hyyrö 2004): a row of the table is one integer. Beyond MOST_CELLS only items that
    occur once on both sides are matched, and what lies between them.
    """
    head, tail = ends(before, after)
    n, m = len(before) - tail, len(after) - tail
    inner_before, inner_after = before[head:n], after[head:m]
    if len(inner_before) * len(inner_after) > MOST_CELLS:
        inner = _between_unique(inner_before, inner_after, common)
    else:
        inner = _longest(inner_before, inner_after)
    return _whole(head, inner, n, m, tail)


def patient(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """Return index pairs by patience: items that occur once on both sides, then the rest.

    The readable choice for lines (Cohen's patience difference); the rest is filled by `common`.
    """
    head, tail = ends(before, after)
    n, m = len(before) - tail, len(after) - tail
    inner = _between_unique(before[head:n], after[head:m], patient)
    return _whole(head, inner, n, m, tail)


def gaps(matches: Sequence[Match], n: int, m: int) -> list[tuple[int, int, int, int]]:
    """Return the unmatched stretches between matches as (i, i_end, j, j_end), none empty."""
    found, i, j = [], 0, 0
    for next_i, next_j in [*matches, (n, m)]:
        if (i, j) != (next_i, next_j):
            found.append((i, next_i, j, next_j))
        i, j = next_i + 1, next_j + 1
    return found


def ends(before: Sequence[Hashable], after: Sequence[Hashable]) -> Match:
    """Lengths of the common head and the common tail, not overlapping."""
    most, head, tail = min(len(before), len(after)), 0, 0
    while head < most and before[head] == after[head]:
        head += 1
    while tail < most - head and before[-1 - tail] == after[-1 - tail]:
        tail += 1
    return head, tail


def _whole(head: int, inner: Iterable[Match], n: int, m: int, tail: int) -> list[Match]:
    """Return the matches of whole sequences: their head, what was found inside it, their tail."""
    return [
        *zip(range(head), range(head), strict=True),
        *((i + head, j + head) for i, j in inner),
        *zip(range(n, n + tail), range(m, m + tail), strict=True),
    ]


def _between_unique(
    before: Sequence[Hashable], after: Sequence[Hashable], fill: Fill
) -> list[Match]:
    """Match items found once on both sides, and what `fill` finds between them."""
    if set(before).isdisjoint(after):
        return []
    anchors = _unique_anchors(before, after)
    if not anchors:
        small = len(before) * len(after) <= MOST_CELLS
        return common(before, after) if small else []
    matches: list[Match] = list(anchors)
    for i, i_end, j, j_end in gaps(anchors, len(before), len(after)):
        if i < i_end and j < j_end:
            inner = fill(before[i:i_end], after[j:j_end])
            matches += ((i + a, j + b) for a, b in inner)
    return sorted(matches)


def _unique_anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """Pairs of items found once on both sides, thinned to the longest rising run."""
    counts_before, counts_after = Counter(before), Counter(after)
    where = {item: j for j, item in enumerate(after) if counts_after[item] == 1}
    pairs = [
        (i, where[item])
        for i, item in enumerate(before)
        if counts_before[item] == 1 and item in where
    ]
    return _rising(pairs)


def _rising(pairs: list[Match]) -> list[Match]:
    """Find the longest subsequence of pairs (ordered by the first) whose second rises, too."""
    tops: list[int] = []
    top_at: list[int] = []
    previous: list[int] = []
    for at, (_, j) in enumerate(pairs):
        pile = bisect_left(tops, j)
        previous.append(top_at[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [j]
        top_at[pile : pile + 1] = [at]
    chain, at = [], top_at[-1] if top_at else -1
    while at >= 0:
        chain.append(pairs[at])
        at = previous[at]
    return chain[::-1]


def _longest(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """Index pairs of a longest common subsequence, read back from the rows of the table.

    Only every k-th row is kept; the rows between are made again when the way back needs them.
    """
    shared = set(before).intersection(after)
    if not shared:
        return []
    at_before = [i for i, item in enumerate(before) if item in shared]
    at_after = [j for j, item in enumerate(after) if item in shared]
    items_before, items = [before[i] for i in at_before], [after[j] for j in at_after]
    if items_before == items:
        return list(zip(at_before, at_after, strict=True))
    columns = _Columns(items_before)
    stride = max(isqrt(len(items)) + 1, FEWEST_ROWS)
    starts = range(0, len(items), stride)
    kept = [columns.full]
    for start in starts[:-1]:
        kept.append(columns.rows(kept[-1], items[start : start + stride])[-1])
    matches: list[Match] = []
    i = len(at_before)
    for block, start in reversed(list(enumerate(starts))):
        rows = columns.rows(kept[block], items[start : start + stride])
        i = _walk_back(rows, start, i, matches)
    return [(at_before[i], at_after[j]) for i, j in reversed(matches)]


class _Columns:
    """One sequence as bits: which columns of the table hold a given item."""

    def __init__(self, items: Sequence[Hashable]) -> None:
        self.full = (1 << len(items)) - 1
        self._places: dict[Hashable, list[int]] = defaultdict(list)
        self._masks: dict[Hashable, int] = {}
        for i, item in enumerate(items):
            self._places[item].append(i)

    def rows(self, row: int, items: Sequence[Hashable]) -> list[int]:
        """Return the given row of the table and the one after each item; 0 bits are steps up."""
        rows = [row]
        for item in items:
            hits = row & self._mask(item)
            row = ((row + hits) | (row - hits)) & self.full
            rows.append(row)
        return rows

    def _mask(self, item: Hashable) -> int:
        mask = self._masks.get(item, 0)
        if not mask:
            places = self._places[item]
            for place in places:
                mask |= 1 << place
            if len(places) > 4:  # a mask is as long as the text: rare items are cheaper made again
                self._masks[item] = mask
        return mask


def _walk_back(rows: list[int], start: int, i: int, matches: list[Match]) -> int:
    """Walk back to the first row, noting matches; return how much of `before` is left."""
    j = len(rows) - 1
    while i and j:
        bit = 1 << (i - 1)
        if rows[j] & bit:
            i -= 1
        elif rows[j - 1] & bit:
            i -= 1
            j -= 1
            matches.append((i, start + j))
        else:
            j -= 1
    return i
