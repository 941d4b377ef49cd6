"""Looking for words in the published code: in what was frozen, never in a text as it stands.

A code is read whole and compared word by word, with the folding and stems of every search. The
index of words knows texts as they stand, so it can't be asked.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from wiki.domain import published
from wiki.domain.published import Chapter
from wiki.text import asked, excerpts, findable
from wiki.text.asked import Asked
from wiki.text.excerpts import Part


class Hit(NamedTuple):
    """Where words were found: the title of a section, a paragraph, or a defined word.

    `section` is None for a defined word, `paragraph` for a title.
    """

    key: str
    section: int | None
    paragraph: int | None
    title: str
    excerpt: tuple[Part, ...]


class _Entry(NamedTuple):
    key: str
    section: int | None
    paragraph: int | None
    title: str
    words: str


def find(chapters: Sequence[Chapter], language: str, typed: str) -> list[Hit]:
    """Return what holds all words that somebody typed, in the order of the code."""
    wanted = asked.read(typed)
    if not wanted:
        return []
    return [
        Hit(*entry[:4], excerpts.excerpt(entry.words, wanted, language))
        for entry in _entries(chapters)
        if _holds(entry.words, wanted, language)
    ]


def _entries(chapters: Sequence[Chapter]) -> Iterator[_Entry]:
    for chapter in chapters:
        here = chapter.key, chapter.number
        yield _Entry(*here, None, chapter.title, chapter.title)
        for part in chapter.parts:
            if part.number is not None:
                yield _Entry(*here, part.number, chapter.title, part.words)
    for term, meaning in published.terms(chapters):
        yield _Entry("", None, None, term, f"{term}: {meaning}")


def _holds(words: str, wanted: Asked, language: str) -> bool:
    found = findable.words(words)
    places = range(len(found))
    return all(any(term.is_in(found, at, language) for at in places) for term in wanted.terms)
