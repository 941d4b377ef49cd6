"""Safe HTML as a tree of elements, with the standard library's parser.

Elements deeper than the cap are left out and their words kept in the last one that counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = frozenset({"blockquote", "div", "dl", "hr", "ol", "p", "pre", "table", "ul"}) | {
    f"h{level}" for level in range(1, 7)
}
_DEEPEST = 30
_ALONE = frozenset({"br", "hr"})


@dataclass(slots=True)
class Element:
    """An element with what is in it."""

    tag: str
    attributes: dict[str, str]
    children: list[Child] = field(default_factory=list)

    def all(self, *tags: str) -> list[Element]:
        """Return the children that are elements of these kinds."""
        return [c for c in self.children if isinstance(c, Element) and c.tag in tags]

    def rows(self) -> Iterator[Element]:
        """Yield the rows of a table, those of its head first."""
        for part in self.all("thead", "tbody", "tr"):
            yield from [part] if part.tag == "tr" else part.all("tr")

    def text(self) -> str:
        """Return all words in it."""
        return "".join(c if isinstance(c, str) else c.text() for c in self.children)


Child = Element | str


def of_html(html: str) -> list[Child]:
    """Return what stands at the top of the HTML; every string gives an answer."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root.children


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("div", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        inside = self._open[-1]
        element = Element(tag, {name: value or "" for name, value in attrs})
        if len(self._open) > _DEEPEST:
            element.children = inside.children
        else:
            inside.children.append(element)
        if tag not in _ALONE:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for depth in range(len(self._open) - 1, 0, -1):
            if self._open[depth].tag == tag:
                del self._open[depth:]
                return

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)
