"""Marks around words of rendered HTML, wherever inline elements begin and end between them."""

from collections.abc import Iterable, Sequence
from html import escape
from html.parser import HTMLParser

Span = tuple[int, int, str]
"""Start and end in the block's visible text (code points), and the id of what is said about it."""


def with_marks(html: str, spans: Sequence[Span]) -> str:
    """Return a block's HTML with `<mark data-threads="ID ID">` around the visible spans.

    A mark never crosses an element: it is closed and opened again. Where spans overlap, one mark
    names all of them. The visible text stays the same.
    """
    return _Marker(spans).run(html) if spans else html


class _Marker(HTMLParser):
    """Copies HTML as it is, text nodes with their marks."""

    def __init__(self, spans: Iterable[Span]) -> None:
        super().__init__(convert_charrefs=False)
        self._spans = sorted(spans)
        self._cuts = sorted({edge for start, end, _ in self._spans for edge in (start, end)})
        self._offset = 0
        self._text: list[str] = []
        self._out: list[str] = []

    def run(self, html: str) -> str:
        """Return the marked HTML."""
        self.feed(html)
        self.close()
        self._flush()
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        """Copy a tag."""
        self._copy(self.get_starttag_text() or "")

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        """Copy an empty tag."""
        self._copy(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Copy the end of an element."""
        self._copy(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Collect text, one visible character a unit."""
        self._text += data

    def handle_entityref(self, name: str) -> None:
        """Collect a named character, which is one visible character."""
        self._text.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """Collect a numbered character."""
        self._text.append(f"&#{name};")

    def _copy(self, markup: str) -> None:
        self._flush()
        self._out.append(markup)

    def _flush(self) -> None:
        """Write the text node collected so far, cut where a span begins or ends."""
        written, end = 0, len(self._text)
        while written < end:
            here = self._offset + written
            stop = min([cut - self._offset for cut in self._cuts if cut > here] + [end])
            raw = "".join(self._text[written:stop])
            self._out.append(_marked(raw, self._about(here)))
            written = stop
        self._offset += end
        self._text = []

    def _about(self, offset: int) -> list[str]:
        ids = [about for start, end, about in self._spans if start <= offset < end]
        return list(dict.fromkeys(ids))


def _marked(raw: str, ids: Sequence[str]) -> str:
    if not ids or not raw.strip("\n"):
        return raw
    return f'<mark data-threads="{escape(" ".join(ids))}">{raw}</mark>'
