"""The check of a document: what an editor may want to look at in its texts of one language.

Nothing is stored and nothing waits for it: the texts are looked through as they stand.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from wiki.domain import plain, terms
from wiki.domain.permissions import Permission, require
from wiki.domain.terms import Entry, words_around
from wiki.domain.viewers import Viewer
from wiki.models import Block, Clause, Document, Section, Text
from wiki.text import checks, drift, term_marks
from wiki.text.checks import Finding, Paragraph

LONGEST_SENTENCE = checks.LONGEST_SENTENCE

_PARAGRAPHS = (
    select(
        Section.key,
        Text.language,
        Block.position,
        Block.number,
        Block.kind,
        Clause.kind.label("clause"),
        Block.html,
    )
    .join(Text, Text.id == Block.text_id)
    .join(Section, Section.id == Text.section_id)
    .outerjoin(Clause, (Clause.text_id == Text.id) & (Clause.block_id == Block.id))
    .where(
        Section.document_id == bindparam("document"),
        Section.removed_at.is_(None),
        Block.number.is_not(None),
    )
    .order_by(Section.position, Section.id, Block.position)
)


class Where(NamedTuple):
    """A paragraph in the document: its section's key, its position there, and its number."""

    section_key: str
    block: int
    number: int


class Found(NamedTuple):
    """Words that a rule points at, and those around them; see `wiki.text.checks.Finding`.

    `other` is the paragraph that it differs from, in `other_language`.
    """

    rule: str
    where: Where
    before: str
    words: str
    after: str
    told: tuple[str, ...]
    other: Where | None
    other_language: str


class Check(NamedTuple):
    """What was found, in the order of the rules and then of the text; and unused terms."""

    found: Sequence[Found]
    unused: Sequence[Entry]


def look_through(db: Session, document: Document, language: str, *, viewer: Viewer) -> Check:
    """Look through the texts of a document in one language, comparing them with the others.

    Refuses with NotAllowed all but editors and the lead.
    """
    require(viewer, Permission.TEXT_EDIT, document)
    paragraphs = _paragraphs(db, document)
    here = paragraphs[language]
    entries = terms.listed(db, document, language)
    defined = [one.term for one in entries]
    unused = set(checks.unused_terms(here, defined, language))
    found = [
        *_told(checks.values_without_behaviour(here)),
        *_told(checks.undefined_terms(here, defined, language)),
        *_told(drift.within(here, language), language),
    ]
    for other in (one for one in document.languages if one != language):
        found += _told(drift.between_languages(here, paragraphs[other], language, other), other)
    found += _told(checks.long_sentences(here))
    return Check(found, [one for one in entries if one.term in unused])


def _paragraphs(db: Session, document: Document) -> dict[str, list[Paragraph]]:
    """Return the paragraphs of a document by language, each in the order of the texts."""
    found: dict[str, list[Paragraph]] = defaultdict(list)
    for row in plain.rows(db, _PARAGRAPHS, {"document": document.id}):
        words = term_marks.words(row.html)
        clause = row.clause.value if row.clause else ""
        found[row.language].append(
            Paragraph(row.key, row.position, row.number or 0, row.kind, clause, words)
        )
    return found


def _told(findings: Iterator[Finding], other_language: str = "") -> Iterator[Found]:
    for one in findings:
        around = words_around(one.place.words, one.start, one.end)
        other = _where(one.other) if one.other else None
        yield Found(one.rule, _where(one.place), *around, one.told, other, other_language)


def _where(one: Paragraph) -> Where:
    return Where(one.section, one.block, one.number)
