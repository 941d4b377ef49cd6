"""Where in a text an edit of words is: the numbers of blocks as its writer saw them.

Kept with the edit, since later revisions number blocks anew.
"""

from collections.abc import Sequence
from typing import NamedTuple

from wiki.models import Edit
from wiki.text.block import Block


class EditPlace(NamedTuple):
    """The numbers of the first and last block of an edit, and of those next to it.

    Without a first there is nothing that readers see between those two; `is_new` says that an edit
    brings something there rather than changing what they don't see.
    """

    above: int | None
    first: int | None
    last: int | None
    below: int | None
    is_new: bool


def of(split: Sequence[Block], first: int, count: int) -> EditPlace:
    """Return the place of `count` blocks from the position `first` on, or before it for none."""
    within = _numbers(split[first : first + count])
    above, below = _numbers(split[:first]), _numbers(split[first + count :])
    return EditPlace(
        above[-1] if above else None,
        within[0] if within else None,
        within[-1] if within else None,
        below[0] if below else None,
        is_new=not count,
    )


def kept(edit: Edit) -> EditPlace | None:
    """Return the place that was kept with an edit; None for one of structure, and for old ones."""
    place = (edit.fields or {}).get("place")
    return EditPlace(*place) if place else None


def _numbers(blocks: Sequence[Block]) -> list[int]:
    return [block.number for block in blocks if block.number is not None]
