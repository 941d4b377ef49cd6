"""Ways through a section: to what changed since it was read, and to where people talk.

In the order of the text, never by how much is said: a help to find one's way, not a ranking.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from wiki.domain.reading import Paragraph, Reading
from wiki.models import ContributionKind


class Stop(NamedTuple):
    """A paragraph one can go to: what it is called, how much is open there, whether it changed."""

    position: int
    name: str
    comments: int
    suggestions: int
    is_changed: bool

    @property
    def level(self) -> int:
        """How high it stands in the strip: 0 where nobody talks, 3 from four on."""
        return (0, 1, 2, 2, 3)[min(self.comments + self.suggestions, 4)]


class Ways(NamedTuple):
    """Where one can go on to from a paragraph."""

    is_changed: bool
    to_change: Stop | None
    to_talk: Stop | None


def stops(reading: Reading, section: int | None, changed: Collection[str]) -> tuple[Stop, ...]:
    """Return every paragraph of a section; `changed` are the ids of those that read otherwise."""
    return tuple(_stop(one, section, is_changed=one.id in changed) for one in reading.paragraphs)


def leads(found: Sequence[Stop]) -> tuple[str, ...]:
    """Return what one can go on to in a section: "talk", "change", both or nothing."""
    talks = any(one.comments or one.suggestions for one in found)
    changed = any(one.is_changed for one in found)
    return ("talk",) * talks + ("change",) * changed


def ways(found: Sequence[Stop]) -> tuple[tuple[int, Ways], ...]:
    """Return where the paragraphs that changed or are talked about lead, by their positions."""
    ways_on, to_change, to_talk = [], None, None
    for one in reversed(found):
        talks = bool(one.comments or one.suggestions)
        if one.is_changed or talks:
            on = Ways(one.is_changed, to_change if one.is_changed else None, to_talk)
            ways_on.append((one.position, on if talks else on._replace(to_talk=None)))
        to_change = one if one.is_changed else to_change
        to_talk = one if talks else to_talk
    return tuple(reversed(ways_on))


def _stop(one: Paragraph, section: int | None, *, is_changed: bool) -> Stop:
    kinds = [talk.kind for talk in one.talks]
    comments = kinds.count(ContributionKind.THREAD)
    name = f"{section}.{one.number}"
    return Stop(one.position, name, comments, len(kinds) - comments, is_changed)
