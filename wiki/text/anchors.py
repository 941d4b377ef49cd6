"""Comments that stay on their passage while the text under and around it changes.

A passage whose words all stand somewhere is the *same*; one that kept half of its letters or more
is *reworded*; else it is *removed*. It never points at other words: where two texts agree is read
from their correspondence. All offsets are code points.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wiki.text.correspondence import Correspondence, Run

CONTEXT = 32
THINNEST = 10
FEWEST_LETTERS = 12
_SENTENCE_ENDS = (".", "!", "?")
Weigh = Callable[[Run], int]


class State(StrEnum):
    """What became of the words of a passage."""

    SAME = "same"
    REWORDED = "reworded"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage [start, end) of one revision, its words, and up to 32 characters around them.

    After a *reworded* step, an anchor made on the new revision quotes the new words: whoever stores
    anchors keeps the first quote, too, to show what the comment was about.
    """

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Placement:
    """Where the words of an anchor stand now: [start, end), or None twice when they are removed.

    `moved` tells that they stand elsewhere, not only further up or down because of what was written
    around them. `confidence` (0 to 1) is about the share of such answers that are right.
    """

    state: State
    moved: bool
    start: int | None
    end: int | None
    confidence: float


def create(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of the passage [start, end); raises ValueError where there is none."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"no passage [{start}, {end}) in a text of {len(text)} characters")
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return Anchor(text[start:end], prefix, suffix, start, end)


def matches(anchor: Anchor, text: str) -> bool:
    """Tell whether the anchor's own words stand at its own place in this text."""
    return text[anchor.start : anchor.end] == anchor.quote != ""


def follow(anchor: Anchor, before: str, after: str) -> Placement:
    """Return where the words of an anchor on `before` stand in `after`.

    Raises ValueError where the anchor doesn't match `before`.
    """
    return follow_all([anchor], before, after)[0]


def follow_all(anchors: Iterable[Anchor], before: str, after: str) -> list[Placement]:
    """Follow many anchors at once, in their order: the texts are compared only once.

    To follow a passage through many revisions, make a new anchor at each placement.
    """
    anchors = list(anchors)
    for anchor in anchors:
        if not matches(anchor, before):
            raise ValueError(f"the anchor at {anchor.start} is not of this text")
    common = Correspondence(before, after)
    return [_place(anchor, common, before, after) for anchor in anchors]


def find(anchor: Anchor, text: str) -> Placement | None:
    """Return where the very words of an anchor stand in any text, if they stand there just once.

    For words that are gone from where they stood: over the life of a comment their only copy is
    where it belongs, however short they are. Within one step `follow` asks more of a few letters.
    """
    start = _only_copy(anchor.quote, text)
    if start is None:
        return None
    return Placement(State.SAME, start != anchor.start, start, start + len(anchor.quote), 0.9)


def _place(anchor: Anchor, common: Correspondence, before: str, after: str) -> Placement:
    total, weigh = _measure(anchor, common)
    surviving = common.within(anchor.start, anchor.end)
    words = _heaviest_chain(surviving, weigh, common)
    kept = sum(map(weigh, words))
    if not kept or kept * 2 < total or _is_sparse(words, kept, common):
        return _as_copy(anchor, before, after, kept / total if total else 0.0)
    heaviest = max(words, key=weigh)
    whole = _with_marks(words, surviving, common)
    start, end = whole[0].to, whole[-1].to_end
    untouched = heaviest.to - (heaviest.start - anchor.start)
    if untouched >= 0 and after.startswith(anchor.quote, untouched):
        start, end = untouched, untouched + len(anchor.quote)
    same = after[start:end] == anchor.quote
    state = State.SAME if same else State.REWORDED
    return Placement(state, heaviest.moved, start, end, kept / total)


def _measure(anchor: Anchor, common: Correspondence) -> tuple[int, Weigh]:
    """Weigh a passage, and any part of it: its letters, or its marks where it has none."""
    count = common.before.letters
    if not count(anchor.start, anchor.end):
        count = common.before.marks

    def weigh(run: Run) -> int:
        return sum(count(*part) for part in run.same(anchor.start, anchor.end))

    return count(anchor.start, anchor.end), weigh


def _heaviest_chain(runs: Sequence[Run], weigh: Weigh, common: Correspondence) -> list[Run]:
    """Choose the heaviest of the groups of runs that still stand together."""
    chains: list[list[Run]] = []
    for run in filter(weigh, runs):
        if chains and _stand_together(chains[-1][-1], run, common):
            chains[-1].append(run)
        else:
            chains.append([run])
    return max(chains, key=lambda chain: sum(map(weigh, chain)), default=[])


def _stand_together(run: Run, following: Run, common: Correspondence) -> bool:
    """Whether two runs are in order, and no words from elsewhere came between them."""
    if following.to < run.to_end:
        return False
    in_place = not run.moved and not following.moved
    return in_place or common.is_new(run.to_end, following.to)


def _is_sparse(words: Sequence[Run], kept: int, common: Correspondence) -> bool:
    """Whether the surviving words are lost among others: less than a tenth of the letters there."""
    return kept * THINNEST < common.after.letters(words[0].to, words[-1].to_end)


def _with_marks(chain: Sequence[Run], runs: Sequence[Run], common: Correspondence) -> list[Run]:
    """Add the surviving marks before the first and after the last word, where they are near."""
    whole = list(chain)
    marks = [run for run in runs if _is_mark(run, common)]
    for run in reversed(marks):
        if run.end <= whole[0].start and _is_near(run, whole[0], run, common):
            whole.insert(0, run)
    for run in marks:
        if run.start >= whole[-1].end and _is_near(whole[-1], run, run, common):
            whole.append(run)
    return whole


def _is_mark(run: Run, common: Correspondence) -> bool:
    start, end = run.to, run.to_end
    return common.after.marks(start, end) > 0 and not common.after.letters(start, end)


def _is_near(run: Run, following: Run, mark: Run, common: Correspondence) -> bool:
    """Whether what stands between is new, and at most ten letters for each of the marks."""
    between = run.to_end, following.to
    return (
        run.moved == following.moved
        and between[0] <= between[1]
        and common.is_new(*between)
        and common.after.letters(*between) <= THINNEST * common.after.marks(mark.to, mark.to_end)
    )


def _as_copy(anchor: Anchor, before: str, after: str, kept: float) -> Placement:
    """Place a passage that vanished on its very words, if they stand just once on each side."""
    if _only_copy(anchor.quote, before) is not None:
        start = _only_copy(anchor.quote, after)
        if start is not None and _is_telling(anchor, after, start):
            return Placement(State.SAME, True, start, start + len(anchor.quote), 0.75)
    return Placement(State.REMOVED, False, None, None, 1 - kept)


def _is_telling(anchor: Anchor, text: str, start: int) -> bool:
    """Tell whether a copy is the passage itself: it is long, or what is beside it is the same.

    That is a word, or the beginning and the end of a sentence or line.
    """
    if sum(map(str.isalnum, anchor.quote)) >= FEWEST_LETTERS:
        return True
    end = start + len(anchor.quote)
    prefix, suffix = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    sides = (anchor.prefix, anchor.suffix), (prefix, suffix)
    if all(_is_sentence(above, anchor.quote, below) for above, below in sides):
        return True
    return (
        prefix.split()[-1:] == anchor.prefix.split()[-1:]
        or suffix.split()[:1] == anchor.suffix.split()[:1]
    )


def _is_sentence(prefix: str, quote: str, suffix: str) -> bool:
    """Tell whether a quote is a whole sentence or line between what stands before and after it."""
    begins = prefix.endswith("\n") or prefix.rstrip()[-1:] in ("", *_SENTENCE_ENDS)
    return begins and (quote.rstrip()[-1:] in _SENTENCE_ENDS or suffix[:1] in ("", "\n"))


def _only_copy(quote: str, text: str) -> int | None:
    """Where a quote stands in a text as whole words, if it stands there once."""
    start = text.find(quote)
    if start < 0 or text.find(quote, start + 1) >= 0:
        return None
    return start if _is_whole(text, start, start + len(quote)) else None


def _is_whole(text: str, start: int, end: int) -> bool:
    """Whether neither end cuts a word."""
    cut_before = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_after = end < len(text) and text[end - 1].isalnum() and text[end].isalnum()
    return not cut_before and not cut_after
