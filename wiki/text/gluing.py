"""Shows a changed mark with the word it stands at: a lone comma is easily overlooked.

What stayed is counted as changed for it, so this is for readers only, not for counting.
"""

import re
from collections.abc import Iterable, Sequence

from wiki.text import tokens
from wiki.text.alignment import Step

LONGEST_WORD = 30
# What is longer, such as an address, would hide the mark again.
MARKS_BETWEEN = 2
_ITEM_MARK = re.compile(r"\s*+([-*+]|\d+[.)])?\s*+")


def glue(steps: Sequence[Step]) -> list[Step]:
    """Return the same change of text, marks that change together with the word before or after.

    The mark of a list item goes with the item's first word. Changes that share a word become one;
    a mark that touches no word stays by itself.
    """
    glued: list[Step] = []
    for step, following in zip(steps, [*steps[1:], Step()], strict=True):
        if _is_item_mark(step):
            _take_after(step, following, _up_to_word(following.kept, over_space=True))
        elif _changes_marks_only(step):
            _take_word(step, following)
        if glued and not step.kept:
            glued[-1].deleted += step.deleted
            glued[-1].inserted += step.inserted
        else:
            glued.append(step)
    return glued


def _take_word(step: Step, following: Step) -> None:
    """Count the word that the marks touch as changed, in place; rather the one before them."""
    before = _up_to_word(reversed(step.kept))
    if before and not all(side[0].isspace() for side in _sides(step)):
        word = step.kept[-before:]
        del step.kept[-before:]
        step.deleted[:0] = word
        step.inserted[:0] = word
    elif not all(side[-1].isspace() for side in _sides(step)):
        _take_after(step, following, _up_to_word(following.kept))


def _take_after(step: Step, following: Step, count: int) -> None:
    word = following.kept[:count]
    del following.kept[:count]
    step.deleted += word
    step.inserted += word


def _is_item_mark(step: Step) -> bool:
    """Tell whether a line begins with another mark of a list item, or with none."""
    before = "".join(step.kept[-2:])
    if before.rpartition("\n")[2].strip() or not _sides(step):
        return False
    marks = [_ITEM_MARK.fullmatch("".join(side)) for side in (step.deleted, step.inserted)]
    old, new = (mark and mark[1] for mark in marks)
    return all(marks) and old != new


def _changes_marks_only(step: Step) -> bool:
    changed = step.deleted + step.inserted
    return bool(changed) and not any(map(tokens.letters, changed))


def _sides(step: Step) -> list[list[str]]:
    return [side for side in (step.deleted, step.inserted) if side]


def _up_to_word(kept: Iterable[str], *, over_space: bool = False) -> int:
    """Return how many tokens lead to the end of the first word, 0 where it stands apart."""
    for count, token in enumerate(kept, start=1):
        if "\n" in token:
            break
        if tokens.letters(token):
            return count if len(token) <= LONGEST_WORD else 0
        if count > MARKS_BETWEEN or (token.isspace() and not (over_space and count == 1)):
            break
    return 0
