"""The headings of a text as a tree, and how long the text takes to read."""

import math
import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wiki.text import tree, visible
from wiki.text.block import Block, Kind
from wiki.text.blocks import split
from wiki.text.ids import Ids

_WORD = re.compile(r"\w+(?:[-'’./]\w+)*")
_WORDS_A_MINUTE = 200


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with those below it. `id` is its id in the HTML, `number` its block's number."""

    words: str
    id: str
    number: int
    below: tuple["Heading", ...] = ()


def of(source: str) -> tuple[Heading, ...]:
    """Return the outermost headings of a text, each with those below it, in order."""
    return of_blocks(split(source))


def of_blocks(blocks: Sequence[Block]) -> tuple[Heading, ...]:
    """Return the same for the blocks of a text that was split already."""
    ids = Ids()
    headings = [block for block in blocks if block.kind == Kind.HEADING]
    flat = [_flat(block, tree.of(block, ids)) for block in headings]
    return _nested(flat, [len(block.heading_path) for block in headings])


def _flat(block: Block, reading: tree.Reading) -> Heading:
    id_ = next((element.get("id", "") for element in reading.root), "")
    return Heading(" ".join(reading.text.split()), id_, block.number or 0)


def _nested(flat: list[Heading], depths: list[int]) -> tuple[Heading, ...]:
    """Return the headings as a tree, built from the last one back."""
    below: dict[int, list[Heading]] = defaultdict(list)
    for heading, depth in zip(reversed(flat), reversed(depths), strict=True):
        inner = tuple(reversed(below.pop(depth + 1, [])))
        below[depth].append(replace(heading, below=inner))
    return tuple(reversed(below[0]))


def word_count(blocks: Sequence[Block]) -> int:
    """Return how many words a reader sees of these blocks."""
    return sum(_words(visible.of(block).text) for block in blocks)


@lru_cache(maxsize=2048)
def _words(seen: str) -> int:
    return len(_WORD.findall(seen))


def reading_minutes(words: int) -> int:
    """Return how many minutes reading takes at 200 words a minute, begun minutes counted."""
    return math.ceil(words / _WORDS_A_MINUTE)
