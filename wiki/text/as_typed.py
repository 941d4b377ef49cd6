"""Which lines of a source are shown as they were typed: front matter, code, HTML and tables.

Looks at how lines begin, without reading the Markdown; words of a table are told cell by cell.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HTML = re.compile(r" {0,3}<(?:[A-Za-z][\w-]*(?=[\s/>])|[/!?])")
_BETWEEN_ROWS = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_BLANK = ""
PARTING = "; "
"""What stands between two cells where a table is told in a line."""


def lines(source: Sequence[str]) -> list[bool]:
    """Return for each line whether it is shown as it was typed."""
    found: list[bool] = []
    until: str | None = None
    for at, (line, follows) in enumerate(zip_longest(source, source[1:], fillvalue="")):
        bare = line.strip()
        if until is None:
            until = _end_of(line, follows, is_first=at == 0)
            found.append(until is not None)
            continue
        found.append(until != _BLANK or bool(bare))
        if bare == until or (until and bare.startswith(until)):
            until = None
    return found


def cells(typed: str) -> str:
    """Return the words of a table as typed parted one from the next; other words as they are."""
    if "|" not in typed:
        return typed
    spoken = (line for line in typed.split("\n") if not _parts_rows(line))
    every = (cell.strip() for line in spoken for cell in line.split("|"))
    return PARTING.join(filter(None, every))


def _end_of(line: str, follows: str, *, is_first: bool) -> str | None:
    """Return how the line ends with which lines as typed end, if such lines begin here."""
    fence = _FENCE.match(line)
    if fence:
        return fence[1]
    if is_first and line.strip() == "---" and ":" in follows:
        return "---"
    is_table = "|" in line and _parts_rows(follows.rstrip("\n"))
    return _BLANK if is_table or _HTML.match(line) else None


def _parts_rows(line: str) -> bool:
    return "|" in line and "-" in line and _BETWEEN_ROWS.fullmatch(line) is not None
