"""Markdown to safe HTML, block by block.

markdown-it-py reads a block, Python-Markdown writes its tree as HTML, bleach and nh3 let nothing
else through. Every input gives an answer in bounded time: what would cost too much work is shown
as its source, always the same way.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from xml.etree.ElementTree import Element, ElementTree

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.extensions import Extension

from wiki.text import links, sanitize, tree
from wiki.text.blocks import Block, split
from wiki.text.ids import Ids
from wiki.text.marks import Mark, put
from wiki.text.spares import Spares

__all__ = ["Mark", "blocks_to_html", "lowered", "to_html", "with_marks"]

_HEADING = re.compile(rf'<h[2-6] id="{links.ID_PREFIX}(?P<id>[^"]*)"')
_LEVEL = re.compile(r"(</?h)([2-5])(?=[ >])")
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


def to_html(source: str, lang: str) -> str:
    """Return the whole text as HTML, in one `div` marked with its language."""
    return whole_to_html(split(source), lang)


def whole_to_html(blocks: Sequence[Block], lang: str) -> str:
    """Return what `to_html` does, for who has split the text already."""
    container = f'<div lang="{lang}">' if _LANGUAGE.fullmatch(lang) else "<div>"
    shown = filter(None, blocks_to_html(blocks))
    return container + "\n".join(shown) + "</div>"


def blocks_to_html(blocks: Sequence[Block]) -> list[str]:
    """Return the HTML of each block of a text, empty for a block that isn't seen.

    The first heading is an `h2`, and none is more than one level below the one above it. Ids of
    headings and footnotes begin with `s-` and differ within the blocks given.
    """
    ids = Ids()

    def shown(block: Block) -> str:
        if tree.stands_alone(block):
            return _under_own_id(_alone(block.source, block.kind, len(block.heading_path)), ids)
        return _html(tree.of(block, ids)) if block.is_seen else ""

    return [shown(block) for block in blocks]


def with_marks(html: str, marks: Sequence[Mark]) -> str:
    """Return the HTML of a block with the passages of threads marked in it; its words stay."""
    return put(html, marks)


def lowered(html: str) -> str:
    """Return HTML of blocks with each heading a level lower, to stand under one of the page's."""
    return _LEVEL.sub(lambda tag: f"{tag[1]}{int(tag[2]) + 1}", html)


def _under_own_id(html: str, ids: Ids) -> str:
    """Return a remembered block; a heading with an id that no heading above it has."""
    heading = _HEADING.match(html)
    if heading is None:
        return html
    return html[: heading.start("id")] + ids.heading(heading["id"]) + html[heading.end("id") :]


@lru_cache(maxsize=2048)
def _alone(source: str, kind: str, depth: int) -> str:
    block = Block(source, kind, heading_path=("",) * depth)
    return _html(tree.of(block))


def _html(reading: tree.Reading) -> str:
    if reading.as_source:
        # As the sanitiser writes it, which is not asked: it takes too long over hostile text.
        written = escape(reading.text, quote=False).replace("\u00a0", "&nbsp;")
        return f'<pre class="source"><code>{written}</code></pre>'
    with _WRITERS.one() as write:
        return sanitize.sanitize(write(reading.root))


class _TreeWriter:
    """Python-Markdown, given finished trees in place of lines to parse."""

    def __init__(self) -> None:
        self._markdown = Markdown(extensions=[_FinishedTree()])

    def __call__(self, root: Element) -> str:
        parser = self._markdown.parser
        parser.root = root
        return self._markdown.convert("tree")


_WRITERS = Spares(_TreeWriter)


class _FinishedTree(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.parser = _TreeParser(md)
        for preprocessor in ("normalize_whitespace", "html_block"):
            md.preprocessors.deregister(preprocessor)
        for treeprocessor in ("inline", "prettify", "unescape"):
            md.treeprocessors.deregister(treeprocessor)
        md.postprocessors.deregister("raw_html")


class _TreeParser(BlockParser):
    root: Element

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802
        """Return the tree that was handed over."""
        return ElementTree(self.root)
