"""Makes an alignment easy to read: fewer, meaningful changes that begin where a reader would begin.

Two changes with only a few words between them become one; a change that could stand in several
places stands at the start of a paragraph, a sentence or a phrase.
"""

import re
from collections.abc import Callable, Iterable, Sequence

from wiki.text import tokens
from wiki.text.alignment import Step

Comfort = Callable[[Sequence[str], int], int]
_SENTENCE_END = re.compile(r"[.!?:;]['\")*_]*$")


def tidy(steps: Sequence[Step]) -> list[Step]:
    """Return the same change of text in steps that read better."""
    joined: list[Step] = []
    for step in steps:
        while joined and _too_little_between(joined[-1], step):
            left = joined.pop()
            left.deleted += step.kept + step.deleted
            left.inserted += step.kept + step.inserted
            step = left
        joined.append(step)
    slide(joined, _comfort)
    return joined


def _too_little_between(left: Step, right: Step) -> bool:
    """Tell whether the words between two changes are fewer than either changes (dmp's rule)."""
    if not (right.deleted or right.inserted) or not (left.deleted or left.inserted):
        return False
    if "\n" in "".join(right.kept):
        return False
    weight = max(_letters(right.deleted), _letters(right.inserted))
    if _has_letters(right.kept, weight + 1):
        return False
    between = _letters(right.kept)
    return _has_letters(left.deleted, between) or _has_letters(left.inserted, between)


def _letters(words: Iterable[str]) -> int:
    return sum(map(tokens.letters, words))


def _has_letters(words: Iterable[str], least: int) -> bool:
    """Tell it as soon as it is sure: what stayed is mostly long, and so is what was joined."""
    for word in words:
        if least <= 0:
            break
        least -= tokens.letters(word)
    return least <= 0


def slide(steps: list[Step], comfort: Comfort) -> None:
    """Move each pure insertion or deletion, in place, to where `comfort` is greatest.

    `comfort(items, start)` judges a change that starts at items[start]; the first of equally good
    places is taken. A change never slides into its neighbour.
    """
    for at, step in enumerate(steps[:-1]):
        following = steps[at + 1]
        if bool(step.deleted) != bool(step.inserted):
            last = not (following.deleted or following.inserted)
            _slide_one(step, following, at == 0, last, comfort)


def _slide_one(
    step: Step,
    following: Step,
    first: bool,
    last: bool,
    comfort: Comfort,
) -> None:
    moving, size = step.deleted or step.inserted, len(step.deleted or step.inserted)
    back_room = len(step.kept) - (not first)
    room = len(following.kept) - (not last)
    back, forward = _run_back(step.kept, moving, back_room), _run(moving, following.kept, room)
    if not back and not forward:
        return
    start = max(0, len(step.kept) - back - 2)
    items = step.kept[start:] + moving + following.kept[: forward + 1]
    lowest = len(step.kept) - start - back
    best = max(range(lowest, lowest + back + forward + 1), key=lambda at: comfort(items, at))
    whole_end = size + lowest + back + forward
    step.kept[start:] = items[:best]
    moving[:] = items[best : best + size]
    following.kept[:forward] = items[best + size : whole_end]


def _run(moving: Sequence[str], kept: Sequence[str], room: int) -> int:
    """Count the places that `moving` can slide forward over `kept`."""
    size, run = len(moving), 0
    while run < room and (moving[run] if run < size else kept[run - size]) == kept[run]:
        run += 1
    return run


def _run_back(kept: Sequence[str], moving: Sequence[str], room: int) -> int:
    """Count the places that `moving` can slide back over `kept`."""
    size, run = len(moving), 0
    while (
        run < room and (moving[-1 - run] if run < size else kept[size - 1 - run]) == kept[-1 - run]
    ):
        run += 1
    return run


def _comfort(items: Sequence[str], start: int) -> int:
    """Judge where a change starts: a paragraph before a sentence before a phrase before a word."""
    before = items[start - 1] if start else "\n"
    if before.endswith("\n"):
        opens = bool(items[start].strip()) and (not before.strip() or not start)
        return 5 + opens + items[start].startswith("#")
    if before.isspace():
        ends_sentence = start > 1 and _SENTENCE_END.search(items[start - 2])
        return 4 if ends_sentence else 3
    return 2 if not tokens.letters(before) else 1
