"""Cuts a text into its blocks: paragraphs, lists, tables and the like, without losing a character.

markdown-it-py says where top-level blocks begin; blank lines belong to the block before them.
Decides which blocks a reader sees, their numbers and the headings above them; not how they look.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, zip_longest
from typing import Any

from markdown_it.token import Token

from wiki.text import dialect
from wiki.text.block import UNSEEN, Block, Definitions, Kind, Link
from wiki.text.dialect_rules import CROWDED_TABLE, footnote_label
from wiki.text.matching import Match, State, match

__all__ = ["Block", "Definitions", "Kind", "Link", "Match", "State", "match", "split"]


_KINDS = {
    "paragraph_open": Kind.PARAGRAPH,
    "heading_open": Kind.HEADING,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "blockquote_open": Kind.QUOTE,
    "code_block": Kind.CODE,
    "fence": Kind.CODE,
    "table_open": Kind.TABLE,
    CROWDED_TABLE: Kind.TABLE,
    "dl_open": Kind.TERMS,
    "footnote_open": Kind.FOOTNOTE,
    "hr": Kind.RULE,
    "html_block": Kind.HTML,
    "definition": Kind.DEFINITIONS,
}
# The heaviest of 428 real texts takes 3,503.
_MOST_WORK = 10_000
_WORK_OF_A_BLOCK = 5
# Beyond these comes one block with the rest, shown as written; the longest real text has 281.
_MOST_BLOCKS = 2_000
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_FRONT_MATTER = re.compile(
    r"---[ \t]*\n"
    r"(?:[ \t]*(?:#[^\n]*)?\n)*+"
    r"[^\s:#>*`\[|+-][^\n:]*+:(?:[ \t][^\n]*)?\n"
    r"(?:(?!(?:---|\.\.\.)[ \t]*(?:\n|\Z))[^\n]*\n)*+"
    r"(?:---|\.\.\.)[ \t]*(?:\n|\Z)"
)
_FOOTNOTE_MARK = re.compile(r"\[\^([^\]\[\s^]{1,100})\](?!:)")


def split(source: str) -> list[Block]:
    """Return the blocks of a text; their sources joined are the text, for every string."""
    lines = _LINE.findall(source)
    text = dialect.normalised(source)
    environment: dict[str, Any] = {}
    beginnings = list(_beginnings(text, environment))
    definitions = _definitions(text, environment)
    ends = [beginning.line for beginning in beginnings[1:]] + [len(lines)]
    above, numbers, work = _HeadingsAbove(), count(1), _Work()
    return [
        Block(
            source="".join(lines[beginning.line : end]),
            kind=beginning.kind,
            heading_path=above.enter(beginning, environment),
            number=None if beginning.kind in UNSEEN else next(numbers),
            definitions=definitions,
            as_source=not work.allows(beginning),
        )
        for beginning, end in zip(beginnings, ends, strict=False)
    ]


@dataclass(slots=True)
class _Beginning:
    line: int
    kind: Kind
    level: int = 0
    heading: str = ""
    work: int = _WORK_OF_A_BLOCK


class _Work:
    """How much work the blocks so far are to show."""

    def __init__(self) -> None:
        self._done = 0

    def allows(self, beginning: _Beginning) -> bool:
        """Whether the block is shown in full, or as its source since there is too much of it."""
        if beginning.kind in UNSEEN:
            return True
        shown = beginning.work <= min(dialect.MOST_WORK, _MOST_WORK - self._done)
        self._done += beginning.work if shown else 0
        return shown


class _HeadingsAbove:
    """The open headings at a place in the text."""

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    def enter(self, beginning: _Beginning, environment: dict[str, Any]) -> tuple[str, ...]:
        """Return the headings above what begins here; a heading then stands above what follows."""
        if beginning.kind is Kind.HEADING:
            self._open = [entry for entry in self._open if entry[0] < beginning.level]
        path = tuple(words for _, words in self._open)
        if beginning.kind is Kind.HEADING:
            words = dialect.plain_words(beginning.heading, environment)
            self._open.append((beginning.level, words))
        return path


def _beginnings(text: str, environment: dict[str, Any]) -> Iterator[_Beginning]:
    """Yield where each block begins, in order; the first one begins at line 0."""
    preamble = _FRONT_MATTER.match(text)
    body, offset = (text[preamble.end() :], preamble[0].count("\n")) if preamble else (text, 0)
    found = [_Beginning(0, Kind.FRONT_MATTER)] if preamble else []
    found += _top_level(dialect.parse_blocks(body, environment), offset)
    if text and (not found or found[0].line > 0):
        yield _Beginning(0, Kind.BLANK)
    yield from found


def _top_level(tokens: list[Token], offset: int) -> list[_Beginning]:
    found: list[_Beginning] = []
    for token, following in zip_longest(tokens, tokens[1:]):
        kind = _KINDS.get(token.type) if token.level == 0 else None
        more = found and found[-1].kind is kind is Kind.DEFINITIONS
        if kind and token.map and not more:
            if len(found) == _MOST_BLOCKS:
                rest = _Beginning(offset + token.map[0], Kind.REST, work=dialect.MOST_WORK + 1)
                return [*found, rest]
            found.append(_Beginning(offset + token.map[0], kind))
        if kind is Kind.HEADING and token.map:
            found[-1].level, found[-1].heading = int(token.tag[1:]), following.content
        found[-1].work += dialect.work(token)
    return found


def _definitions(text: str, environment: dict[str, Any]) -> Definitions:
    links = {
        label: Link(href=reference["href"], title=reference["title"])
        for label, reference in environment.get("references", {}).items()
    }
    known = environment.get("footnotes", {})
    marked = (footnote_label(label) for label in _FOOTNOTE_MARK.findall(text) if known)
    order = dict.fromkeys([*(label for label in marked if label in known), *known])
    return Definitions(links, {label: number for number, label in enumerate(order, 1)})
