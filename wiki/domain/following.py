"""Where passages stand after a revision, judged against the words people first spoke about.

The text core follows an anchor one step. Over many steps a passage could wear away word by word;
so each step is also judged against the first quote: with less than half of its letters left it is
removed, and an exact copy of words that had vanished, if there is just one, is found again.
"""

from collections.abc import Sequence
from typing import NamedTuple

from wiki.text import anchors, diff
from wiki.text.anchors import Placement, State

__all__ = [
    "Anchored",
    "Placed",
    "Standing",
    "State",
    "follow",
    "found_again",
    "judged",
    "keeps_half",
    "standing",
]

Standing = tuple[str, int | None, int | None]


class Anchored(NamedTuple):
    """What people first spoke about: a quote at [start, end) of revision `number`."""

    contribution_id: str
    number: int
    quote: str
    prefix: str
    suffix: str
    start: int
    end: int


class Placed(NamedTuple):
    """Where an anchor stands in revision `number`; a text can carry hundreds of them."""

    anchor: Anchored
    anchor_id: str
    number: int
    start: int | None
    end: int | None
    moved: bool = False
    by_hand: bool = False
    last_stood: int | None = None


def standing(placed: Placed) -> Standing:
    """Return what tells a placement apart: its anchor and where it stands."""
    return placed.anchor_id, placed.start, placed.end


def follow(placed: Sequence[Placed], before: str, after: str) -> dict[Standing, Placement]:
    """Return where each placement on `before` stands in `after`."""
    present = [placement for placement in placed if placement.start is not None]
    made = [anchors.create(before, p.start or 0, p.end or 0) for p in present]
    steps = anchors.follow_all(made, before, after) if made else []  # comparing costs its time
    found = {
        standing(p): judged(p.anchor, step, after) for p, step in zip(present, steps, strict=True)
    }
    for placement in placed:
        if placement.start is None:
            found[standing(placement)] = found_again(placement.anchor, after)
    return found


def judged(anchor: Anchored, step: Placement, after: str) -> Placement:
    """Return a step with its state told against the anchor's first quote."""
    if step.start is None or step.end is None:
        return found_again(anchor, after)
    words = after[step.start : step.end]
    if words == anchor.quote:
        return _placed(State.SAME, step)
    if not keeps_half(anchor.quote, words):
        return found_again(anchor, after)
    return _placed(State.REWORDED, step)


def found_again(anchor: Anchored, after: str) -> Placement:
    """Return the one exact copy of the anchor's words, or `removed`."""
    first = anchors.Anchor(anchor.quote, anchor.prefix, anchor.suffix, anchor.start, anchor.end)
    copy = anchors.find(first, after) if anchor.quote else None
    return copy or Placement(State.REMOVED, moved=False, start=None, end=None, confidence=1.0)


def keeps_half(quote: str, words: str) -> bool:
    """Tell whether at least half the letters of a quote are still there."""
    kept = sum(_letters(p.text) for p in diff.finest(quote, words) if p.op == "equal")
    return kept * 2 >= _letters(quote)


def _letters(text: str) -> int:
    return sum(character.isalnum() for character in text)


def _placed(state: State, step: Placement) -> Placement:
    return Placement(state, step.moved, step.start, step.end, step.confidence)
