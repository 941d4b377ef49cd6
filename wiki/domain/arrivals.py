"""What comes in from outside, before it is rows: what it is, and whether it fits.

Whether it may come in, and what it changes there, is not decided here.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from wiki.domain import blocks, documents, prefaces, texts
from wiki.domain.keys import KEY
from wiki.errors import Invalid
from wiki.models import ClauseKind, Readers
from wiki.text import gate
from wiki.text.frontmatter import Facts
from wiki.text.frontmatter import Term as GivenTerm

LANGUAGE = re.compile(r"[a-z]{2}")
LINE_LIMIT = 300
ABOUT = "document.yaml"
KINDS = tuple(kind.value for kind in ClauseKind)


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A section in one language: its facts, its Markdown, and the file it came in.

    `names_terms` tells whether its facts say which terms it defines and of what kind its clauses
    are; else those stay as they are.
    """

    file: str
    facts: Facts
    source: str
    names_terms: bool = True


@dataclass(frozen=True, slots=True)
class Incoming:
    """A document from outside. `about` may hold languages, readers and the parts of a preface."""

    key: str
    titles: Mapping[str, str]
    texts: Sequence[IncomingText]
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a document from outside says of itself: languages, readers, preface by language."""

    languages: Sequence[str]
    readers: Readers
    preface: Mapping[str, Any]


def declaration(incoming: Incoming) -> Declaration:
    """Return what a document says of itself.

    Refuses, with Invalid and the file among its values, what cannot become a document.
    """
    for text in incoming.texts:
        _ensure_fit(text)
    for title in incoming.titles.values():
        _ensure_characters(title, ABOUT)
    named = _languages(incoming)
    readers = _readers(incoming)
    return Declaration(named, readers, prefaces.read(incoming.about, named, file=ABOUT))


def ensure_in(offered: Sequence[str], incoming: Incoming, *, key: str) -> None:
    """Refuse with `key` a text in a language the document lacks: nobody could reach it."""
    for text in incoming.texts:
        if text.facts.language not in offered:
            raise Invalid(
                "language",
                key,
                file=text.file,
                language=text.facts.language,
                languages=", ".join(offered),
            )


def _languages(incoming: Incoming) -> list[str]:
    """Return the languages the document names, or those that came in."""
    if "languages" not in incoming.about:
        return list(dict.fromkeys(text.facts.language for text in incoming.texts))
    named = incoming.about["languages"]
    if not isinstance(named, list) or not named or not all(map(_is_language, named)):
        raise Invalid("languages", "not_offered", file=ABOUT)
    return named


def _is_language(word: object) -> bool:
    return isinstance(word, str) and LANGUAGE.fullmatch(word) is not None


def _readers(incoming: Incoming) -> Readers:
    """Return who may read the document; members unless it says otherwise."""
    try:
        return Readers(incoming.about.get("readers", Readers.MEMBERS))
    except ValueError as unknown:
        raise Invalid("readers", "not_offered", file=ABOUT) from unknown


def _ensure_fit(text: IncomingText) -> None:
    facts = text.facts
    if not KEY.fullmatch(facts.key) or len(facts.key) > documents.KEY_LIMIT:
        raise Invalid("key", "key_shape", file=text.file)
    if not LANGUAGE.fullmatch(facts.language):
        raise Invalid("language", "not_offered", file=text.file)
    if not facts.title.strip():
        raise Invalid("title", "missing", file=text.file)
    for line in (facts.title, *(term.term for term in facts.terms)):
        if len(line) > LINE_LIMIT:
            raise Invalid("title", "too_long", limit=LINE_LIMIT, file=text.file)
    for words in (facts.title, *(word for term in facts.terms for word in words_of(term))):
        _ensure_characters(words, text.file)
    if len({term.term for term in facts.terms}) != len(facts.terms):
        raise Invalid("term", "twice", file=text.file)
    _ensure_clauses(text)
    if len(text.source) > texts.LIMIT:
        raise Invalid("source", "too_long", limit=texts.LIMIT, file=text.file)


def _ensure_clauses(text: IncomingText) -> None:
    """Refuse kinds that are none, and those of paragraphs that the text doesn't have."""
    numbers = [clause.paragraph for clause in text.facts.clauses]
    if any(clause.kind not in KINDS for clause in text.facts.clauses):
        raise Invalid("clauses", "no_such_kind", kinds=", ".join(KINDS), file=text.file)
    if len(set(numbers)) != len(numbers):
        raise Invalid("clauses", "twice", file=text.file)
    if numbers and not set(numbers) <= {number for _, number, _ in blocks.seen(text.source)}:
        raise Invalid("clauses", "no_such_paragraph", file=text.file)


def kinds_of(text: IncomingText) -> dict[int, ClauseKind]:
    """Return the kinds of a text's clauses by the number of their paragraph."""
    return {clause.paragraph: ClauseKind(clause.kind) for clause in text.facts.clauses}


def words_of(term: GivenTerm) -> tuple[str, str]:
    """Return a term and what it means."""
    return term.term, term.definition


def _ensure_characters(words: str, file: str) -> None:
    """Refuse characters that no text holds, which YAML can spell all the same."""
    try:
        gate.accept(words, texts.LIMIT)
    except gate.Refused as refused:
        raise Invalid("title", refused.key, file=file, **refused.values) from None


def by_section(incoming: Sequence[IncomingText]) -> list[list[IncomingText]]:
    """Return the texts of each section together, sections in order of position, then as given.

    Refuses with Invalid, and `file` among its values, a section that came twice in one language.
    """
    sections: dict[str, dict[str, IncomingText]] = {}
    for text in incoming:
        by_language = sections.setdefault(text.facts.key, {})
        if text.facts.language in by_language:
            raise Invalid("key", "twice", file=text.file)
        by_language[text.facts.language] = text
    last = len(sections) + 1
    groups = [list(by_language.values()) for by_language in sections.values()]
    return sorted(groups, key=lambda group: group[0].facts.position or last)
