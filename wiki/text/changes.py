"""Pieces grouped into changes: what can be taken or left one by one, and said in words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from wiki.text import rows
from wiki.text.pieces import DEEPEST_HEADING, Piece, sides
from wiki.text.relocations import became, relocated

WORDS_SHOWN = 12
WORDS_AROUND = 4
_LINE_MARK = re.compile(r"^[^\S\n]*+(?:(?:[-*+]|\d+[.)]|>)[^\S\n]++)*+", re.M)
_HEADINGS = {
    (True, False): "heading_goes",
    (False, True): "heading_comes",
    (True, True): "heading_level",
}
_WORDLESS = {"spacing", "marks", *_HEADINGS.values()}
_QUOTES = {"en": ("“", "”", "‘", "’"), "nl": ("‘", "’", "“", "”")}


class Change(NamedTuple):
    """One separable change: characters [start, end) of the text before give way to `after`.

    Numbered from 1 in order. `before` is what stood there; one of the two may be empty.
    """

    number: int
    start: int
    end: int
    before: str
    after: str

    @property
    def pieces(self) -> list[Piece]:
        """What goes and what comes, where there are words to see."""
        both = Piece("delete", self.before), Piece("insert", self.after)
        return [piece for piece in both if piece.text.strip()]


class Wording(NamedTuple):
    """A change as a sentence to be worded: its key, and quoted, shortened values for it.

    Keys: `replaced`, `added`, `removed`; `added_at_start`, `added_at_end`; `moved` and
    `moved_to_start`, followed by what changed of the words; `spacing` (only white space differs)
    and `marks` (only marks that shape words do), whose values are the words around.
    `around` is the words that stand before the change, or after it where the text begins with it;
    where marks change around words, those words.
    `heading_goes`, `heading_comes` and `heading_level` say that a line was, becomes or stays a
    heading; there `around` is the words of that line.
    """

    key: str
    before: str
    after: str
    around: str


def changes(pieces: Iterable[Piece]) -> list[Change]:
    """Return the changes in order; a deletion and the insertion beside it are one change."""
    found: list[Change] = []
    at = 0
    for stays, group in groupby(pieces, lambda piece: piece.op == "equal"):
        run = list(group)
        before, after = sides(run)
        if not stays:
            found.append(Change(len(found) + 1, at, at + len(before), before, after))
        at += len(before)
    return found


def take(pieces: Iterable[Piece], chosen: set[int]) -> str:
    """Return the text with the changes of these numbers made and all others left as before."""
    parts, number = [], 0
    for stays, group in groupby(pieces, lambda piece: piece.op == "equal"):
        before, after = sides(group)
        number += not stays
        parts.append(after if not stays and number in chosen else before)
    return "".join(parts)


def moves(found: Iterable[Change]) -> dict[int, int]:
    """Return by the number of what comes elsewhere the number of what goes for it."""
    listed = list(found)
    return relocated(
        {change.number: change.before for change in listed if not change.after.strip()},
        {change.number: change.after for change in listed if not change.before.strip()},
    )


def in_words(pieces: Sequence[Piece], lang: str) -> list[Wording]:
    """Return the changes as keyed sentences; `lang` chooses the quotation marks."""
    before, _ = sides(pieces)
    found = changes(pieces)
    moved = moves(found)
    gone = {change.number: change.before for change in found}
    origins = set(moved.values())
    said: list[Wording] = []
    for change in found:
        if change.number in moved:
            said += _moving(change, before, gone[moved[change.number]], lang)
        elif change.number not in origins:
            said.append(_wording(change, before, lang))
    return said


def _moving(change: Change, text: str, words_gone: str, lang: str) -> Iterator[Wording]:
    """Yield a sentence about the move, then those about what changed of the words."""
    key = "moved" if text[: change.start].strip() else "moved_to_start"
    around = _quoted(_around(change, text, _is_layout(change, text)), lang)
    yield Wording(key, _quoted(words_gone, lang), _quoted(change.after, lang), around)
    yield from in_words(list(became(words_gone, change.after)), lang)


def _wording(change: Change, text: str, lang: str) -> Wording:
    is_layout = _is_layout(change, text)
    around = _quoted(_around(change, text, is_layout), lang)
    key = _heading(change, text) or _key(change, text, is_layout)
    before = after = ""
    if key not in _WORDLESS:
        before, after = _quoted(change.before, lang), _quoted(change.after, lang)
    if key in _HEADINGS.values():
        around = _quoted(text[change.end :].partition("\n")[0], lang)
    return Wording(key, before, after, around)


def _heading(change: Change, text: str) -> str:
    """Return the key of a change that makes a line a heading, or no longer one; else nothing."""
    before, after = change.before.strip(), change.after.strip()
    longest = max(len(before), len(after))
    if (before + after).strip("#") or not 0 < longest <= DEEPEST_HEADING:
        return ""
    return _HEADINGS[bool(before), bool(after)] if _begins_line(change, text) else ""


def _key(change: Change, text: str, is_layout: bool) -> str:
    before, after = change.before.split(), change.after.split()
    if before == after:
        return "spacing"
    if is_layout:
        return "marks"
    if before and after:
        return "replaced"
    if before:
        return "removed"
    if not text[change.end :].strip():
        return "added_at_end"
    return "added" if text[: change.start].strip() else "added_at_start"


def _is_layout(change: Change, text: str) -> bool:
    """Tell whether nothing changes but marks that readers don't see: of bold, lists, tables.

    A mark that may mean something, such as a hyphen, is one of these only where a line begins.
    """
    changed, begins_line = change.before + change.after, _begins_line(change, text)
    if not rows.speaks(changed) and (begins_line or "|" in changed):
        return True
    before, after = (
        _unshaped(_LINE_MARK.sub("", side) if begins_line else side)
        for side in (change.before, change.after)
    )
    return before.strip() == after.strip()


def _begins_line(change: Change, text: str) -> bool:
    line = text.rfind("\n", 0, change.start) + 1
    return not text[line : change.start].strip()


def _around(change: Change, text: str, is_layout: bool) -> str:
    """Return the words of a change of marks, else the last ones before it, else the next."""
    if is_layout and rows.speaks(change.after):
        return " ".join(_first(_unshaped(change.after).split()))
    last = _first(_backwards(text[max(0, change.start - 400) : change.start]))
    return " ".join(last[::-1] or _first(text[change.end : change.end + 400].split()))


def _first(words: Iterable[str]) -> list[str]:
    """Return the first few words, as far as a reader would read them out."""
    return list(islice(filter(rows.speaks, words), WORDS_AROUND))


def _backwards(text: str) -> Iterator[str]:
    """Yield the words from the last one on; only as many are cut as are asked for."""
    while words := text.rsplit(maxsplit=1):
        yield words[-1]
        text = "".join(words[:-1])


def _unshaped(words: str) -> str:
    return words.replace("*", "").replace("_", "").replace("`", "")


def _quoted(text: str, lang: str) -> str:
    """Return the text on one line, shortened in the middle, in the quotation marks of lang."""
    words = text.split()
    if not words:
        return ""
    if len(words) > WORDS_SHOWN:
        half = WORDS_SHOWN // 2
        words = [*words[:half], "…", *words[-half:]]
    shown = " ".join(words)
    outer_open, outer_close, inner_open, inner_close = _QUOTES.get(lang, _QUOTES["en"])
    if outer_open in shown:
        outer_open, outer_close = inner_open, inner_close
    return f"{outer_open}{shown}{outer_close}"
