"""Builds the tree of what a reader sees of a block, with the source of every visible character.

Decides which element stands for which Markdown; the sanitiser decides again what may pass. A block
that would cost too much work, or lies too deep, is shown as its source, letter by letter.
"""

import re
from collections import ChainMap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any
from xml.etree.ElementTree import Element

from markdown_it.token import Token

from wiki.text import dialect, links, places
from wiki.text.block import Block, Kind
from wiki.text.ids import Ids
from wiki.text.inline import InlineWriter
from wiki.text.scribe import Scribe, TooMuchError

_TOP_HEADING, _LOWEST_HEADING = 2, 6
_ALONE = frozenset(
    {Kind.PARAGRAPH, Kind.HEADING, Kind.LIST, Kind.QUOTE, Kind.TABLE, Kind.CODE, Kind.RULE}
)
_MOST_REMEMBERED = 2_000
_LANGUAGE = re.compile(r"[\w+#.-]{1,30}(?!\S)")
_ALIGNED = {
    "text-align:left": "align-left",
    "text-align:center": "align-center",
    "text-align:right": "align-right",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader sees: the tree, its words, and the span of source behind each character.

    `as_source`: the words are the block's source, the tree holds nothing else.
    """

    as_source: bool
    root: Element
    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def stands_alone(block: Block) -> bool:
    """Tell whether what a reader sees of a block hangs on its source, kind and depth only.

    Of a heading that holds but for its id, which no other may have. What stands alone
    may be remembered: a text that is saved differs from the one before in few blocks. Long ones are
    left out, so that what is remembered stays small.
    """
    return (
        block.kind in _ALONE
        and not block.as_source
        and not block.definitions.links
        and "[^" not in block.source
        and len(block.source) <= _MOST_REMEMBERED
    )


def of(block: Block, ids: Ids | None = None) -> Reading:
    """Return the reading of a block, for every block; one that isn't seen has no words."""
    text = dialect.normalised(block.source)
    scribe, as_source = Scribe(), block.as_source
    if block.is_seen and not as_source:
        try:
            _BlockWriter(scribe, text, block, ids or Ids()).write()
        except TooMuchError:
            scribe, as_source = Scribe(), True
    if as_source:
        _write_source(scribe, text)
    scribe.finish()
    raw = places.of_raw(block.source)
    return Reading(
        as_source=as_source,
        root=scribe.root,
        text=scribe.text,
        starts=[raw[place] for place in scribe.starts],
        ends=[raw[place] for place in scribe.ends],
    )


def _write_source(scribe: Scribe, text: str) -> None:
    words = text.rstrip()
    scribe.write(words, range(len(words)), range(1, len(words) + 1))


class _BlockWriter:
    """Writes one block through a scribe, element by element."""

    def __init__(self, scribe: Scribe, text: str, block: Block, ids: Ids) -> None:
        self._scribe = scribe
        self._text = text
        self._ids = ids
        self._heading = min(_TOP_HEADING + len(block.heading_path), _LOWEST_HEADING)
        self._environment: dict[str, Any] = {
            "references": ChainMap({}, block.definitions.links),
            "footnotes": ChainMap({}, block.definitions.footnotes),
        }

    def write(self) -> None:
        """Write it all; raises TooMuchError where that is too much work."""
        tokens = dialect.parse_blocks(self._text, self._environment)
        too_deep = self._environment.get("too_deep", False)
        if too_deep or sum(map(dialect.work, tokens)) > dialect.MOST_WORK:
            raise TooMuchError
        for token, following in zip_longest(tokens, tokens[1:]):
            if token.nesting > 0:
                self._begin(token, following)
            elif token.nesting < 0:
                self._end(token)
            else:
                self._leaf(token)

    def _begin(self, token: Token, following: Token) -> None:
        if token.hidden:
            return
        if token.type == "heading_open":
            self._begin_heading(token, following.content)
        else:
            self._scribe.open(token.tag, **_attributes(token))
        if token.type == "footnote_open":
            self._footnote_number(token)

    def _begin_heading(self, token: Token, content: str) -> None:
        """Begin a heading; only those of the text itself, not of a list in it, can be led to."""
        attributes = {}
        if token.level == 0:
            words = dialect.plain_words(content, self._environment)
            attributes = {"id": f"{links.ID_PREFIX}{self._ids.heading(words)}"}
        self._scribe.open(f"h{self._heading}", **attributes)

    def _end(self, token: Token) -> None:
        if not token.hidden:
            self._scribe.close()

    def _leaf(self, token: Token) -> None:
        if token.type == "inline":
            self._inline(token)
        elif token.type == "hr":
            self._scribe.open("hr")
            self._scribe.close()
        elif token.type != "definition":
            self._code(token)

    def _inline(self, token: Token) -> None:
        found = places.of_inline(token, self._text)
        InlineWriter(
            self._scribe, token.content, found, environment=self._environment, ids=self._ids
        ).write()

    def _code(self, token: Token) -> None:
        words = token.content.removesuffix("\n")
        starts = list(places.of_code(token)[: len(words)])
        self._scribe.open("pre")
        self._scribe.open("code", **_language(token))
        self._scribe.write(words, starts, [place + 1 for place in starts])
        self._scribe.close()
        self._scribe.close()

    def _footnote_number(self, token: Token) -> None:
        """Write the number of a footnote, which leads back to its first mark."""
        number = str(self._environment["footnotes"][token.meta["label"]])
        start, end = token.meta["at"], token.meta["to"]
        self._scribe.open("sup", id=f"{links.ID_PREFIX}fn.{number}")
        self._scribe.open("a", href=f"#{links.ID_PREFIX}fnref.{number}")
        self._scribe.write(number, [start] * len(number), [end] * len(number))
        self._scribe.close()
        self._scribe.close()


def _attributes(token: Token) -> dict[str, str]:
    attributes = {}
    if token.type == "footnote_open":
        attributes["class"] = "footnote"
    if token.tag == "th":
        attributes["scope"] = "col"
    if aligned := _ALIGNED.get(str(token.attrGet("style"))):
        attributes["class"] = aligned
    if (start := token.attrGet("start")) is not None:
        attributes["start"] = str(start)
    return attributes


def _language(token: Token) -> dict[str, str]:
    found = _LANGUAGE.match(token.info.lstrip())
    return {"class": f"language-{found[0]}"} if found else {}
