"""Says which block of a text became which after a change.

Equal blocks find each other first, in order as far as possible; what is left over is compared by
its words: with those of its kind, rather between the same neighbours than anywhere, and then with
those of other kinds, since a paragraph may become a heading. The work is bounded: among very
many unmatched blocks only those of about the same rank are compared.
"""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wiki.text.block import Block, Kind

_WORD = re.compile(r"\w+|[^\w\s]")
# Half the words kept is a reworded block; between the same two neighbours a third will do.
_ALIKE, _ALIKE_IN_PLACE = 0.5, 0.33
# Who stayed between the same neighbours goes before who came from elsewhere and is as much alike.
_IN_PLACE = 0.05
_MOST_COMPARED = 2_500
_RANKS_APART = 10

Pair = tuple[int, int]
Scored = tuple[float, int, int, int]


class State(StrEnum):
    """What became of a block."""

    KEPT = "kept"
    EDITED = "edited"
    MOVED = "moved"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Match:
    """A block before (index or None) and after (index or None), and what became of it.

    `moved`: it stands elsewhere among the others now; an edited block may have moved, too.
    """

    before: int | None
    after: int | None
    state: State
    moved: bool = False


def match(before: Sequence[Block], after: Sequence[Block]) -> list[Match]:
    """Return one match for each block, in the order of the text after.

    A block that is gone follows the match of the block it stood behind. Blank lines at the end of
    a block make no difference.
    """
    kept = _equal(_words_of(before), _words_of(after))
    in_place = set(_longest_rising(kept))
    edited = _edited(before, after, kept, sorted(in_place))
    rising = set(_longest_rising(sorted([*kept, *edited])))
    found = [_paired(pair, State.KEPT, in_place=pair in rising) for pair in kept]
    found += [_paired(pair, State.EDITED, in_place=pair in rising) for pair in edited]
    return _in_order(found, len(before), len(after))


def _paired(pair: Pair, state: State, *, in_place: bool) -> Match:
    state = State.MOVED if state is State.KEPT and not in_place else state
    return Match(*pair, state, moved=not in_place)


def _words_of(blocks: Sequence[Block]) -> list[str]:
    return [block.source.rstrip() for block in blocks]


def _equal(before: list[str], after: list[str]) -> list[Pair]:
    """Pair equal blocks: those at both ends first, then each with the next of its kind."""
    most = min(len(before), len(after))
    head = _shared(zip(before, after, strict=False))
    tail = min(_shared(zip(reversed(before), reversed(after), strict=False)), most - head)
    pairs = [(place, place) for place in range(head)]
    waiting: dict[str, list[int]] = defaultdict(list)
    for place in reversed(range(head, len(after) - tail)):
        waiting[after[place]].append(place)
    for place in range(head, len(before) - tail):
        if waiting[before[place]]:
            pairs.append((place, waiting[before[place]].pop()))
    ends = zip(
        range(len(before) - tail, len(before)), range(len(after) - tail, len(after)), strict=True
    )
    return [*pairs, *ends]


def _shared(pairs: Iterable[tuple[str, str]]) -> int:
    count = 0
    for one, other in pairs:
        if one != other:
            break
        count += 1
    return count


def _longest_rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest part of the pairs, sorted by before, whose after rises (patience)."""
    tops: list[int] = []
    piles: list[int] = []
    below: list[int] = []
    for place, (_, after) in enumerate(pairs):
        pile = bisect_left(tops, after)
        below.append(piles[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [after]
        piles[pile : pile + 1] = [place]
    rising, place = [], piles[-1] if piles else -1
    while place >= 0:
        rising.append(pairs[place])
        place = below[place]
    return rising[::-1]


def _edited(
    before: Sequence[Block], after: Sequence[Block], kept: list[Pair], in_place: list[Pair]
) -> list[Pair]:
    left = _Left(before, {old for old, _ in kept}), _Left(after, {new for _, new in kept})
    scored = _scored(left, left[0].places, left[1].places, _ALIKE, _likeness)
    gaps = zip([(-1, -1), *in_place], [*in_place, (len(before), len(after))], strict=True)
    for (old_from, new_from), (old_to, new_to) in gaps:
        old = left[0].between(old_from, old_to)
        new = left[1].between(new_from, new_to)
        least = _ALIKE_IN_PLACE if len(old) == len(new) else _ALIKE
        scored += _scored(left, old, new, least, _likeness, _IN_PLACE)
    pairs = _likest_first(scored)
    for side, places in zip(left, zip(*pairs, strict=True), strict=False):
        side.take(places)
    others = _scored(left, left[0].places, left[1].places, _ALIKE, _likeness_of_words)
    return pairs + _likest_first(others)


class _Left:
    """The blocks of one text that found no partner yet."""

    def __init__(self, blocks: Sequence[Block], taken: set[int]) -> None:
        self.places = [n for n in range(len(blocks)) if n not in taken and blocks[n].source.strip()]
        self.kinds = {n: blocks[n].kind for n in self.places}
        self.words = {n: Counter(_WORD.findall(blocks[n].source)) for n in self.places}

    def between(self, start: int, end: int) -> list[int]:
        return self.places[bisect_left(self.places, start) : bisect_left(self.places, end)]

    def take(self, places: Iterable[int]) -> None:
        taken = set(places)
        self.places = [place for place in self.places if place not in taken]


Both = tuple[_Left, _Left]


def _scored(
    left: Both,
    old: list[int],
    new: list[int],
    least: float,
    likeness: Callable[[Both, int, int], float],
    beyond: float = 0,
) -> list[Scored]:
    """Return the pairs that are alike enough, with their likeness and how far apart they rank."""
    found = []
    for rank, place in enumerate(old):
        for other_rank, other in _compared(rank, len(old), new):
            alike = likeness(left, place, other)
            if alike >= least:
                found.append((-alike - beyond, abs(rank - other_rank), place, other))
    return found


def _likest_first(scored: list[Scored]) -> list[Pair]:
    """Pair the most alike first; at the same likeness those nearest in rank."""
    pairs: list[Pair] = []
    old_taken, new_taken = set(), set()
    for _, _, place, other in sorted(scored):
        if place not in old_taken and other not in new_taken:
            old_taken.add(place)
            new_taken.add(other)
            pairs.append((place, other))
    return pairs


def _compared(rank: int, count: int, new: list[int]) -> Iterable[Pair]:
    first, end = 0, len(new)
    if count * len(new) > _MOST_COMPARED:
        first, end = max(rank - _RANKS_APART, 0), rank + _RANKS_APART
    return enumerate(new[first:end], first)


def _likeness(left: Both, old: int, new: int) -> float:
    """Return the share of words and marks two blocks have in common, 0 where the kinds differ.

    A text has one front matter, so that is always the same.
    """
    kind = left[0].kinds[old]
    if kind != left[1].kinds[new]:
        return 0.0
    if kind == Kind.FRONT_MATTER:
        return 1.0
    return _shared_part(left[0].words[old], left[1].words[new])


def _likeness_of_words(left: Both, old: int, new: int) -> float:
    """Return the share of words two blocks have in common, whatever marks make their kinds."""
    return _shared_part(*(_bare(side.words[at]) for side, at in zip(left, (old, new), strict=True)))


def _bare(words: Counter[str]) -> Counter[str]:
    return Counter({word: count for word, count in words.items() if word[0].isalnum()})


def _shared_part(words: Counter[str], others: Counter[str]) -> float:
    total = words.total() + others.total()
    return 2 * (words & others).total() / total if total else 0.0


def _in_order(found: list[Match], before: int, after: int) -> list[Match]:
    by_before = {match.before: match for match in found}
    by_after = {match.after: match for match in found}
    ordered = [by_after.get(n) or Match(None, n, State.NEW) for n in range(after)]
    gone: dict[int, list[Match]] = defaultdict(list)
    behind = -1
    for place in range(before):
        partner = by_before.get(place)
        if partner is None:
            gone[behind].append(Match(place, None, State.GONE))
        elif partner.after is not None:
            behind = partner.after
    return [
        *gone[-1],
        *(one for place, match in enumerate(ordered) for one in (match, *gone[place])),
    ]
