"""Which words left over in one text are words left over in the other, in place or moved.

In place: a common subsequence of words, without chance matches. Moved: stretches, then lines, then
sentences that share half of their letters, where both are mostly without partners; so a moved
passage never lands on words that belong to another.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from wiki.text import sequence, tokens
from wiki.text.leftover import Leftover
from wiki.text.sequence import Match

WEAKEST_BOND = 0.4
FEWEST_LETTERS = 12
RAREST, MOST_PLACES, MOST_CANDIDATES = 8, 20, 4


def align(
    before: Leftover, after: Leftover, old: Sequence[range], new: Sequence[range], *, moved: bool
) -> None:
    """Make partners of the words that two neighbourhoods, given by their lines, have in common."""
    if not old or not new:
        return
    pairs = list(_strong(before, after, _in_common(before, after, old, new), old, new))
    _join(before, after, pairs, moved=moved)
    _join(before, after, _marks_between(before, after, pairs, old, new), moved=moved)


def _in_common(
    before: Leftover, after: Leftover, old: Iterable[range], new: Iterable[range]
) -> list[Match]:
    left = [i for line in old for i in line if before.letters[i]]
    right = [j for line in new for j in line if after.letters[j]]
    matches = sequence.patient(before.texts(left), after.texts(right))
    return [(left[x], right[y]) for x, y in matches]


def _strong(
    before: Leftover,
    after: Leftover,
    pairs: Sequence[Match],
    old: Sequence[range],
    new: Sequence[range],
) -> Iterator[Match]:
    """Leave out words of two lines that share too little for it to be more than chance."""
    line_before = {i: n for n, line in enumerate(old) for i in line}
    line_after = {j: n for n, line in enumerate(new) for j in line}
    shared: Counter[Match] = Counter()
    for i, j in pairs:
        shared[line_before[i], line_after[j]] += before.letters[i]
    weights_before, weights_after = list(map(before.weight, old)), list(map(after.weight, new))
    for i, j in pairs:
        x, y = line_before[i], line_after[j]
        if shared[x, y] >= WEAKEST_BOND * min(weights_before[x], weights_after[y]):
            yield i, j


def _marks_between(
    before: Leftover,
    after: Leftover,
    pairs: Sequence[Match],
    old: Sequence[range],
    new: Sequence[range],
) -> Iterator[Match]:
    """Match marks, only between words that are partners."""
    first_before, first_after = old[0].start, new[0].start
    matches = [(i - first_before, j - first_after) for i, j in pairs]
    n, m = old[-1].stop - first_before, new[-1].stop - first_after
    for i, i_end, j, j_end in sequence.gaps(matches, n, m):
        left = _marks(before, range(first_before + i, first_before + i_end))
        right = _marks(after, range(first_after + j, first_after + j_end))
        if before.texts(left) == after.texts(right):
            yield from zip(left, right, strict=True)
        else:
            for x, y in sequence.patient(before.texts(left), after.texts(right)):
                yield left[x], right[y]


def _marks(side: Leftover, words: range) -> list[int]:
    return [k for k in words if not side.letters[k] and side.partners[k] < 0]


def _join(before: Leftover, after: Leftover, pairs: Iterable[Match], *, moved: bool) -> None:
    for i, j in pairs:
        before.partners[i] = j
        after.partners[j] = i
        if moved:
            before.moved.add(i)


def follow_moves(before: Leftover, after: Leftover) -> None:
    """Make partners of the words of passages that vanished in one place and appeared in another."""
    for cut in (Leftover.stretches, Leftover.lines, Leftover.sentences):
        if min(before.free_letters(), after.free_letters()) * 2 < FEWEST_LETTERS:
            return
        for unit, place in _alike(before, after, cut(before), cut(after)):
            _release(before, after, unit)
            free = [j for j in place if after.partners[j] < 0]
            matches = sequence.patient(before.texts(list(unit)), after.texts(free))
            _join(before, after, [(unit[x], free[y]) for x, y in matches], moved=True)


def _alike(
    before: Leftover, after: Leftover, old: Iterable[range], new: Iterable[range]
) -> list[tuple[range, range]]:
    """Pair free units that share half of their letters, the most alike first, each once."""
    gone = [unit for unit in old if _may_move(before, unit)]
    come = [unit for unit in new if _may_move(after, unit)]
    used: set[int] = set()
    taken: set[int] = set()
    pairs = []
    for _, x, y in sorted(_likeness(before, after, gone, come)) if gone and come else ():
        if x not in used and y not in taken:
            used.add(x)
            taken.add(y)
            pairs.append((gone[x], come[y]))
    return pairs


def _may_move(side: Leftover, unit: range) -> bool:
    return side.weight(unit) >= FEWEST_LETTERS and side.is_free(unit)


def _likeness(
    before: Leftover, after: Leftover, old: Sequence[range], new: Sequence[range]
) -> Iterator[tuple[float, int, int]]:
    """Tell how alike two units are (negative: the best sorts first), and their numbers."""
    bags = [after.bag(unit) for unit in new]
    weights = [after.weight(unit) for unit in new]
    places = defaultdict(list)
    for y, bag in enumerate(bags):
        for word in bag:
            places[word].append(y)
    for x, unit in enumerate(old):
        bag, weight = before.bag(unit), before.weight(unit)
        for y in _candidates(bag, places):
            letters = _shared(bag, bags[y])
            larger = max(weight, weights[y])
            if letters * 2 >= larger:
                yield -letters / larger, x, y


def _candidates(bag: Iterable[str], places: dict[str, list[int]]) -> list[int]:
    """Name the units worth comparing: those with most of the rarest words of a bag."""
    found = sorted((places[word] for word in bag if word in places), key=len)
    votes = Counter(y for where in found[:RAREST] for y in where[:MOST_PLACES])
    return [y for y, _ in votes.most_common(MOST_CANDIDATES)]


def _shared(bag: Counter[str], other: Counter[str]) -> int:
    """Count the letters two bags of words share."""
    return sum(
        tokens.letters(word) * min(count, other[word])
        for word, count in bag.items()
        if word in other
    )


def _release(before: Leftover, after: Leftover, unit: range) -> None:
    """Undo chance matches of a passage that is known to stand elsewhere."""
    for i in unit:
        if before.partners[i] >= 0:
            after.partners[before.partners[i]] = -1
            before.partners[i] = -1
