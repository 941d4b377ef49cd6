"""Words that turn a sentence around: a change to one of them beside another change needs reading.

Decides which caution a merged line deserves, never how to merge it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wiki.text import tokens

_NEGATIONS = {
    "en": "not no never none nobody nothing neither nor without cannot unless except",
    "nl": "niet geen nooit niemand niets noch zonder nergens tenzij behalve",
}
_DUTIES = {
    "en": "must shall should may might can could will would ought need needs required",
    "nl": "moet moeten moest zal zullen zou zouden mag mogen kan kunnen hoeft hoeven dient dienen",
}


@dataclass(frozen=True, slots=True)
class Guard:
    """The words to look out for in a language (None: in all), and the terms the text defines."""

    lang: str | None
    terms: Sequence[str]

    def key(self, before: str, first: str, second: str) -> str:
        """Return `negation`, `duty` or `number` if a side changed such a word, else nothing."""
        changed = _changed(before, first) | _changed(before, second)
        if any(word in self._listed(_NEGATIONS) or word.endswith("n't") for word in changed):
            return "negation"
        if any(word in self._listed(_DUTIES) for word in changed):
            return "duty"
        return "number" if any(map(_is_number, changed)) else ""

    def lost_terms(self, base: str, sides: Iterable[str], merged: str) -> list[tuple[int, int]]:
        """Return where the merged text uses a term that a side removed from it altogether."""
        lost = [
            pattern
            for pattern in map(_as_word, self.terms)
            if pattern.search(base) and not all(map(pattern.search, sides))
        ]
        return sorted(match.span() for pattern in lost for match in pattern.finditer(merged))

    def _listed(self, words: dict[str, str]) -> set[str]:
        texts = [words[self.lang]] if self.lang in words else list(words.values())
        return set(" ".join(texts).split())


def _changed(before: str, after: str) -> set[str]:
    """Return the words that stand in one of the texts more often than in the other."""
    counts_before, counts_after = (
        Counter(token.casefold().replace("’", "'") for token in tokens.split(text))
        for text in (before, after)
    )
    return set(counts_before - counts_after) | set(counts_after - counts_before)


def _is_number(word: str) -> bool:
    return word[0].isdigit() and tokens.is_word(word)


def _as_word(term: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(term)}(?!\w)", re.IGNORECASE)
