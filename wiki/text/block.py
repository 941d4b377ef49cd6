"""What a block of a text is: its source, kind, number and the headings above it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypedDict


class Kind(StrEnum):
    """What a block is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    CODE = "code"
    TABLE = "table"
    TERMS = "terms"
    FOOTNOTE = "footnote"
    RULE = "rule"
    HTML = "html"
    DEFINITIONS = "definitions"
    FRONT_MATTER = "front_matter"
    BLANK = "blank"
    REST = "rest"


UNSEEN = frozenset({Kind.DEFINITIONS, Kind.FRONT_MATTER, Kind.BLANK})


class Link(TypedDict):
    """Where a link definition leads."""

    href: str
    title: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """What the blocks of one text may refer to: links, and footnotes with their number."""

    links: dict[str, Link] = field(default_factory=dict)
    footnotes: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text, with the blank lines after it.

    `heading_path` holds the words of the headings above it, outermost first. `number` is the one a
    reader sees beside it, None where a reader sees no block. `definitions` are those of the whole
    text; `as_source` says that it is shown as written, since there is too much to show. Neither of
    these two is part of its identity.
    """

    source: str
    kind: str
    heading_path: tuple[str, ...] = ()
    number: int | None = None
    definitions: Definitions = field(default_factory=Definitions, compare=False, repr=False)
    as_source: bool = field(default=False, compare=False)

    @property
    def is_seen(self) -> bool:
        """Whether a reader sees the block."""
        return self.kind not in UNSEEN
