"""The words of a text at a revision as HTML: stored for the newest one, else written once.

A revision never changes, so what was written is remembered, by the digest of its source.
"""

import threading

from cachetools import LRUCache, cached

from wiki.domain import redlines, revisions
from wiki.domain.revisions import State
from wiki.models import Text
from wiki.text import render

CHARACTERS = 4_000_000
"""How much is remembered in all, of words and of the digests they are known by."""

DIGEST = 64

remembered: LRUCache[str, str] = LRUCache(CHARACTERS, getsizeof=lambda html: len(html) + DIGEST)


def html(text: Text, state: State) -> str:
    """Return a state of a text as HTML, its headings a level lower; empty without words."""
    if state.number == text.head:
        return render.lowered("\n".join(block.html for block in text.blocks if block.html))
    return _written(state.source)


@cached(remembered, key=revisions.digest, lock=threading.Lock())
def _written(source: str) -> str:
    return render.lowered("\n".join(redlines.rendered(source)))
