"""The headings of a text, and how long it takes to read."""

from dataclasses import dataclass

from wiki.text import visible
from wiki.text.blocks import Kind, split

WORDS_A_MINUTE = 200
"""Silent reading of plain prose, on the slow side for second-language readers (Brysbaert 2019)."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: the words above it, its own words, and the number of its block."""

    path: tuple[str, ...]
    words: str
    number: int | None


def of(source: str) -> list[Heading]:
    """Return the headings of a text in order."""
    return [
        Heading(block.heading_path, visible.of(block).text.strip(), block.number)
        for block in split(source)
        if block.kind == Kind.HEADING
    ]


def word_count(source: str) -> int:
    """Return how many words a reader sees."""
    return sum(len(visible.of(block).text.split()) for block in split(source) if block.is_seen)


def minutes(words: int) -> int:
    """Return the whole minutes it takes to read this many words, at least one."""
    return max(1, round(words / WORDS_A_MINUTE))
