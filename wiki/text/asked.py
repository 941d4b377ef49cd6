"""What somebody looks for: words, and phrases between quotation marks. Anything else is no syntax.

Whatever is typed can be read; it may just say nothing. Words joined by a mark ("e-mail") stand side
by side wherever they are found.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from wiki.text import findable
from wiki.text.findable import Word

LONGEST = 200
"""How many characters of what is typed count."""

MOST_TERMS = 8

FEWEST_LETTERS = 3
"""Words that begin with what was typed are found from so many letters on."""

_IN_SINGLE = r"(?<!\w)[‘‚]((?:[^‘’]|(?<=\w)’(?=\w))*+)’"  # an apostrophe stands inside a word
_QUOTED = re.compile(rf"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]|{_IN_SINGLE}|(\S+)")


@dataclass(frozen=True, slots=True)
class Term:
    """Words that must stand side by side; quoted they stand there as they are.

    Else the last one may go on, and a single word may have any of its forms.
    """

    words: tuple[str, ...]
    is_quoted: bool = False

    @property
    def has_forms(self) -> bool:
        """Whether other forms of the word are meant, too."""
        return len(self.words) == 1 and not self.is_quoted

    @property
    def may_go_on(self) -> bool:
        """Whether longer words that begin with the last one are meant, too."""
        return not self.is_quoted and len(self.words[-1]) >= FEWEST_LETTERS

    def is_in(self, found: Sequence[Word], place: int, language: str) -> int:
        """Return how many words from a place on are what this term asks for; none if they aren't.

        `language` is that of the text the words stand in.
        """
        *first, last = self.words
        here = [word.folded for word in found[place : place + len(self.words)]]
        if len(here) == len(self.words) and here[:-1] == first:
            if here[-1] == last or (self.may_go_on and here[-1].startswith(last)):
                return len(here)
            if self.has_forms and findable.stem(here[0], language) == findable.stem(last, language):
                return 1
        return 0


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; all terms must be there."""

    terms: tuple[Term, ...]

    def __bool__(self) -> bool:
        return bool(self.terms)


def read(typed: str) -> Asked:
    """Return what was typed as terms, each once, at most MOST_TERMS."""
    terms: dict[Term, None] = {}
    for match in _QUOTED.finditer(typed[:LONGEST]):
        is_quoted = match[3] is None
        for chunk in [match[match.lastindex or 0]] if is_quoted else _pieces(match[3]):
            found = tuple(word.folded for word in findable.words(chunk))
            if found:
                terms[Term(found, is_quoted)] = None
    return Asked(tuple(terms)[:MOST_TERMS])


def _pieces(chunk: str) -> list[str]:
    """Return a chunk without blanks in pieces: a comma or a slash parts words, a hyphen doesn't."""
    return re.split(r"[,;/|&+]", chunk)
