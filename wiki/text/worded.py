"""Changes said in words: each a key for a sentence, with quoted words as people read them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from wiki.text import legible, rows, runs, typeset
from wiki.text.changes import Change, changes, moves
from wiki.text.legible import Legible, Typed
from wiki.text.pieces import DEEPEST_HEADING, Piece
from wiki.text.relocations import became
from wiki.text.runs import BULLET

WORDS_SHOWN = 12
WORDS_AROUND = 4
NEAR, FARTHER = 48, 400
"""How many characters are looked at for the words around a change; more where they are few."""
_LINE_MARK = re.compile(r"^[^\S\n]*+(?:(?:[-*+]|\d+[.)]|>)[^\S\n]++)*+", re.M)
_HEADINGS = {
    (True, False): "heading_goes",
    (False, True): "heading_comes",
    (True, True): "heading_level",
}
_QUOTES = {"en": ("“", "”", "‘", "’"), "nl": ("‘", "’", "“", "”")}
_QUOTING = {"replaced", "removed", "added", "added_at_start", "added_at_end"}


class Wording(NamedTuple):
    """A change as a sentence to be worded: its key, and quoted, shortened values for it.

    Keys: `replaced`, `added`, `removed`; `added_at_start`, `added_at_end`; `moved` and
    `moved_to_start`, followed by what changed of the words; `spacing` (only white space differs)
    and `marks` (only marks that shape words do), whose values are the words around.
    `around` is the words that stand before the change once those before it are made too, or after
    it where the text begins with it; where marks change around words, those words.
    `heading_goes`, `heading_comes` and `heading_level` say that a line was, becomes or stays a
    heading; there `around` is the words of that line. `bold_comes`, `bold_goes` and the like, for
    italic, code, struck, link, quoted and item, say how the words `around` look from now on or no
    longer; `after` is where a link that comes leads.
    """

    key: str
    before: str
    after: str
    around: str


def in_words(pieces: Sequence[Piece], lang: str) -> list[Wording]:
    """Return the changes as keyed sentences; `lang` chooses the quotation marks.

    What two changes make of the same words, such as bold from here to there, is told once.
    """
    found = changes(pieces)
    moved = moves(found)
    gone = {change.number: change.before for change in found}
    origins = set(moved.values())
    teller = _Teller(pieces, lang)
    said: list[Wording] = []
    for change in found:
        told = list(teller.told(change, gone.get(moved.get(change.number, 0), "")))
        if change.number not in origins and told[:1] != said[-1:]:
            said += told
    return said


class _Teller:
    """Words the changes of two texts, one after the other."""

    def __init__(self, pieces: Sequence[Piece], lang: str) -> None:
        self._before, self._after = legible.both(pieces)
        self._is_typed = isinstance(self._before, Typed)
        self._lang = lang
        self._shift = 0

    def told(self, change: Change, words_gone: str) -> Iterator[Wording]:
        """Yield the sentence of a change; of words that moved also what changed of them."""
        at = change.start + self._shift
        self._shift += len(change.after) - len(change.before)
        if not words_gone:
            yield self._wording(change, at)
            return
        key = "moved_to_start" if self._begins(at) else "moved"
        around = self._quoted(self._around(change, at, _is_layout(change, self._before.source)))
        after = self._of(self._after, at, change.after)
        yield Wording(key, self._quoted(_bare(legible.words(words_gone))), after, around)
        yield from in_words(list(became(words_gone, change.after)), self._lang)

    def _wording(self, change: Change, at: int) -> Wording:
        text = self._before.source
        heading = _heading(change, text)
        if heading:
            return Wording(heading, "", "", self._quoted(self._line_after(at + len(change.after))))
        look = self._look(change, at)
        if look is not None:
            return look
        is_layout = _is_layout(change, text)
        key, before, after = self._key(change, at, is_layout), "", ""
        if key in _QUOTING:
            before = self._of(self._before, change.start, change.before)
            after = self._of(self._after, at, change.after)
        return Wording(key, before, after, self._quoted(self._around(change, at, is_layout)))

    def _key(self, change: Change, at: int, is_layout: bool) -> str:
        before, after = change.before.split(), change.after.split()
        if before == after:
            return "spacing"
        if is_layout:
            return "marks"
        if before and after:
            return "replaced"
        if before:
            return "removed"
        if not self._before.source[change.end :].strip():
            return "added_at_end"
        return "added_at_start" if self._begins(at) else "added"

    def _begins(self, at: int) -> bool:
        """Tell whether the text after begins at a place."""
        return not self._after.source[:at].strip()

    def _look(self, change: Change, at: int) -> Wording | None:
        """Return the sentence about words that stay and look different, if that is the change."""
        if self._is_typed or not (_shapes(change.before) or _shapes(change.after)):
            return None
        before = self._before.within(change.start, change.end)
        after = self._after.within(at, at + len(change.after))
        was, now = typeset.words(before), typeset.words(after)
        if not now.strip() and not was.strip():
            return self._link_end(change, at)
        if not now.strip() or _bare(was) != _bare(now):
            return None
        key = _item(was, now) or typeset.notes(before, after)[0]
        if key == "same":
            return None
        look, _, comes = key.partition("_")
        if look == "item":
            return Wording(key, "", "", self._quoted(" ".join(_first(_bare(now).split()))))
        side, place = (self._after, at) if comes == "comes" else (self._before, change.start)
        end = place + len(change.after if side is self._after else change.before)
        address = next((run.address for run in after if run.address), "") if look == "link" else ""
        return Wording(key, "", self._quoted(address), self._quoted(side.looking(look, place, end)))

    def _link_end(self, change: Change, at: int) -> Wording | None:
        """Return the sentence about a link that comes or goes, where its address is typed."""
        comes, goes = (runs.LINK_END.match(side) for side in (change.after, change.before))
        if bool(comes) == bool(goes):
            return None
        if goes:
            return self._told_of_link("link_goes", "", self._before, change.start)
        return self._told_of_link("link_comes", comes[1] if comes else "", self._after, at)

    def _told_of_link(self, key: str, address: str, side: Legible, end: int) -> Wording:
        words = self._quoted(side.looking("link", max(0, end - 1), end))
        return Wording(key, "", self._quoted(address), words)

    def _line_after(self, at: int) -> str:
        end = self._after.source.find("\n", at)
        return self._after.words(at, end if end >= 0 else len(self._after.source))

    def _of(self, side: Legible, start: int, source: str) -> str:
        """Return some of a text quoted as it is read, or as it was typed where nothing is read."""
        if not _shapes(source):
            return self._quoted(source)
        return self._quoted(_bare(side.words(start, start + len(source))) or source)

    def _around(self, change: Change, at: int, is_layout: bool) -> str:
        """Return the words of a change of marks, else the last ones before it, else the next.

        They are those of the text after: the ones before may be gone by a change just before.
        """
        end = at + len(change.after)
        if is_layout and rows.speaks(change.after):
            words = self._after.words(at, end)
            return " ".join(_first(_bare(words).split()))
        for far in (NEAR, FARTHER):
            near = self._near(max(0, at - far), at).split()
            last = _first(reversed(near[far < at :]))
            if len(last) == WORDS_AROUND:
                break
        return " ".join(last[::-1] or _first(self._after.words(end, end + FARTHER).split()))

    def _near(self, start: int, end: int) -> str:
        """Return the words read in some of the text after; mostly those that stand there."""
        typed = self._after.source[start:end]
        return self._after.words(start, end) if _shapes(typed) else typed

    def _quoted(self, text: str) -> str:
        return _quoted(text, self._lang)


def _shapes(typed: str) -> bool:
    """Tell whether words may have marks among them that say how they look."""
    return runs.is_marked(typed) or typed.startswith("](")


def _item(was: str, now: str) -> str:
    """Return the key of a change that makes words an item of a list, or no longer one."""
    before, after = (side.lstrip().startswith(BULLET) for side in (was, now))
    return "" if before == after else "item_comes" if after else "item_goes"


def _bare(words: str) -> str:
    """Return words without the mark of a list that they begin with."""
    return words.strip().removeprefix(BULLET).strip()


def _heading(change: Change, text: str) -> str:
    """Return the key of a change that makes a line a heading, or no longer one; else nothing."""
    before, after = change.before.strip(), change.after.strip()
    longest = max(len(before), len(after))
    if (before + after).strip("#") or not 0 < longest <= DEEPEST_HEADING:
        return ""
    return _HEADINGS[bool(before), bool(after)] if _begins_line(change, text) else ""


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


def _first(words: Iterable[str]) -> list[str]:
    """Return the first few words, as far as a reader would read them out."""
    return list(islice(filter(rows.speaks, words), WORDS_AROUND))


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
