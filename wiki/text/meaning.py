"""Changes of meaning beside other changes: they combine without a clash and yet need reading.

Decides which cautions merged lines deserve, never how to merge them.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from wiki.text import signal_words, signals, terms
from wiki.text.blend import word_edits
from wiki.text.edits import Edit
from wiki.text.signals import Signal

RULES = ("negation", "duty", "number", "name")
_SENTENCE = re.compile(r"[.!?][*_'\"’”)\]]*\s+(?=[^\sa-z])|\n+")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_SHORTEST_TURNED = 4
_LONGEST = 5_000
_FEW = 3

Item = TypeVar("Item", bound=Hashable)
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Guard:
    """Looks out for changes of meaning in a language (None: in all).

    `terms` are the terms the text defines, `redefined` those that mean something else from now on.
    """

    lang: str | None
    terms: Sequence[str] = ()
    redefined: Sequence[str] = ()

    def keys(self, before: str, first: str, second: str) -> tuple[str, ...]:
        """Return which of RULES hold: a side changed such words beside the other side's change.

        Beside means in the same sentence or the next. What both changed alike is no such change.
        Of more than 5,000 characters none is told: no place in them would help who reads.
        """
        if max(map(len, (before, first, second))) > _LONGEST:
            return ()
        sides = {side: word_edits(before, side) for side in (first, second)}
        alike = set(sides[first]) & set(sides[second])
        starts = [0, *(match.end() for match in _SENTENCE.finditer(before))]
        found = {
            rule
            for side, other in ((first, second), (second, first))
            for rule, edit in _changed(before, side, sides[side], self.lang)
            if edit not in alike
            and any(_are_near(starts, edit, one) for one in sides[other] if one not in alike)
        }
        return tuple(rule for rule in RULES if rule in found)

    def lost_terms(self, base: str, sides: Iterable[str], merged: str) -> list[Place]:
        """Return where the merged text uses a term that a side removed from it altogether."""
        both = tuple(sides)
        lost = [
            term
            for term in self.terms
            if self._places(term, base) and not all(self._places(term, side) for side in both)
        ]
        return sorted(place for term in lost for place in self._places(term, merged))

    def redefined_terms(self, merged: str) -> list[Place]:
        """Return where the merged text uses a term that means something else from now on."""
        return sorted(place for term in self.redefined for place in self._places(term, merged))

    def _places(self, term: str, text: str) -> list[Place]:
        return [(use.start, use.end) for use in terms.uses(text, (term,), self.lang)]


def _changed(
    before: str, after: str, edits: Sequence[Edit], lang: str | None
) -> Iterator[tuple[str, Edit]]:
    """Yield the edits that change what the text says, each with the rule about it."""
    found_before, found_after = signals.find(before, lang), signals.find(after, lang)
    words_lost, words_gained = _differences(_words(before), _words(after))
    lost, gained = _differences(map(_said, found_before), map(_said, found_after))
    turned = _turned(words_lost, words_gained)
    moved = 0
    for edit in edits:
        start, end = edit.start + moved, edit.start + moved + len(edit.text)
        moved += len(edit.text) - (edit.end - edit.start)
        gone = [one for one in _within(found_before, edit.start, edit.end) if _said(one) in lost]
        new = [one for one in _within(found_after, start, end) if _said(one) in gained]
        for one in gone + new:
            if one.value == "may" and _stands_alone(before, edit):
                continue
            if one.rule != "name" or not (words_lost | words_gained).isdisjoint(_words(one.value)):
                yield one.rule, edit
        if not turned.isdisjoint(_words(before[edit.start : edit.end] + " " + edit.text)):
            yield "negation", edit


def _stands_alone(before: str, edit: Edit) -> bool:
    """Tell whether words only come or only go, as many as a clause: they weaken no others."""
    gone = before[edit.start : edit.end].split()
    new = edit.text.split()
    return not (gone and new) and len(gone + new) > _FEW


def _said(signal: Signal) -> tuple[str, str]:
    return signal.rule, signal.value


def _differences(before: Iterable[Item], after: Iterable[Item]) -> tuple[set[Item], set[Item]]:
    """Return what stands more often in the first, and what stands more often in the second."""
    counts_before, counts_after = Counter(before), Counter(after)
    return set(counts_before - counts_after), set(counts_after - counts_before)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.replace("’", "'").lower())


def _turned(lost: Iterable[str], gained: Iterable[str]) -> set[str]:
    """Return words that went or came with a prefix that turns them around."""
    found: set[str] = set()
    for one, other in ((lost, gained), (gained, lost)):
        known = set(other)
        for word in one:
            if not known.isdisjoint(_turned_around(word)):
                found |= {word, *_turned_around(word)}
    return found


def _turned_around(word: str) -> Iterator[str]:
    """Yield what a word turns around, if it may begin or end with what does so."""
    is_adjective = word.endswith(signal_words.ADJECTIVE_ENDINGS)
    adjectives = signal_words.ADJECTIVE_PREFIXES if is_adjective else ()
    for ending, opposite in signal_words.OPPOSITE_ENDINGS.items():
        if word.endswith(opposite):
            yield word.removesuffix(opposite) + ending
    for prefix in (*signal_words.PREFIXES, *adjectives):
        if word.startswith(prefix) and len(word) >= len(prefix) + _SHORTEST_TURNED:
            yield word.removeprefix(prefix)


def _within(found: Iterable[Signal], start: int, end: int) -> Iterator[Signal]:
    return (one for one in found if one.start < end and start < one.end)


def _are_near(starts: Sequence[int], edit: Edit, other: Edit) -> bool:
    """Tell whether two edits are in the same sentence or in neighbouring ones."""
    (first, last), (other_first, other_last) = _sentences(starts, edit), _sentences(starts, other)
    return max(first, other_first) - min(last, other_last) <= 1


def _sentences(starts: Sequence[int], edit: Edit) -> Place:
    last = max(edit.start, edit.end - 1)
    return bisect_right(starts, edit.start), bisect_right(starts, last)
