"""Words to be taken out of a document: where they are, and what stands in their place."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from wiki.domain import blocks
from wiki.text import redaction, tokens, visible
from wiki.text.redaction import MARKS, Redacted, Wanted

LINE = 300
AROUND = 40
_MAY_READ_OTHERWISE = re.compile(r"&#?\w+;|\]\[")
"""An entity, or a link whose address stands elsewhere: all else is found without rendering."""


class Place(NamedTuple):
    """A thing of a kind that holds the words so many times, and the first with some around it."""

    kind: str
    before: str
    words: str
    after: str
    times: int


@dataclass(frozen=True, slots=True)
class Search:
    """The words that are looked for, and what stands in their place."""

    wanted: Wanted

    def mark(self, language: str) -> str:
        """Return what stands in their place in a language."""
        return MARKS.get(language, MARKS["en"])

    def language_of(self, redacted: Redacted) -> str:
        """Return the language whose mark stands in a text."""
        return next((one for one, mark in MARKS.items() if mark == redacted.mark), "en")

    def find(self, source: str, language: str) -> Redacted:
        """Return a text without the words."""
        return redaction.find(source, self.wanted, self.mark(language))

    def redact(self, source: str, language: str) -> str:
        """Return a text without the words."""
        return self.find(source, language).text

    def line(self, source: str, language: str, limit: int = LINE) -> str:
        """Return a line without the words, not longer than it may be."""
        told = self.redact(source, language)
        if told == source or len(told) <= limit:
            return told
        kept = ""
        for token in tokens.split(told):
            if len(kept) + len(token) >= limit:
                break
            kept += token
        return kept + "…"

    def place(self, kind: str, *texts: str) -> Iterator[Place]:
        """Give one place for a thing whose texts hold the words."""
        found = [(text, one) for text in texts for one in self._matches(text)]
        if found:
            text, first = found[0]
            start, end = first.span()
            before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
            yield Place(kind, before, first[0], after, len(found))

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        return self.wanted.pattern.finditer(text)


class SearchOtherwise(Search):
    """Looks for the words where they are written otherwise: they stay when these are taken out."""

    __slots__ = ()

    def place(self, kind: str, *texts: str) -> Iterator[Place]:
        """Give one place for each way in which the texts of a thing write the words."""
        found = Counter(one for text in texts for one in self._spellings(text))
        for words, times in found.items():
            yield Place(kind, "", words, "", times)

    def _spellings(self, text: str) -> Iterator[str]:
        """Give what stands in a text wherever readers see the words, unless it is the words."""
        known = [one.span() for one in self.wanted.pattern.finditer(text)]
        for one in self._matches(text):
            known.append(one.span())
            yield one[0]
        if _MAY_READ_OTHERWISE.search(text):
            for start, end in self._seen(text):
                if not any(first < end and start < last for first, last in known):
                    yield text[start:end]

    def _seen(self, text: str) -> Iterator[tuple[int, int]]:
        """Give where the words stand as readers see a text: entities and links are read by then."""
        at = 0
        for block in blocks.split(text):
            shown = visible.of(block)
            for one in self.wanted.otherwise.finditer(shown.text):
                start, end = shown.to_source(*one.span())
                yield at + start, at + end
            at += len(block.source)

    def _matches(self, text: str) -> Iterator[re.Match[str]]:
        exact = {
            place for one in self.wanted.pattern.finditer(text) for place in range(*one.span())
        }
        for found in self.wanted.otherwise.finditer(text):
            if found.start() not in exact:
                yield found
