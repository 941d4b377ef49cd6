"""Finds the words that carry a sentence's meaning: what it denies, demands, counts and names.

Knows nothing of changes: two texts say the same where they hold the same signals.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from wiki.text import signal_words as listed

LANGUAGES = ("en", "nl")
_UNSEEN = re.compile(
    r"\]\([^()\n]*\)|\[\^[^\]\n]{1,50}\]|<[^<>\n]{1,200}>|^[ \t]*\d{1,9}[.)](?=[ \t])", re.MULTILINE
)
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_FIGURES = re.compile(r"(?<![\w.,:])\d+(?:[.,:]\d+)*")
_COMPOUND_FIGURE = re.compile(r"(?<=\d)-(?=[^\W\d])")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_OPENS = re.compile(r"(?:^|\n|[.!?:;][*_'\")\]]*\s)[\s>#*_+\-'\"“‘(\[]*\Z")
_LONGEST_OPENING = 12
_NO_NAMES = frozenset(
    word for several in (listed.NO_NAMES, *listed.DATES.values()) for word in several.split(", ")
)


class Signal(NamedTuple):
    """Characters [start, end) that say something of a kind; the same value says the same."""

    rule: str
    value: str
    start: int
    end: int


class _Word(NamedTuple):
    """A word as it stands, without capitals, and where."""

    word: str
    start: int
    end: int


class _Phrase(NamedTuple):
    """Words that say something; without a value they only look as if they did."""

    words: tuple[str, ...]
    rule: str
    value: str


def find(text: str, lang: str | None) -> set[Signal]:
    """Return the signals of a text in a language (None: in all).

    Rules are `negation`, `duty`, `number` and `name`. Targets of links and numbers of items hold
    none.
    """
    seen = _UNSEEN.sub(_blank, text.replace("’", "'").replace("‑", "-"))
    seen = _COMPOUND_FIGURE.sub(" ", seen)
    words = [_Word(match[0].lower(), *match.span()) for match in _WORD.finditer(seen)]
    found = {*_figures(seen), *_capitals(seen, words)}
    for one in (lang,) if lang in LANGUAGES else LANGUAGES:
        found.update(_said(words, _lexicon(one)), _counted(words, one), _roles(words, one))
    return found


def _blank(match: re.Match[str]) -> str:
    return "\0" * len(match[0])


def _figures(text: str) -> Iterator[Signal]:
    for match in _FIGURES.finditer(text):
        figure = match[0]
        value = re.sub("[.,:]", "" if _GROUPED.fullmatch(figure) else ".", figure)
        yield Signal("number", value, *match.span())


def _capitals(text: str, words: Iterable[_Word]) -> Iterator[Signal]:
    """Yield words with a capital that they have for themselves, not for opening a sentence."""
    for word, start, end in words:
        own = text[start:end]
        if not own[0].isupper() or word in _NO_NAMES:
            continue
        opening = text[max(0, start - _LONGEST_OPENING) : start]
        opens = _OPENS.search(opening if start > _LONGEST_OPENING else f"\n{opening}")
        if not opens or (own.isupper() and len(own) > 1):
            yield Signal("name", word.removesuffix("'s"), start, end)


def _said(words: Sequence[_Word], lexicon: dict[str, list[_Phrase]]) -> Iterator[Signal]:
    """Yield what the words say; within what only looks like a signal no other of its rule begins.

    Within a phrase no shorter one says the same once more.
    """
    free: dict[tuple[str, str], int] = defaultdict(int)
    for at, word in enumerate(words):
        for phrase in _beginning(word.word, lexicon):
            rule, value, end = phrase.rule, phrase.value, at + len(phrase.words)
            if max(free[rule, ""], free[rule, value]) > at or not _fits(phrase, words[at:end]):
                continue
            free[rule, value] = end
            if value:
                yield Signal(rule, value, word.start, words[end - 1].end)


def _beginning(word: str, lexicon: dict[str, list[_Phrase]]) -> Iterator[_Phrase]:
    yield from lexicon.get("#", ()) if word.isdecimal() else ()
    yield from lexicon.get("*", ())
    yield from lexicon.get(word, ())
    if word.startswith(("non-", "niet-")) or word.endswith("n't"):
        yield _Phrase((word,), "negation", "not")


def _fits(phrase: _Phrase, words: Sequence[_Word]) -> bool:
    return len(words) == len(phrase.words) and all(
        wanted in ("*", word) or (wanted == "#" and word.isdecimal())
        for wanted, (word, _, _) in zip(phrase.words, words, strict=True)
    )


def _counted(words: Sequence[_Word], lang: str) -> Iterator[Signal]:
    """Yield lengths of time after a number, perhaps with a word between."""
    units, numbers = _units(lang), _numbers(lang)
    for at, (word, _, end) in enumerate(words):
        before = words[max(0, at - 2) : at] if word in units else ()
        if any(one.word in numbers or one.word.isdecimal() for one in before):
            yield Signal("number", units[word], before[0].start, end)


def _roles(words: Iterable[_Word], lang: str) -> Iterator[Signal]:
    endings = listed.ROLE_ENDINGS[lang]
    return (Signal("name", *word) for word in words if word.word.endswith(endings))


@lru_cache
def _lexicon(lang: str) -> dict[str, list[_Phrase]]:
    """Return the phrases of a language by their first word: what is no signal, then the longest."""
    rules = (
        ("negation", listed.NEGATIONS[lang], listed.NO_NEGATIONS[lang]),
        ("duty", listed.DUTIES[lang], listed.NO_DUTIES[lang]),
        ("number", _amounts(lang), listed.NO_NUMBERS[lang]),
        ("name", {role: role for role in _phrases(listed.ROLES[lang])}, ""),
    )
    phrases = [
        _Phrase(tuple(phrase.split()), rule, value)
        for rule, said, unsaid in rules
        for value, several in (*said.items(), ("", unsaid))
        for phrase in _phrases(several)
    ]
    lexicon: dict[str, list[_Phrase]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda one: (bool(one.value), -len(one.words))):
        lexicon[phrase.words[0]].append(phrase)
    return dict(lexicon)


def _phrases(several: str) -> list[str]:
    """Return listed phrases one by one, those with alternatives in all their forms."""
    return [
        " ".join(form)
        for phrase in several.split(", ")
        for form in product(*(word.split("|") for word in phrase.split()))
        if form
    ]


@lru_cache
def _units(lang: str) -> dict[str, str]:
    """Return the last words of lengths of time, each with its value."""
    named = listed.UNITS[lang].items()
    return {word.split()[-1]: value for value, several in named for word in several.split(", ")}


@lru_cache
def _numbers(lang: str) -> dict[str, str]:
    """Return the words for numbers below a hundred, each with its number."""
    small, tens = listed.NUMBERS[lang].split(), listed.TENS[lang].split()
    numbers = {word: str(number) for number, word in enumerate(small) if word != "-"}
    for ten, word in enumerate(tens, 2):
        numbers[word] = f"{ten}0"
        for unit, one in enumerate(("one", *small[2:10]) if lang == "en" else small[1:10], 1):
            numbers[f"{word}-{one}" if lang == "en" else _dutch(one, word)] = f"{ten}{unit}"
    return numbers


def _dutch(unit: str, ten: str) -> str:
    unit = unit.replace("é", "e")
    return f"{unit}{'ën' if unit.endswith('e') else 'en'}{ten}"


def _amounts(lang: str) -> dict[str, str]:
    """Return numbers, dates and amounts by their value, as they are listed."""
    amounts = {day: day for day in listed.DATES[lang].split(", ")} | listed.AMOUNTS[lang]
    for word, number in _numbers(lang).items():
        amounts[number] = f"{word}, {amounts[number]}" if number in amounts else word
    return amounts
