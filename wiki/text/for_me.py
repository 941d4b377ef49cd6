"""Which blocks of a text say what it means for the reader: those below a heading that asks that.

A heading is the simplest mark there is: whoever writes can type it anywhere, and every Markdown
file carries it.
"""

from collections.abc import Iterable, Iterator

from wiki.text import findable
from wiki.text.block import Kind

QUESTIONS = (
    "What does this mean for me?",
    "What does this mean for you?",
    "Wat betekent dit voor mij?",
    "Wat betekent dit voor jou?",
)
"""What such a heading says, in any text; capitals and marks don't matter."""

ENDS = frozenset({Kind.HEADING, Kind.FOOTNOTE})

_ASKED = frozenset(findable.plain(findable.words(question)) for question in QUESTIONS)


def told(blocks: Iterable[tuple[str, str]]) -> Iterator[bool]:
    """Tell of each block, given by its kind and visible words, whether it is such a one.

    The heading is one too; the next heading or a footnote isn't any more.
    """
    inside = False
    for kind, words in blocks:
        if kind in ENDS:
            inside = kind == Kind.HEADING and asks(words)
        yield inside


def asks(words: str) -> bool:
    """Tell whether the words of a heading ask what a text means for the reader."""
    return findable.plain(findable.words(words)) in _ASKED
