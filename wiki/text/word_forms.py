"""The forms a defined word takes in English and Dutch: one or several, whose it is, with -e.

By rules of spelling alone, without a dictionary: some forms are of no word, which does no harm.
Knows no verbs: "pesten" is not found in "gepest".
"""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

_VOWELS = "aeiou"
_SHORTEST = 3
_VOWEL_GROUP = re.compile("[aeiouy]+")
_LONG = re.compile(r"([aeou])\1([^aeiou])\Z")
_CLOSED = re.compile(rf"(?<![{_VOWELS}])[{_VOWELS}]([bcdfgklmnprst])\Z")
_WITH_S_ONLY = ("a", "e", "i", "o", "u", "y", "el", "em", "en", "er")
_SOUNDS_ON = {"f": "v", "s": "z"}
_HARD = {soft: hard for hard, soft in _SOUNDS_ON.items()}


@lru_cache(maxsize=4_096)
def nouns(word: str, language: str | None) -> frozenset[str]:
    """Return a word in small letters in its forms, where it ends a term: one, several, 's."""
    found = {word}
    for more in _rules(_PLURALS, language):
        found |= set(more(word))
        found |= {one for one in _shorter(word) if word in more(one)}
    return frozenset(found | {f"{one}'s" for one in found})


@lru_cache(maxsize=4_096)
def adjectives(word: str, language: str | None) -> frozenset[str]:
    """Return a word in small letters in its forms, where another word of the term follows it."""
    found = {word}
    for longer in _rules(_ATTRIBUTIVES, language):
        found |= set(longer(word))
        found |= {one for one in _shorter(word) if word in longer(one)}
    return frozenset(found)


def _rules(
    by_language: Mapping[str, Callable[[str], set[str]]], language: str | None
) -> list[Callable[[str], set[str]]]:
    if language is not None and language in by_language:
        return [by_language[language]]
    return list(by_language.values()) if language is None else []


def _english(word: str) -> set[str]:
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return {f"{word[:-1]}ies"}
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return {f"{word}es"}
    return {f"{word}s"}


def _dutch(word: str) -> set[str]:
    found = {f"{word}s", f"{word}'s"}
    if not word.endswith(_WITH_S_ONLY):
        found |= _lengthened(word, "en")
    if word.endswith("heid"):
        found.add(f"{word[:-4]}heden")
    if word.endswith("e"):
        found |= {f"{word}n", f"{word[:-1]}ën"}
    if word.endswith(("ie", "ee")):
        found.add(f"{word}ën")
    return found


def _dutch_attributive(word: str) -> set[str]:
    return _lengthened(word, "e")


def _lengthened(word: str, ending: str) -> set[str]:
    """Return a Dutch word before -e or -en: "taak" is "tak-", "rol" "roll-", "brief" "briev-"."""
    stem = _LONG.sub(r"\1\2", word)
    closed = stem == word and _CLOSED.search(word)
    if closed and len(_VOWEL_GROUP.findall(word)) == 1:
        return {f"{word}{word[-1]}{ending}"}
    found = {f"{stem}{ending}"}
    if closed:  # whether the last syllable is stressed, spelling doesn't say
        found.add(f"{word}{word[-1]}{ending}")
    if stem[-1:] in _SOUNDS_ON and not closed:
        found.add(f"{stem[:-1]}{_SOUNDS_ON[stem[-1]]}{ending}")
    return found


def _shorter(word: str) -> Iterator[str]:
    """Yield what a word might be a longer form of."""
    return (one for one in _cut(word) if len(one) >= _SHORTEST and one != word)


def _cut(word: str) -> Iterator[str]:
    for length in (1, 2, 3):
        yield word[:-length]
    yield f"{word[:-3]}y"
    yield f"{word[:-5]}heid"
    for ending in ("en", "e"):
        stem = word.removesuffix(ending)
        last = _HARD.get(stem[-1:], stem[-1:])
        yield stem[:-1]
        yield stem[:-1] + last
        yield stem[:-2] + stem[-2:-1] * 2 + last


_PLURALS: dict[str, Callable[[str], set[str]]] = {"en": _english, "nl": _dutch}
_ATTRIBUTIVES: dict[str, Callable[[str], set[str]]] = {"nl": _dutch_attributive}
