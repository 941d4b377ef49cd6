"""Looks a code of conduct through for what an editor may want to mend; nothing here is an error.

Every rule says only what can be seen in the words, the defined terms and the kinds of clauses. Each
would rather miss something than point at what is right.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from wiki.text import sentences, terms
from wiki.text.block import Kind

LONGEST_SENTENCE = 25
"""How many words a sentence may have that many people still read at once."""

_NO_SENTENCES = frozenset({Kind.HEADING, Kind.CODE, Kind.HTML, Kind.REST, Kind.RULE})
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_ROMAN = re.compile(r"[IVXLC]+")
_KNOWN = frozenset({"EN", "NL", "EU", "PDF", "OK", "FAQ", "UTC"})
_REFERENCE = re.compile(
    r"(?<![\w'’-])(?P<word>[\w-]++)[\"”’']?\s?\((?:see|zie)\s[^()\0]{0,40}?\b"
    r"(?:definitions?|defined words|glossary|definities?|begrip|begrippen|begrippenlijst)\b",
    re.I,
)


class Paragraph(NamedTuple):
    """A block as it is looked through: where it stands, what it is, and the words a reader sees.

    `block` is its position in the text, `clause` the kind an editor gave it (empty without one).
    U+0000 in its words parts items and cells, and stands for code.
    """

    section: str
    block: int
    number: int
    kind: str
    clause: str
    words: str


class Finding(NamedTuple):
    """Words of a paragraph that a rule points at; `other` is where it differs from, if anywhere.

    `told` is what the rule counted or found: the number of words, a word, a pair of duties.
    """

    rule: str
    place: Paragraph
    start: int
    end: int
    told: tuple[str, ...] = ()
    other: Paragraph | None = None


def values_without_behaviour(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Find values in whose section no paragraph is desired behaviour: nobody can see what to do."""
    by_section: dict[str, list[Paragraph]] = defaultdict(list)
    for one in paragraphs:
        by_section[one.section].append(one)
    for several in by_section.values():
        if not any(one.clause == "desired_behaviour" for one in several):
            for one in several:
                if one.clause == "value":
                    yield Finding("value_without_behaviour", one, *first_words(one))


def long_sentences(paragraphs: Iterable[Paragraph]) -> Iterator[Finding]:
    """Find sentences of more than 25 words."""
    for one in with_sentences(paragraphs):
        for sentence in sentences.split(one.words):
            if sentence.words > LONGEST_SENTENCE:
                told = (str(sentence.words),)
                yield Finding("long_sentence", one, sentence.start, sentence.end, told)


def unused_terms(
    paragraphs: Iterable[Paragraph], defined: Sequence[str], language: str
) -> list[str]:
    """Return the terms that no text uses."""
    used = {use.term for one in paragraphs for use in terms.uses(one.words, defined, language)}
    return [term for term in defined if term not in used]


def undefined_terms(
    paragraphs: Sequence[Paragraph], defined: Sequence[str], language: str
) -> Iterator[Finding]:
    """Find words that need a definition and have none.

    Those are words that a text itself refers to a definition ("(see the definitions)"), and
    abbreviations that stand in several paragraphs and are written out nowhere.
    """
    for one in paragraphs:
        ends = {use.end for use in terms.uses(one.words, defined, language)}
        for reference in _REFERENCE.finditer(one.words):
            if reference.end("word") not in ends:
                word = reference["word"]
                yield Finding("undefined_term", one, *reference.span("word"), (word,))
    yield from _abbreviations(paragraphs, defined)


def _abbreviations(paragraphs: Sequence[Paragraph], defined: Sequence[str]) -> Iterator[Finding]:
    first: dict[str, tuple[Paragraph, int, int]] = {}
    places: dict[str, set[tuple[str, int]]] = defaultdict(set)
    known = set(_KNOWN).union(*(_ABBREVIATION.findall(term) for term in defined))
    for one in paragraphs:
        for found in _ABBREVIATION.finditer(one.words):
            word = found[0]
            first.setdefault(word, (one, *found.span()))
            places[word].add((one.section, one.block))
            around = one.words[max(0, found.start() - 1) : found.end() + 2]
            if f"({word})" in around or around.endswith(f"{word} ("):
                known.add(word)
    for word, (one, start, end) in first.items():
        if len(places[word]) > 1 and word not in known and not _ROMAN.fullmatch(word):
            yield Finding("undefined_abbreviation", one, start, end, (word,))


def with_sentences(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs that people read as sentences: no headings, no code."""
    return (one for one in paragraphs if one.kind not in _NO_SENTENCES)


def first_words(one: Paragraph) -> tuple[int, int]:
    """Return where the first sentence of a paragraph stands."""
    found = sentences.split(one.words)
    return (found[0].start, found[0].end) if found else (0, len(one.words))
