"""One text written as its difference from another, in diff-match-patch's delta format.

Lengths are code points (the Python package counts UTF-16 units: the same but for emoji). A delta
that cannot belong to its text is refused, never shown; that the result is the very text once
stored is for its checksum to say.
"""

import re
from collections.abc import Iterable
from urllib.parse import quote, unquote

from wiki.text.pieces import Piece, words

_UNESCAPED = "!~*'();/?:@&=+$,# "
_PART = re.compile(r"([=-])([1-9][0-9]{0,11})|\+((?:[^%]|%[0-9A-Fa-f]{2})+)")


class Broken(ValueError):
    """The delta does not belong to the text, or was damaged."""


def encode(before: str, after: str) -> str:
    """Return the delta that turns before into after; empty for two empty texts."""
    return of(words(before, after))


def of(pieces: Iterable[Piece]) -> str:
    """Return the delta that says what these pieces say of their two texts."""
    return "\t".join(map(_part, pieces))


def _part(piece: Piece) -> str:
    if piece.op == "insert":
        return "+" + quote(piece.text, _UNESCAPED)
    return f"{'=' if piece.op == 'equal' else '-'}{len(piece.text)}"


def apply(before: str, delta: str) -> str:
    """Return the text that the delta makes of before; raise Broken if it cannot belong to it."""
    parts: list[str] = []
    at = 0
    for part in delta.split("\t") if delta else []:
        found = _PART.fullmatch(part)
        if found is None:
            raise Broken(f"unknown part {part[:20]}")
        op, length, escaped = found.groups()
        if escaped:
            parts.append(_inserted(escaped))
            continue
        end = at + int(length)
        if op == "=":
            parts.append(before[at:end])
        at = end
        if at > len(before):
            raise Broken(f"reaches {at} of {len(before)} characters")
    if at != len(before):
        raise Broken(f"covers {at} of {len(before)} characters")
    return "".join(parts)


def _inserted(escaped: str) -> str:
    try:
        return unquote(escaped, errors="strict")
    except UnicodeDecodeError as error:
        raise Broken(f"bad escape in {escaped[:20]}") from error
