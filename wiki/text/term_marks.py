"""Puts links to definitions into the HTML of a block, at the first use of each term in it.

The HTML is what `render` made, before passages are marked: marks of passages stand inside these
links, as inside any other. Its words stay the same. No link stands in a heading, in another link or
in code, nor across elements; what is in code is no use at all.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from wiki.text import terms
from wiki.text.marks import CHARACTER, PIECE
from wiki.text.scribe import BLOCK_ELEMENTS

PREFIX = "term-"
"""What the id of a definition on a page begins with; ids within texts begin otherwise."""

_TAG = re.compile(r"</?([a-z][a-z0-9]*)")
_PARTING = BLOCK_ELEMENTS | {"tbody", "thead"}
_CODE = frozenset({"code", "pre"})
_NO_LINK = frozenset({"a", "h2", "h3", "h4", "h5", "h6"}) | _CODE
_LINKED = re.compile(rf'<a class="term" role="doc-glossref" href="#{PREFIX}([a-z0-9]+)">')
_MOST_REMEMBERED = 4_000


class Defined(NamedTuple):
    """A term and the id of its definition."""

    term: str
    id: str


class _Words(NamedTuple):
    """A text node, in its place among the pieces, and in the visible text from `start` on."""

    place: int
    start: int
    characters: list[str]
    takes_links: bool


def put(html: str, defined: tuple[Defined, ...], language: str | None) -> str:
    """Return the HTML with the first use of each term in it as a link to `#term-…`."""
    if not defined or not html:
        return html
    return (_put if len(html) > _MOST_REMEMBERED else _remembered)(html, defined, language)


def linked(html: str) -> set[str]:
    """Return the ids of the definitions that HTML leads to."""
    return set(_LINKED.findall(html))


def words(html: str) -> str:
    """Return the words of a block in which terms may be used, as long as its visible text.

    In the place of code, and of the line ends that part items and cells, stands U+0000.
    """
    return _joined(_nodes(PIECE.findall(html)))


def _put(html: str, defined: tuple[Defined, ...], language: str | None) -> str:
    pieces = PIECE.findall(html)
    nodes = list(_nodes(pieces))
    ids = {one.term: one.id for one in reversed(defined)}
    uses = terms.uses(_joined(nodes), [one.term for one in defined], language)
    left = iter(_linkable(uses, nodes))
    use = next(left, None)
    for node in nodes:
        cut: list[str] = []
        at, end = 0, node.start + len(node.characters)
        while use is not None and use.start < end:
            first, last = use.start - node.start, use.end - node.start
            cut += ["".join(node.characters[at:first]), _opening(ids[use.term])]
            cut += ["".join(node.characters[first:last]), "</a>"]
            at, use = last, next(left, None)
        if cut:
            pieces[node.place] = "".join((*cut, *node.characters[at:]))
    return "".join(pieces)


_remembered = lru_cache(maxsize=2_048)(_put)


def _nodes(pieces: Sequence[str]) -> Iterator[_Words]:
    """Yield the text nodes; those of code and those that only part elements hold U+0000."""
    opened: list[str] = []
    at = 0
    after_block = True
    for place, piece in enumerate(pieces):
        if piece.startswith("<"):
            name = _name(piece)
            after_block = name in _PARTING
            if piece.startswith("</"):
                if name in opened:
                    opened.remove(name)
            elif name in _NO_LINK:
                opened.append(name)
            continue
        characters = CHARACTER.findall(piece)
        unused = not _CODE.isdisjoint(opened) or (after_block and not piece.strip("\n"))
        if unused:
            characters = ["\0"] * len(characters)
        yield _Words(place, at, characters, takes_links=not unused and not opened)
        at += len(characters)
        after_block = False


def _name(tag: str) -> str:
    found = _TAG.match(tag)
    return found[1] if found else ""


def _joined(nodes: Iterator[_Words] | Sequence[_Words]) -> str:
    return "".join(
        character if len(character) == 1 else unescape(character)
        for node in nodes
        for character in node.characters
    )


def _linkable(uses: Sequence[terms.Use], nodes: Sequence[_Words]) -> Iterator[terms.Use]:
    """Yield the first use of each term that lies within one text node that takes links."""
    known: set[str] = set()
    left = iter(nodes)
    node = next(left, None)
    for use in uses:
        while node is not None and node.start + len(node.characters) <= use.start:
            node = next(left, None)
        if node is None:
            return
        fits = node.start <= use.start and use.end <= node.start + len(node.characters)
        if fits and node.takes_links and use.term not in known:
            known.add(use.term)
            yield use


def _opening(id_: str) -> str:
    return f'<a class="term" role="doc-glossref" href="#{PREFIX}{id_}">'
