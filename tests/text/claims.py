"""What is claimed of pieces, placements, visible text and HTML, whatever the texts."""

import unicodedata
from collections import Counter

import html5lib

from wiki.text import anchors, diff, links, sanitize, visible

ATTRIBUTES = {"class", "href", "id", "lang", "rel", "scope", "start", "title"}


def assert_uncut(left: str, right: str) -> None:
    """Hold a cut to lie between two words and two graphemes."""
    last, first = left[-1], right[0]
    assert not (last.isalnum() and first.isalnum()), (left[-9:], right[:9])
    if not last.isspace():
        assert unicodedata.category(first)[0] != "M", (left[-9:], right[:9])
        assert first != "\u200d", (left[-9:], right[:9])


def sides(pieces: list[diff.Piece]) -> tuple[str, str]:
    """Return the two texts that pieces are made of."""
    before = "".join(piece.text for piece in pieces if piece.op != "insert")
    return before, "".join(piece.text for piece in pieces if piece.op != "delete")


def assert_placed(anchor: anchors.Anchor, place: anchors.Placement, text: str) -> None:
    """Hold a placement to what its state says."""
    assert 0 <= place.confidence <= 1
    if place.start is None or place.end is None:
        assert (place.state, place.moved) == (anchors.State.REMOVED, False)
        assert (place.start, place.end) == (None, None)
        return
    assert 0 <= place.start < place.end <= len(text)
    words = text[place.start : place.end]
    assert (words == anchor.quote) == (place.state is anchors.State.SAME)
    letters, now = (Counter(filter(str.isalnum, one)) for one in (anchor.quote, words))
    assert 2 * (letters & now).total() >= letters.total(), (anchor.quote, words)


def assert_mapped(seen: visible.Visible, source: str, at: int) -> None:
    """Hold the characters of a block to stand in the order of their source, there and back."""
    assert len(seen.text) == len(seen.starts) == len(seen.ends)
    assert list(seen.starts) == sorted(seen.starts)
    assert list(seen.ends) == sorted(seen.ends)
    for character, start, end in zip(seen.text, seen.starts, seen.ends, strict=True):
        assert 0 <= start <= end <= len(source)
        if end - start == 1 and character.isprintable() and character not in " \ufffd":
            assert source[start] == character, (source[max(0, start - 9) : end + 9], character)
    begin, end = seen.to_source(at, at + 20)
    if begin < end:
        assert seen.to_source(*seen.from_source(begin, end)) == (begin, end)


def assert_safe(html: str) -> None:
    """Hold HTML to the allow-list: elements, attributes, and addresses as a browser reads them."""
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    elements = list(tree.iter())[1:]
    assert {element.tag for element in elements} <= sanitize.TAGS
    assert {name for element in elements for name in element.attrib} <= ATTRIBUTES
    addresses = [element.get("href") for element in elements if element.get("href")]
    assert [links.allowed(address) for address in addresses] == addresses
    assert sanitize.sanitize(html) == html
