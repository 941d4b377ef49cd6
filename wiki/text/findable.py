"""The words of a text as search compares them: small letters without accents, and their stems.

What people type and what they look for go through the same folding, so that it doesn't matter how
either is spelled: capitals, accents, apostrophes, ligatures.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

import snowballstemmer

LONGEST = 40
"""A word is compared by so many letters; no language has longer ones that differ after that."""

_STEMMERS = {"en": "english", "nl": "dutch_porter"}
"""Snowball's other Dutch stemmer keeps "gedrag" and "gedragingen" apart."""

_ACCENTS = "\u0300-\u036f"
_WORD = re.compile(rf"[^\W_][^\W_{_ACCENTS}]*(?:(?:['’]|[{_ACCENTS}]+)[^\W_]+|[{_ACCENTS}]+)*")
_NOT_IN_WORDS = re.compile(r"[\W_]+")
_WITHOUT_STROKES = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)


class Word(NamedTuple):
    """A word of a text, folded, and its code points in the text."""

    folded: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the words of a text in order; what stands between them says nothing to search."""
    found = (Word(folded(match[0]), *match.span()) for match in _WORD.finditer(text))
    return [word for word in found if word.folded]


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Return a word as it is compared."""
    small = unicodedata.normalize("NFKD", word).casefold().translate(_WITHOUT_STROKES)
    bare = unicodedata.normalize("NFKD", small)
    return _NOT_IN_WORDS.sub("", bare)[:LONGEST]


@lru_cache(maxsize=50_000)
def stem(word: str, language: str) -> str:
    """Return what a folded word shares with its other forms; itself in a language without stems.

    The language stands before it: a stem of one language is none of another.
    """
    algorithm = _STEMMERS.get(language)
    if algorithm is None:
        return f"{language}{word}"
    stemmer = snowballstemmer.stemmer(algorithm)  # a new one each time: it can't be shared
    return f"{language}{stemmer.stemWord(word)}"


def plain(found: Iterable[Word]) -> str:
    """Return words as an index of words takes them, one blank between two."""
    return " ".join(word.folded for word in found)


def stems(found: Sequence[Word], language: str) -> str:
    """Return the stems of words as an index takes them."""
    return " ".join(stem(word.folded, language) for word in found)
