"""Words taken out of a text for good: what it reads like without them, and where all else stands.

The words are looked for as they were typed, letter by letter; between two of them any white space
counts, also the end of a line inside a paragraph. A visible mark stands in their place. It means
nothing in Markdown and holds no space, so that it can stand in a link, a label or a table.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from html.entities import codepoint2name
from itertools import accumulate

from wiki.text import changes, diff, tokens
from wiki.text.pieces import Piece

MARKS = {"en": "‹removed-for-privacy›", "nl": "‹weggehaald-vanwege-privacy›"}
"""What stands where words were, by language."""

_LINE_END = r"\\?\n[^\S\n]*+(?:>[^\S\n]*+)*+"
_GAP = rf"(?:[^\S\n]+(?:{_LINE_END})?|{_LINE_END})"
_NO_LETTER_AFTER = r"(?![^\W_])"

_UNSEEN = re.compile("[*_`~\\\\\\[\\]\u00ad\u200b-\u200d\u2060\ufeff]")
_LINK_END = r"\]\([^)\n]{0,200}+\)"
_BETWEEN = rf"(?:{_LINK_END}|{_UNSEEN.pattern})*+"
_READS_LIKE = {
    " ": rf"(?:\s|&nbsp;|>|{_LINK_END}|{_UNSEEN.pattern})++",
}
_LOOK_ALIKE = ("'’‘ʼ", "-‐‑‒–—−")
"""What a reader takes for a letter that was typed, and for what stands between two."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """The words to take out; `inside` says that longer words lose them, too."""

    words: str
    inside: bool = False

    def is_in(self, text: str) -> bool:
        """Tell whether a text holds the words."""
        return bool(self.words.split()) and self.pattern.search(text) is not None

    @property
    def otherwise(self) -> re.Pattern[str]:
        """What finds the words also where they are written otherwise and read the same.

        With other capitals, apostrophes or hyphens, Markdown marks or a link's end between letters,
        entities for letters, and what joins or parts letters unseen. Accents count.
        """
        return _otherwise(self.words, self.inside)

    @property
    def pattern(self) -> re.Pattern[str]:
        """What finds the words, never a part of a grapheme."""
        return _pattern(self.words, self.inside)


@lru_cache(maxsize=16)
def _pattern(words: str, inside: bool) -> re.Pattern[str]:
    """Return what finds the words; it begins with a letter, which is looked for the fastest."""
    found = _GAP.join(map(re.escape, words.split()))
    first, last = words.split()[0][0], words.split()[-1][-1]
    if re.match(tokens.EXTENDS, first):
        return re.compile(r"(?!)")
    letter = re.escape(first)
    before = rf"{letter}(?<!{tokens.JOINER}{letter})"
    if not inside and first.isalnum():
        before += rf"(?<![^\W_]{letter})"
    after = _NO_LETTER_AFTER if not inside and last.isalnum() else ""
    return re.compile(rf"{before}{found.removeprefix(letter)}{after}(?!{tokens.EXTENDS})")


@lru_cache(maxsize=16)
def _otherwise(words: str, inside: bool) -> re.Pattern[str]:
    seen = _UNSEEN.sub("", " ".join(words.split()))
    found = _BETWEEN.join(_READS_LIKE.get(letter) or _as_written(letter) for letter in seen)
    before, after = ("", "") if inside else (r"(?<![^\W_])", _NO_LETTER_AFTER)
    return re.compile(f"{before}{found}{after}" if seen.strip() else "(?!)", re.I)


def _as_written(letter: str) -> str:
    """Return what finds a letter as itself, as one like it, or as an entity that stands for it."""
    like = next((letters for letters in _LOOK_ALIKE if letter in letters), letter)
    codes = {ord(one) for one in like + like.lower() + like.upper()}
    names = {codepoint2name[code] for code in codes if code in codepoint2name}
    numbers = "|".join(f"0*{code}|x0*{code:x}" for code in sorted(codes))
    named = "".join(f"|&{name};" for name in sorted(names | {"apos"} if "'" in like else names))
    return f"(?:[{re.escape(like)}]|&#(?:{numbers});{named})"


@dataclass(frozen=True)
class Redacted:
    """A text without the words, and the places [start, end) where they stood in the one before."""

    text: str
    places: Sequence[tuple[int, int]]
    mark: str

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch of the text before stands now.

        What began or ended among the words taken out now holds the whole mark.
        """
        if start == end and not self._inside(start):
            return self._shifted(start), self._shifted(start)
        return self._start(start), self._end(end)

    def narrowed(self, start: int, end: int) -> tuple[int, int]:
        """Return where a stretch stands now, without the marks it held a part of only.

        One inside the words is the whole mark.
        """
        first, last = self._inside(start), self._inside(end)
        if first is not None and first == last:
            return self.moved(start, end)
        return (
            self._shifted(first[1] if first else start),
            self._shifted(last[0] if last else end),
        )

    def lengths(self, before: Iterable[int]) -> list[int]:
        """Return the lengths of stretches that lie side by side and fill the text before.

        A mark belongs to the stretch in which its words began.
        """
        ends = [self._end(end) for end in accumulate(before)]
        return [end - start for start, end in zip([0, *ends], ends, strict=False)]

    def _start(self, offset: int) -> int:
        place = self._inside(offset)
        return self._shifted(place[0] if place else offset)

    def _end(self, offset: int) -> int:
        place = self._inside(offset)
        return self._shifted(place[1] if place else offset)

    def _inside(self, offset: int) -> tuple[int, int] | None:
        """Return the place that an offset is in the middle of."""
        at = bisect_right(self.places, offset, key=_start_of) - 1
        if at >= 0 and self.places[at][0] < offset < self.places[at][1]:
            return self.places[at]
        return None

    def _shifted(self, offset: int) -> int:
        return offset + self._shifts[bisect_right(self.places, offset, key=_end_of)]

    @cached_property
    def _shifts(self) -> Sequence[int]:
        """How far the words move that stand behind so many of the places."""
        longer = (len(self.mark) - (end - start) for start, end in self.places)
        return tuple(accumulate(longer, initial=0))


def redact(source: str, words: str, mark: str, *, inside: bool = True) -> str:
    """Return a text with a mark wherever the words stand."""
    return find(source, Wanted(words, inside), mark).text


def find(source: str, wanted: Wanted, mark: str) -> Redacted:
    """Return a text without the words, with the places where they stood."""
    if not wanted.words.split():
        return Redacted(source, (), mark)
    places = tuple(found.span() for found in wanted.pattern.finditer(source))
    parts, at = [], 0
    for start, end in places:
        parts += [source[at:start], mark]
        at = end
    return Redacted("".join([*parts, source[at:]]), places, mark)


def pieces(stored: Sequence[Piece], wanted: Wanted, mark: str) -> list[Piece]:
    """Return a redline without the words: the same changes, as far as these still differ."""
    before, after = (find(side, wanted, mark).text for side in diff.sides(stored))
    kept = [Piece(piece.op, find(piece.text, wanted, mark).text) for piece in stored]
    if diff.sides(kept) == (before, after):
        return kept
    return diff.words(before, after)


def renumbered(stored: Sequence[Piece], wanted: Wanted, mark: str) -> dict[int, list[int]]:
    """Return which changes of a redline became which ones of the same without the words."""
    moved = find(diff.sides(stored)[0], wanted, mark)
    now = changes.changes(pieces(stored, wanted, mark))
    became = {}
    for change in changes.changes(stored):
        start, end = moved.narrowed(change.start, change.end)
        first = bisect_left(now, start, key=_change_end)
        last = bisect_right(now, end, lo=first, key=_change_start)
        became[change.number] = [one.number for one in now[first:last]]
    return became


def _start_of(place: tuple[int, int]) -> int:
    return place[0]


def _end_of(place: tuple[int, int]) -> int:
    return place[1]


def _change_start(change: changes.Change) -> int:
    return change.start


def _change_end(change: changes.Change) -> int:
    return change.end
