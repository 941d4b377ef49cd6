"""Writes down what a reader will see: a tree of elements, and each character's place in the source.

Knows nothing of Markdown. Between two block elements it writes a line end, so that words of
neighbouring items and cells never run together in the text nodes.
"""

from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement

from markdown.util import AMP_SUBSTITUTE

BLOCK_ELEMENTS = frozenset(
    {"blockquote", "div", "h2", "h3", "h4", "h5", "h6", "hr", "p", "pre"}
    | {"dd", "dl", "dt", "li", "ol", "table", "td", "th", "tr", "ul"}
)
_DEEPEST = 60


class TooMuchError(Exception):
    """Showing the block would take too much work."""


class Scribe:
    """A tree in the making; `text`, `starts` and `ends` are as long as what was written."""

    def __init__(self) -> None:
        self.root = Element("div")
        self.starts: list[int] = []
        self.ends: list[int] = []
        self._open = [self.root]
        self._words: list[str] = []
        self._unplaced: list[str] = []
        self._after: Element | None = None

    @property
    def text(self) -> str:
        """All words so far."""
        return "".join(self._words)

    def write(self, words: str, starts: Iterable[int], ends: Iterable[int]) -> None:
        """Add words to the open element, with the span of source each character stands for."""
        if words:
            self._words.append(words)
            self._unplaced.append(words)
            self.starts.extend(starts)
            self.ends.extend(ends)

    def open(self, tag: str, **attributes: str) -> None:
        """Begin an element; raises TooMuchError beyond 60 levels."""
        if tag in BLOCK_ELEMENTS:
            self._separate()
        self._place_words()
        if len(self._open) > _DEEPEST:
            raise TooMuchError
        escaped = {name: _escaped(value) for name, value in attributes.items()}
        self._open.append(SubElement(self._open[-1], tag, escaped))
        self._after = None

    def close(self) -> None:
        """End the element opened last."""
        self._place_words()
        self._after = self._open.pop()

    def is_within(self, tag: str) -> bool:
        """Whether an element of that kind is open."""
        return any(element.tag == tag for element in self._open)

    def finish(self) -> None:
        """Put the last words in their place."""
        self._place_words()

    def _separate(self) -> None:
        if self._words and not self._words[-1].endswith("\n"):
            self.write("\n", [self.ends[-1]], [self.ends[-1]])

    def _place_words(self) -> None:
        if not self._unplaced:
            return
        words = _escaped("".join(self._unplaced))
        self._unplaced.clear()
        if self._after is None:
            self._open[-1].text = (self._open[-1].text or "") + words
        else:
            self._after.tail = (self._after.tail or "") + words


def _escaped(words: str) -> str:
    """Keep Python-Markdown from reading an ampersand in the words as the start of an entity."""
    return words.replace("&", f"{AMP_SUBSTITUTE}amp;")
