"""The definitions that a section page holds: of what its words lead to, and of its own terms."""

from collections import defaultdict
from typing import NamedTuple

from sqlalchemy.orm import Session

from wiki.domain import terms
from wiki.domain.reading import Reading
from wiki.models import Document
from wiki.text import term_marks


class Definition(NamedTuple):
    """A term with its meaning, and the blocks of this section whose words lead to it.

    `used_in` are pairs: position of the block, and its number.
    """

    id: str
    term: str
    meaning: str
    used_in: tuple[tuple[int, int | None], ...]


def of_section(
    db: Session, document: Document, language: str, key: str, reading: Reading
) -> tuple[Definition, ...]:
    """Return the definitions in the order of the alphabet."""
    used_in: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    for paragraph in reading.paragraphs:
        for term_id in term_marks.linked(paragraph.html):
            used_in[term_id].append((paragraph.position, paragraph.number))
    shown = [
        Definition(one.id, one.term, one.definition, tuple(used_in.get(one.id, ())))
        for one in terms.listed(db, document, language)
        if one.id in used_in or one.section_key == key
    ]
    return tuple(sorted(shown, key=lambda one: one.term.casefold()))
