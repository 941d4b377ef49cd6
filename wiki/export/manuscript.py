"""What is exported: a document in one language, as plain values.

Frozen at a release or taken from the texts as they stand; who may read it was decided before.
Knows no database and no format.
"""

from dataclasses import dataclass
from datetime import date

from wiki.text.frontmatter import Clause, Term


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section in one language; `source` is its Markdown to the character."""

    key: str
    title: str
    position: int
    language: str
    source: str
    terms: tuple[Term, ...] = ()
    clauses: tuple[Clause, ...] = ()


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A document in one language.

    `number` is that of its release, None for a draft; `name` is what its makers called the release.
    """

    key: str
    title: str
    language: str
    organisation: str
    number: int | None
    dated: date
    sections: tuple[Chapter, ...]
    name: str = ""

    @property
    def is_draft(self) -> bool:
        """Whether this is no release."""
        return self.number is None

    @property
    def terms(self) -> list[Term]:
        """The terms all sections define, once each, in the order of the alphabet."""
        terms = {term for section in self.sections for term in section.terms}
        return sorted(terms, key=lambda term: (term.term.casefold(), term.definition))
