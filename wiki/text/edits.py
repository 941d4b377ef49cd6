"""Edits of one text by places, and where the edits of two sides meet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from wiki.text.alignment import Step
from wiki.text.tidy import slide

MOST_PAIRS = 10_000


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Characters [start, end) of the base give way to `text`."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Meeting:
    """A stretch [start, end) of the base with the edits that either side made in it."""

    start: int
    end: int
    first: list[Edit] = field(default_factory=list)
    second: list[Edit] = field(default_factory=list)

    def sides(self, base: str) -> tuple[str, str, str]:
        """Return the stretch as it was, as the first and as the second side have it."""
        return (
            base[self.start : self.end],
            applied(base, self.start, self.end, self.first),
            applied(base, self.start, self.end, self.second),
        )

    def differ(self, base: str) -> bool:
        """Tell whether the sides made different things of the stretch."""
        _, first, second = self.sides(base)
        return first != second


def from_steps(steps: list[Step]) -> list[Edit]:
    """Return the edits in order; what could stand in several places stands as late as it can."""
    slide(steps, lambda _, at: at)
    edits, at = [], 0
    for step in steps:
        at += sum(map(len, step.kept))
        end = at + sum(map(len, step.deleted))
        if step.deleted or step.inserted:
            edits.append(Edit(at, end, "".join(step.inserted)))
        at = end
    return edits


def applied(base: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """Return base[start:end] with the edits, which lie in it, made."""
    parts, at = [], start
    for edit in edits:
        parts += [base[at : edit.start], edit.text]
        at = edit.end
    return "".join([*parts, base[at:end]])


def agreed(base: str, meeting: Meeting) -> tuple[list[Edit], list[Edit]]:
    """Return the edits of both sides with what both insert alike, or delete alike, at one place.

    It may stand apart where one side slid further than the other, or deletes the lines beside it.
    """
    if len(meeting.first) * len(meeting.second) > MOST_PAIRS:
        return meeting.first, meeting.second
    second, first = _parted(base, meeting.second, meeting.first)
    first, second = _parted(base, first, second)
    moved = [_beside(base, edit, second) for edit in first]
    start, end = meeting.start, meeting.end
    apart = all(edit.end <= following.start for edit, following in pairwise(moved))
    same = applied(base, start, end, moved) == applied(base, start, end, first)
    return (moved if apart and same else first), second


def _parted(
    base: str, edits: Sequence[Edit], others: Sequence[Edit]
) -> tuple[list[Edit], list[Edit]]:
    """Part what replaces lines where the other side only inserts how it begins or ends.

    Returns both sides; blank lines around what both insert are as the replacing side has them.
    """
    parted: list[Edit] = []
    others = list(others)
    for edit in edits:
        parts = [edit]
        for at, other in enumerate(others):
            if other.start < other.end or not _unlike(base[edit.start : edit.end], other.text):
                continue
            if edit.start < edit.end:
                parts, others[at] = _part(edit, other)
                if len(parts) > 1:
                    break
        parted += parts
    return parted, others


def _unlike(before: str, after: str) -> bool:
    """Tell whether the words after are others, not those before in a new wording."""
    words_before, words_after = set(before.split()), set(after.split())
    shared = len(words_before & words_after)
    return not shared or 3 * shared < min(len(words_before), len(words_after))


def _part(edit: Edit, other: Edit) -> tuple[list[Edit], Edit]:
    head, tail = other.text.rstrip("\n") + "\n", other.text.lstrip("\n")
    if other.start == edit.start and edit.text.startswith(head):
        shared = Edit(edit.start, edit.start, head)
        return [shared, Edit(edit.start, edit.end, edit.text.removeprefix(head))], shared
    if other.start == edit.end and edit.text.endswith(tail):
        shared = Edit(edit.end, edit.end, tail)
        return [Edit(edit.start, edit.end, edit.text.removesuffix(tail)), shared], shared
    return [edit], other


def _beside(base: str, edit: Edit, others: Sequence[Edit]) -> Edit:
    for other in others:
        if len(other.text) != len(edit.text) or other.end - other.start != edit.end - edit.start:
            continue
        start, end = min(edit.start, other.start), max(edit.end, other.end)
        if applied(base, start, end, [edit]) == applied(base, start, end, [other]):
            return other
    return edit


def meetings(first: Iterable[Edit], second: Iterable[Edit], *, touching: bool) -> list[Meeting]:
    """Group the edits of both sides that overlap, or are inserted at one place, in order.

    With `touching`, edits that follow each other without a character between meet, too.
    """
    found: list[Meeting] = []
    for edit, is_first in sorted([*((e, True) for e in first), *((e, False) for e in second)]):
        if not found or not _meets(found[-1], edit, touching=touching):
            found.append(Meeting(edit.start, edit.end))
        found[-1].end = max(found[-1].end, edit.end)
        (found[-1].first if is_first else found[-1].second).append(edit)
    return found


def _meets(meeting: Meeting, edit: Edit, *, touching: bool) -> bool:
    if touching:
        return edit.start <= meeting.end
    both_insert = meeting.start == meeting.end == edit.start == edit.end
    return edit.start < meeting.end or both_insert
