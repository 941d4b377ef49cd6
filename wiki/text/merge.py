"""Brings two changes of one text together, or names the words where only a person can.

Whole lines first, then words inside lines that both sides changed (a three-way merge after
Khanna, Kunal and Pierce, "A formal investigation of diff3", 2007). The order of the sides
makes no difference.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import dropwhile

from wiki.text import moves, tokens
from wiki.text.accounting import Clash, Part, holds
from wiki.text.blend import blend, word_edits
from wiki.text.edits import Edit, Meeting, agreed, applied, meetings
from wiki.text.meaning import Guard

WORDS_AROUND = 12


@dataclass(frozen=True, slots=True, order=True)
class Caution:
    """Characters [start, end) of the merged text that a person must read; `key` says why.

    Keys: `same_line` (both sides changed the line), `touching_lines` (the sides changed
    neighbouring lines), `both_added` (both sides added lines at one place); where one side changed
    beside the other's change what the line denies, demands, counts or names: `negation`, `duty`,
    `number`, `name`; `term_removed` (a side no longer uses the term, here it still stands),
    `term_redefined` (a change gives the term another meaning); `moved` (one side moved the lines,
    the other changed them), `moved_twice` (both moved them, and now they stand in both places).
    """

    start: int
    end: int
    key: str


@dataclass(frozen=True, slots=True)
class Merged:
    """One text with both changes made; cautions in the order of their places.

    Several may be about the same place, and those of moves and terms may stand over others.
    """

    text: str
    cautions: tuple[Caution, ...] = ()


@dataclass(frozen=True, slots=True)
class Region:
    """Words that both sides changed in ways that exclude each other, and the words around."""

    before: str
    base: str
    ours: str
    theirs: str
    after: str


@dataclass(frozen=True, slots=True)
class Conflicts:
    """Places to be settled by a person; `texts` is what lies before, between and after them."""

    regions: tuple[Region, ...]
    texts: tuple[str, ...]

    def settled(self, choices: Sequence[str]) -> str:
        """Return the whole text with one choice of words for each region, in order."""
        pairs = zip(self.texts, [*choices, ""], strict=True)
        return "".join(text + choice for text, choice in pairs)


def three_way(
    base: str,
    ours: str,
    theirs: str,
    *,
    lang: str | None = None,
    terms: Sequence[str] = (),
    redefined: Sequence[str] = (),
) -> Merged | Conflicts:
    """Return the text with both changes, or the places where they exclude each other.

    The result is the same text when ours and theirs change places. `terms` are those that the text
    defines, `redefined` those of them whose meaning one of the changes brings.
    """
    guard = Guard(lang, terms, redefined)
    if ours in (base, theirs):
        return Merged(theirs, _redefined(guard, theirs))
    if theirs == base:
        return Merged(ours, _redefined(guard, ours))
    first, second = sorted((ours, theirs))
    versions = _ended(base), _ended(first), _ended(second)
    passages, moved = _with_moves(*versions, guard)
    ends = _final_break(base, ours, theirs)
    if any(isinstance(passage.made, Clash) for passage in passages):
        return _conflicts(passages, ends, swapped=first != ours)
    merged = _merged(passages, ends)
    lost = guard.lost_terms(base, (ours, theirs), merged.text)
    doubled = moves.doubled(base, (ours, theirs), merged.text)
    cautions = {
        *merged.cautions,
        *(Caution(*place, "term_removed") for place in lost),
        *_redefined(guard, merged.text),
        *_moved(merged.text, moved),
        *(Caution(*place, "moved_twice") for place in doubled),
    }
    return replace(merged, cautions=tuple(sorted(cautions)))


def _redefined(guard: Guard, merged: str) -> tuple[Caution, ...]:
    return tuple(Caution(*place, "term_redefined") for place in guard.redefined_terms(merged))


@dataclass(frozen=True, slots=True)
class _Passage:
    """A part of the result in order, and the keys of the cautions it deserves."""

    made: Part
    keys: tuple[str, ...] = ()


def _with_moves(
    base: str, first: str, second: str, guard: Guard
) -> tuple[list[_Passage], tuple[str, ...]]:
    """Return the passages of the result, and the lines that one side moved and the other edited."""
    line_edits = cache(moves.line_edits)  # a merge asks for those of the same texts again
    there = moves.follow(base, first, second, line_edits)
    back = moves.follow(there.base, there.side, first, line_edits)
    edited = there.edited + back.edited
    if edited:
        sides = line_edits(back.base, back.side), line_edits(back.base, there.side)
        passages = list(_parts(back.base, *sides, guard))
        parts = [passage.made for passage in passages]
        if holds(base, word_edits(base, first), word_edits(base, second), parts):
            return passages, edited
    sides = line_edits(base, first), line_edits(base, second)
    return list(_parts(base, *sides, guard)), ()


def _parts(
    base: str, first: Sequence[Edit], second: Sequence[Edit], guard: Guard
) -> Iterator[_Passage]:
    at = 0
    for meeting in meetings(first, second, touching=True):
        yield _Passage(base[at : meeting.start])
        yield from _meeting_parts(base, meeting, guard)
        at = meeting.end
    yield _Passage(base[at:])


def _meeting_parts(base: str, meeting: Meeting, guard: Guard) -> Iterator[_Passage]:
    """Yield what becomes of lines that one side changed, or both."""
    _, first, second = meeting.sides(base)
    if not meeting.second or first == second:
        yield _Passage(first)
    elif not meeting.first:
        yield _Passage(second)
    else:
        yield from _both_parts(base, meeting, guard)


def _both_parts(base: str, meeting: Meeting, guard: Guard) -> Iterator[_Passage]:
    """Yield lines both sides changed: neighbours as they are, the same lines by words."""
    at = meeting.start
    first, second = agreed(base, meeting)
    for inner in meetings(first, second, touching=False):
        yield _Passage(base[at : inner.start])
        if inner.first and inner.second:
            parts = blend(base, inner)
            torn = any(isinstance(part, Clash) for part in parts)
            keys = () if torn else _keys(base, inner, guard)
            yield from (_Passage(part, keys) for part in parts)
        else:
            text = applied(base, inner.start, inner.end, inner.first + inner.second)
            yield _Passage(text, ("touching_lines",))
        at = inner.end
    yield _Passage(base[at : meeting.end])


def _moved(text: str, edited: Iterable[str]) -> Iterator[Caution]:
    """Yield a caution for each passage that one side moved and the other changed."""
    for lines in edited:
        start = text.find(lines)
        if start >= 0:
            yield Caution(start, start + len(lines), "moved")


def _keys(base: str, meeting: Meeting, guard: Guard) -> tuple[str, ...]:
    """Return the cautions that lines changed by both sides deserve; none if they changed alike."""
    before, first, second = meeting.sides(base)
    if first == second:
        return ()
    if not before:
        return ("both_added",)
    return guard.keys(before, first, second) or ("same_line",)


def _ended(text: str) -> str:
    """Return the text with a line break at its end, so that its last line is like the others."""
    return text if not text or text.endswith("\n") else text + "\n"


def _final_break(base: str, ours: str, theirs: str) -> bool:
    """Tell whether the merged text ends in a line break; a side that changed this wins."""
    was, one, other = ((not text or text.endswith("\n")) for text in (base, ours, theirs))
    return one if other == was else other


def _closed(text: str, ends: bool) -> str:
    return text if ends else text.removesuffix("\n")


def _merged(passages: list[_Passage], ends: bool) -> Merged:
    cautions: list[Caution] = []
    at = 0
    for passage in passages:
        end = at + len(str(passage.made))
        _note(cautions, at, end, passage.keys)
        at = end
    text = "".join(str(passage.made) for passage in passages)
    closed = _closed(text, ends)
    return Merged(closed, tuple(_inside(caution, len(closed)) for caution in cautions))


def _inside(caution: Caution, length: int) -> Caution:
    """Return the caution within the text, which may end without the line break it was made with."""
    return replace(caution, start=min(caution.start, length), end=min(caution.end, length))


def _note(cautions: list[Caution], start: int, end: int, keys: Sequence[str]) -> None:
    """Add what is said of a place; where the same is said of the one before, they are one place."""
    last = cautions[len(cautions) - len(keys) :]
    if [one.key for one in last] == list(keys) and all(one.end == start for one in last):
        cautions[len(cautions) - len(keys) :] = [replace(one, end=end) for one in last]
    else:
        cautions += [Caution(start, end, key) for key in keys]


def _conflicts(passages: list[_Passage], ends: bool, *, swapped: bool) -> Conflicts:
    texts, clashes = [""], []
    for passage in passages:
        if isinstance(passage.made, Clash):
            clashes.append(passage.made)
            texts.append("")
        else:
            texts[-1] += passage.made
    texts[-1] = _closed(texts[-1], ends)
    regions = []
    for clash, before, after in zip(clashes, texts, texts[1:], strict=False):
        ours, theirs = clash.first, clash.second
        if swapped:
            ours, theirs = theirs, ours
        regions.append(Region(_tail(before), clash.base, ours, theirs, _head(after)))
    return Conflicts(tuple(regions), tuple(texts))


def _head(text: str) -> str:
    return "".join(tokens.split(text[: WORDS_AROUND * 20])[: 2 * WORDS_AROUND])


def _tail(text: str) -> str:
    """Return the last words; where others stand before them, it doesn't begin with their marks."""
    last = tokens.split(text[-WORDS_AROUND * 20 :])[-2 * WORDS_AROUND :]
    if sum(map(len, last)) < len(text):
        last = list(dropwhile(lambda token: not tokens.letters(token), last))
    return "".join(last)
