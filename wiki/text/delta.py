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
_LENGTH = re.compile(r"[1-9][0-9]*", re.ASCII)
_ESCAPED = re.compile(r"(?:[^%\t]|%[0-9A-Fa-f]{2})*")


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
        op, rest = part[:1], part[1:]
        if op == "+":
            parts.append(_inserted(rest))
            continue
        end = at + _length(op, rest)
        if op == "=":
            parts.append(before[at:end])
        at = end
        if at > len(before):
            raise Broken(f"reaches {at} of {len(before)} characters")
    if at != len(before):
        raise Broken(f"covers {at} of {len(before)} characters")
    return "".join(parts)


def _length(op: str, rest: str) -> int:
    if op not in ("=", "-") or not _LENGTH.fullmatch(rest):
        raise Broken(f"unknown part {op}{rest[:20]}")
    return int(rest) if len(rest) < 12 else 10**12


def _inserted(escaped: str) -> str:
    if not escaped or not _ESCAPED.fullmatch(escaped):
        raise Broken(f"bad escape in {escaped[:20]}")
    try:
        return unquote(escaped, errors="strict")
    except UnicodeDecodeError as error:
        raise Broken(f"bad escape in {escaped[:20]}") from error
