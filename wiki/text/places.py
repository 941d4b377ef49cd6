"""Where the characters of a block's content stand in the source of the block.

The parser hands over content without the marks of lists, quotes and tables; this finds each
character back. Nothing here parses Markdown.
"""

from collections.abc import Iterator, Sequence

from markdown_it.token import Token

_INDENT = " \t"


def of_inline(token: Token, text: str) -> Sequence[int]:
    """Return the offset in the text of each character of an inline token, and of its end."""
    if "places" in token.meta:
        found = list(token.meta["places"])
    else:
        found = list(_from_starts(token, text))
    return _completed(found, len(token.content))


def of_code(token: Token) -> Sequence[int]:
    """Return the offset in the text of each character of a code or HTML token, and of its end."""
    found: list[int] = []
    spans = token.meta["lines"][1 if token.type == "fence" else 0 :]
    for line, (_, end) in zip(token.content.split("\n"), spans, strict=False):
        found.extend(range(end - len(line), end + 1))
    return _completed(found, len(token.content))


def of_raw(source: str) -> Sequence[int]:
    """Return the offset in the source of each character of its normalised form, and of its end."""
    if "\r" not in source:
        return range(len(source) + 1)
    kept = [place for place in range(len(source)) if source[place - 1 : place + 1] != "\r\n"]
    return [*kept, len(source)]


def _from_starts(token: Token, text: str) -> Iterator[int]:
    spans = iter(token.meta["lines"])
    for line in token.content.split("\n"):
        words = line.lstrip(_INDENT)
        for start, end in spans:
            # A line of nothing but unusual spaces is trimmed away before the first words.
            if (found := text.find(words, start, end)) >= 0:
                first = found - (len(line) - len(words))
                yield from range(max(first, 0), max(first, 0) + len(line))
                yield end
                break


def _completed(places: list[int], length: int) -> Sequence[int]:
    last = places[length - 1] + 1 if 0 < length <= len(places) else (places or [0])[-1]
    return places[:length] + [last] * (length + 1 - len(places[:length]))
