"""Terms that a redline calls otherwise: the changes that do it, wherever the words use them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wiki.text.changes import Change
from wiki.text.terms import Use, uses


class Rename(NamedTuple):
    """A term, the words that come in its place, and the numbers of the changes that put them."""

    term: str
    words: str
    numbers: frozenset[int]


def renames(before: str, found: Sequence[Change], used: Iterable[Use]) -> Iterator[Rename]:
    """Yield for each use of a term in the words before what it is called from now on.

    A use that only goes, or that stays, is not called otherwise.
    """
    for use in used:
        there = [one for one in found if one.start < use.end and use.start < one.end]
        words = _instead(before, use, there)
        if there and words:
            yield Rename(use.term, words, frozenset(one.number for one in there))


def joined(found: Iterable[Rename], language: str) -> list[Rename]:
    """Return those that give a term the same name as one, however the words are inflected."""
    known: list[Rename] = []
    for one in found:
        for at, other in enumerate(known):
            if one.term == other.term and _is_same(one.words, other.words, language):
                words = min(other.words, one.words, key=len)
                known[at] = Rename(one.term, words, other.numbers | one.numbers)
                break
        else:
            known.append(one)
    return known


def _instead(before: str, use: Use, there: Sequence[Change]) -> str:
    """Return what stands in the place of a term once these changes are made."""
    at, words = min([use.start, *(one.start for one in there)]), ""
    for one in there:
        words += before[at : one.start] + one.after
        at = one.end
    return " ".join((words + before[at : use.end]).split())


def _is_same(words: str, other: str, language: str) -> bool:
    """Tell whether one name is used in the other: a change may hold more words than the name."""
    if words.casefold() == other.casefold():
        return True
    return bool(uses(words, [other], language) or uses(other, [words], language))
