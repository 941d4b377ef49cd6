"""Links that lead from one section of a document to another, as they are written in a source."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_LINK = re.compile(r"\[[^\[\]]*\]\(<?([^\s<>()]+)[^()]*\)")
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


class Reference(NamedTuple):
    """Characters [start, end) that are a link, and the last part of the address it leads to."""

    start: int
    end: int
    key: str


def references(source: str) -> Iterator[Reference]:
    """Yield the links in a source that stay on this site; the key of a section ends its address."""
    for link in _LINK.finditer(source):
        address = link[1]
        if not _ELSEWHERE.match(address):
            path = re.split(r"[?#]", address, maxsplit=1)[0]
            yield Reference(*link.span(), path.rstrip("/").rpartition("/")[2])
