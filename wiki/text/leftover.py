"""The words of a text's lines that have no equal line in the other, and their partners there.

It can be cut three ways: into lines, stretches of lines, and sentences.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from wiki.text import tokens
from wiki.text.lines import Lines

Word = tuple[str, int, int]
_PARTS = re.compile(r"[!-/:-@\[-`{-~]|[^!-/:-@\[-`{-~]+")
_SENTENCE_ENDS = frozenset(".!?;:")


class Row(NamedTuple):
    """One line left over: its number in the text, and its words by their numbers here."""

    number: int
    words: range


@dataclass(slots=True)
class Leftover:
    """Words and marks in order, without white space, numbered from 0.

    For each word: where it starts in the text, how many letters it has, and the number of its
    partner on the other side, or -1. `moved` are the numbers of words whose passage moved.
    """

    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    letters: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    moved: set[int] = field(default_factory=set)

    @classmethod
    def of(cls, lines: Lines, matched: Container[int]) -> "Leftover":
        """Cut the lines that are not matched into words."""
        leftover = cls()
        known: dict[str, list[Word]] = {}
        for number, source in enumerate(lines.sources):
            if number not in matched:
                if source not in known:
                    known[source] = list(_words(source))
                leftover._add(number, known[source], lines.starts[number])
        leftover.partners = [-1] * len(leftover.words)
        return leftover

    def _add(self, number: int, words: list[Word], at: int) -> None:
        first = len(self.words)
        for word, offset, letters in words:
            self.words.append(word)
            self.starts.append(at + offset)
            self.letters.append(letters)
        self.rows.append(Row(number, range(first, len(self.words))))

    def has_all(self, numbers: range) -> bool:
        """Tell whether all these lines of the text are left over."""
        first, last = self._find(numbers)
        return last - first == len(numbers)

    def between(self, numbers: range) -> list[range]:
        """Return the words of those of these lines that are left over and have no partners yet."""
        first, last = self._find(numbers)
        found = (row.words for row in self.rows[first:last])
        return [words for words in found if self._is_open(words)]

    def _is_open(self, words: range) -> bool:
        return max(self.partners[words.start : words.stop], default=0) < 0

    def _find(self, numbers: range) -> tuple[int, int]:
        first = bisect_left(self.rows, numbers.start, key=attrgetter("number"))
        return first, bisect_left(self.rows, numbers.stop, first, key=attrgetter("number"))

    def texts(self, numbers: list[int]) -> list[str]:
        """Return the words with these numbers."""
        return [self.words[k] for k in numbers]

    def weight(self, unit: range) -> int:
        """Return how many letters a unit has."""
        return sum(self.letters[unit.start : unit.stop])

    def is_free(self, unit: range) -> bool:
        """Tell whether most letters of a unit have no partner."""
        kept = sum(self.letters[k] for k in unit if self.partners[k] >= 0)
        return kept * 2 < self.weight(unit)

    def free_letters(self) -> int:
        """Return how many letters have no partner."""
        pairs = zip(self.letters, self.partners, strict=True)
        return sum(letters for letters, partner in pairs if partner < 0)

    def bag(self, unit: range) -> Counter[str]:
        """Count the words of a unit that have letters."""
        return Counter(self.words[k] for k in unit if self.letters[k])

    def lines(self) -> list[range]:
        """Return the lines as units."""
        return [row.words for row in self.rows]

    def stretches(self) -> list[range]:
        """Return neighbouring lines without a blank one between: paragraphs, or their rest."""
        found: list[range] = []
        last = -1
        for row in self.rows:
            if not row.words:
                continue
            if found and last == row.number - 1:
                found[-1] = range(found[-1].start, row.words.stop)
            else:
                found.append(row.words)
            last = row.number
        return found

    def sentences(self) -> list[range]:
        """Return the stretches cut after each mark that ends a sentence."""
        return [sentence for stretch in self.stretches() for sentence in self._cut(stretch)]

    def _cut(self, stretch: range) -> Iterator[range]:
        first = stretch.start
        for k in stretch[:-1]:
            if self.words[k] in _SENTENCE_ENDS and self.starts[k + 1] > self.starts[k] + 1:
                yield range(first, k + 1)
                first = k + 1
        yield range(first, stretch.stop)


def _words(line: str) -> Iterator[Word]:
    """Each word or mark of a line, where it starts there, and its letters."""
    at = 0
    for part in _parts(line):
        if not part.isspace():
            yield part, at, tokens.letters(part)
        at += len(part)


def _parts(line: str) -> Iterator[str]:
    """Tokens, with addresses and joined words cut further: one changed part costs no more."""
    for token in tokens.split(line):
        if 0 < tokens.letters(token) < len(token):
            yield from _PARTS.findall(token)
        else:
            yield token
