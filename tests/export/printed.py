"""Reads a PDF back: the words on each page, and the kinds of its tags."""

import io
import re
from collections import Counter
from collections.abc import Iterator

import pikepdf

_MAPPING = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_BLOCK = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)


def opened(raw: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(raw))


def pages(raw: bytes) -> list[str]:
    """Return the words of each page without white space: how lines were broken doesn't matter."""
    with opened(raw) as pdf:
        return ["".join("".join(_words(page)).split()) for page in pdf.pages]


def tags(raw: bytes) -> Counter[str]:
    with opened(raw) as pdf:
        return Counter(_kinds(pdf.Root.StructTreeRoot))


def bookmarks(raw: bytes) -> list[str]:
    with opened(raw) as pdf, pdf.open_outline() as outline:
        return [title for item in outline.root for title in _titles(item)]


def _words(page: pikepdf.Page) -> Iterator[str]:
    fonts = {name: _letters(font) for name, font in page.Resources.Font.items()}
    letters: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            letters = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ"):
            parts = operands[0] if str(operator) == "TJ" else operands
            for part in (bytes(p) for p in parts if isinstance(p, pikepdf.String)):
                codes = zip(part[::2], part[1::2], strict=True)
                yield from (letters.get(high << 8 | low, "") for high, low in codes)


def _letters(font: pikepdf.Object) -> dict[int, str]:
    table = font.ToUnicode.read_bytes()
    ranges = {
        code: chr(int(words, 16) + code - int(first, 16))
        for block in _RANGES.findall(table)
        for first, last, words in _RANGE.findall(block)
        for code in range(int(first, 16), int(last, 16) + 1)
    }
    return ranges | {
        int(code, 16): bytes.fromhex(words.decode()).decode("utf-16-be")
        for block in _BLOCK.findall(table)
        for code, words in _MAPPING.findall(block)
    }


def _kinds(element: pikepdf.Object) -> Iterator[str]:
    if isinstance(element, pikepdf.Array):
        for child in element:
            yield from _kinds(child)
    elif isinstance(element, pikepdf.Dictionary):
        if "/S" in element:
            yield str(element.S)
        if "/K" in element:
            yield from _kinds(element.K)


def _titles(item: pikepdf.OutlineItem) -> Iterator[str]:
    yield item.title
    for child in item.children:
        yield from _titles(child)
