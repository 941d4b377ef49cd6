"""Finds where a code asks the same with must here and with should or may there.

Knows the verbs of duty that `signals` knows, in English and Dutch. Sentences are compared by the
stems of their words, paragraphs of two languages by their place.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from wiki.text import findable, sentences, signals
from wiki.text.checks import Finding, Paragraph, with_sentences

FEWEST_SHARED = 3
"""How many stems two sentences share at least that are taken to ask for the same."""

ALIKE = 0.6
"""How much of the stems of both they share at least."""

MOST_ASKED = 1_000
"""How many sentences that ask something are compared; of more, the first ones."""

STRENGTHS = ("must", "should", "may")
"""How strongly a verb asks, the strongest first."""

_DEMANDS = frozenset(STRENGTHS)
_NO_DEMANDS = frozenset({"zou", "zouden", "plicht", "gehouden", "toestemming"})
_SMALL = 3


def between_languages(
    paragraphs: Iterable[Paragraph],
    others: Iterable[Paragraph],
    language: str,
    other_language: str,
) -> Iterator[Finding]:
    """Find paragraphs that ask one thing here (must) and another in another language (may).

    A duty without any counterpart is said in other words, and not told. Compared are sections with
    the same kinds of blocks in the same order in both.
    """
    here, there = _by_section(paragraphs), _by_section(others)
    for section in (one for one in here if one in there):
        pairs = list(zip(here[section], there[section], strict=False))
        if len(here[section]) != len(there[section]) or any(a.kind != b.kind for a, b in pairs):
            continue
        for one, other in pairs:
            ours, theirs = _demands(one, language), _demands(other, other_language)
            only, others_only = ours.keys() - theirs.keys(), theirs.keys() - ours.keys()
            if only and others_only:
                duty = min(only, key=STRENGTHS.index)
                told = (duty, min(others_only, key=STRENGTHS.index))
                yield Finding("drift_between_languages", one, *ours[duty], told, other)


def within(paragraphs: Iterable[Paragraph], language: str) -> Iterator[Finding]:
    """Find sentences that ask nearly the same as an earlier one, more or less strongly.

    Two ask the same that share most of their words, those of duty and the small ones aside.
    """
    asked = list(islice(_asked(paragraphs, language), MOST_ASKED))
    together: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(asked):
        for stem in one.stems:
            together[stem].append(number)
    for number, one in enumerate(asked):
        near = {earlier for stem in one.rarest(together) for earlier in together[stem]}
        for earlier in sorted(earlier for earlier in near if earlier < number):
            other = asked[earlier]
            if one.asks_as(other) and one.duty != other.duty:
                told = (one.duty, other.duty)
                yield Finding("drift_within", one.place, one.start, one.end, told, other.place)
                break


class _Asked(NamedTuple):
    """A sentence that asks for something: how strongly, and the stems of its words."""

    place: Paragraph
    start: int
    end: int
    duty: str
    stems: frozenset[str]

    def asks_as(self, other: "_Asked") -> bool:
        shared = len(self.stems & other.stems)
        return shared >= FEWEST_SHARED and shared >= ALIKE * len(self.stems | other.stems)

    def rarest(self, together: Mapping[str, Sequence[int]]) -> list[str]:
        """Return stems of which a sentence that asks the same must share one, the fewest first.

        Two that share so much leave out few, so that some of any that many are shared.
        """
        ordered = sorted(self.stems, key=lambda stem: (len(together[stem]), stem))
        return ordered[: len(ordered) - int(ALIKE * len(ordered)) + 1]


def _asked(paragraphs: Iterable[Paragraph], language: str) -> Iterator[_Asked]:
    for one in with_sentences(paragraphs):
        for start, end, _ in sentences.split(one.words):
            said = one.words[start:end]
            found = list(_duties(said, language))
            duty = {value for value, _, _ in found}
            if len(duty) != 1:
                continue
            bare = _without(said, [place for _, *place in found])
            stems = frozenset(
                findable.stem(word.folded, language)
                for word in findable.words(bare)
                if len(word.folded) > _SMALL
            )
            yield _Asked(one, start, end, duty.pop(), stems)


def _without(words: str, spans: Iterable[Sequence[int]]) -> str:
    for start, end in spans:
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _demands(one: Paragraph, language: str) -> dict[str, tuple[int, int]]:
    """Return how strongly the verbs of a paragraph ask (must, should, may), each where first."""
    found: dict[str, tuple[int, int]] = {}
    for duty, start, end in _duties(one.words, language):
        found.setdefault(duty, (start, end))
    return found


def _duties(words: str, language: str) -> Iterator[tuple[str, int, int]]:
    """Yield what verbs ask; what need not be is no demand, nor what would be (Dutch *zou*)."""
    listed = sorted(signals.find(words, language), key=lambda one: (one.start, -one.end))
    denied = {one.end for one in listed if one.rule == "negation"}
    last = 0
    for _, value, start, end in (one for one in listed if one.rule == "duty"):
        if start < last:
            continue  # part of a longer phrase: "have to" of "do not have to"
        last = end
        said = words[start:end].lower()
        need_not = said.endswith("to") and start - 1 in denied  # "never have to"
        if value in _DEMANDS and said not in _NO_DEMANDS and not need_not:
            yield value, start, end


def _by_section(paragraphs: Iterable[Paragraph]) -> dict[str, list[Paragraph]]:
    found: dict[str, list[Paragraph]] = defaultdict(list)
    for one in paragraphs:
        found[one.section].append(one)
    return found
