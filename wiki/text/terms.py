"""Finds where words use the terms that a document defines.

Whole words only, in the forms that `word_forms` knows, capitals or not; an abbreviation only in
capitals. Of terms that share words the longest counts. Work grows with the words, not with the
terms.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from wiki.text import word_forms

MOST = 500
"""How many terms are looked for; of more, the first ones."""

_WORD = re.compile(r"[^\W_]+(?:['’‑-][^\W_]+)*")
_APART = str.maketrans("’‑", "'-")


class Use(NamedTuple):
    """A term, as it is defined, and the characters that use it."""

    term: str
    start: int
    end: int


class _Token(NamedTuple):
    word: str
    start: int
    end: int


class _Known(NamedTuple):
    """A term as it is looked for: the forms of each word, and what stands between them."""

    term: str
    forms: tuple[frozenset[str], ...]
    between: tuple[str, ...]


def uses(words: str, terms: Sequence[str], language: str | None) -> list[Use]:
    """Return where words use terms, in order; none overlaps another.

    `language` None stands for every language with rules.
    """
    known = _lexicon(tuple(terms[:MOST]), language)
    return list(_uses(words, known)) if known else []


def _uses(words: str, known: dict[str, list[_Known]]) -> Iterator[Use]:
    tokens = _tokens(words)
    at = 0
    while at < len(tokens):
        token = tokens[at]
        found = [
            one
            for form in {token.word, token.word.lower()}
            for one in known.get(form, ())
            if _stands(one, words, tokens, at)
        ]
        if not found:
            at += 1
            continue
        longest = max(found, key=lambda one: len(one.forms))
        at += len(longest.forms)
        yield Use(longest.term, token.start, tokens[at - 1].end)


def _stands(one: _Known, words: str, tokens: Sequence[_Token], at: int) -> bool:
    here = tokens[at : at + len(one.forms)]
    if len(here) < len(one.forms):
        return False
    if not all(
        not forms.isdisjoint((token.word, token.word.lower()))
        for forms, token in zip(one.forms, here, strict=True)
    ):
        return False
    return _between(words, here) == one.between


@lru_cache(maxsize=64)
def _lexicon(terms: tuple[str, ...], language: str | None) -> dict[str, list[_Known]]:
    """Return the terms by each form of their first word; of two that look alike the first."""
    lexicon: dict[str, list[_Known]] = defaultdict(list)
    for term in dict.fromkeys(terms):
        tokens = _tokens(term)
        if not tokens:
            continue
        *before, last = tokens
        forms = (
            *(_forms(one.word, language, ends=False) for one in before),
            _forms(last.word, language, ends=True),
        )
        known = _Known(term, forms, _between(term, tokens))
        for form in forms[0]:
            lexicon[form].append(known)
    return dict(lexicon)


def _forms(word: str, language: str | None, *, ends: bool) -> frozenset[str]:
    if word.isupper() and len(word) > 1:
        return frozenset({word, f"{word}s", f"{word}'s"} if ends else {word})
    forms = word_forms.nouns if ends else word_forms.adjectives
    return forms(word.lower(), language)


def _tokens(words: str) -> list[_Token]:
    return [_Token(one[0].translate(_APART), *one.span()) for one in _WORD.finditer(words)]


def _between(words: str, tokens: Sequence[_Token]) -> tuple[str, ...]:
    """Return what parts the words from each other; any white space counts as one blank."""
    return tuple(" ".join(words[one.end : two.start].split()) for one, two in pairwise(tokens))
