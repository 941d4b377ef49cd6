"""The query of a search: what the database's own index is asked, and who may see what it finds.

Words reach the index quoted, one by one, after they were cut and folded: nothing that people type
is read as its syntax. What may be seen is asked with the conditions that all pages ask.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import (
    Boolean,
    ColumnElement,
    FromClause,
    Select,
    Table,
    and_,
    bindparam,
    case,
    func,
    literal_column,
    or_,
    select,
    table,
    true,
    tuple_,
)
from sqlalchemy.orm import aliased

from wiki.domain import contributions
from wiki.models import (
    Block,
    Comment,
    Contribution,
    ContributionKind,
    EntryKind,
    Outcome,
    SearchEntry,
    Section,
    Text,
)
from wiki.text.asked import Asked, Term
from wiki.text.block import Kind
from wiki.text.findable import stem

TEXTS, COMMENTS, SUGGESTIONS = "texts", "comments", "suggestions"

_ENTRY = cast(Table, SearchEntry.__table__)
_VECTOR = (
    "(setweight(to_tsvector('simple'::regconfig, search_entry.plain), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, search_entry.stems), 'B'))"
)
"""What the GIN index holds, word for word as migration 0004 says it."""

READABLE = bindparam("readable", type_=Boolean) == true()
"""The condition for texts, to be filled in with `sight_of`: who reads the document sees them."""

_KEY = "exactness", "place", "number", "id"
_AFTER = tuple_(*(bindparam(f"after_{name}") for name in _KEY))


def asked_of(dialect: str, asked: Asked, languages: Sequence[str]) -> dict[str, str]:
    """Return what the index of a database is asked: in all forms of the words, and exactly."""
    of_term, both = (_fts5, " AND ") if dialect == "sqlite" else (_tsquery, " & ")
    exactly = [Term(term.words, is_quoted=True) for term in asked.terms]
    return {
        "asked": both.join(f"({of_term(term, languages)})" for term in asked.terms),
        "exactly": both.join(f"({of_term(term, languages)})" for term in exactly),
    }


def _fts5(term: Term, languages: Sequence[str]) -> str:
    words = f'plain : "{" ".join(term.words)}"' + " *" * term.may_go_on
    return " OR ".join([words, *(f'stems : "{form}"' for form in _forms(term, languages))])


def _tsquery(term: Term, languages: Sequence[str]) -> str:
    words = " <-> ".join(f"'{word}':A" for word in term.words)
    begun = f"{words[:-1]}*A" if term.may_go_on else words
    return " | ".join([begun, *(f"'{form}':B" for form in _forms(term, languages))])


def _forms(term: Term, languages: Sequence[str]) -> list[str]:
    return [stem(term.words[0], language) for language in languages] if term.has_forms else []


@cache
def of_hits(dialect: str) -> Select[*tuple[Any, ...]]:
    """Return the query of a page of hits, with how many there are by group and language.

    It is built once. Each group and language with hits has a row, if only to be counted.
    """
    ranked = _ranked(dialect).subquery("ranked")
    later = case((tuple_(*(ranked.c[name] for name in _KEY)) > _AFTER, 1), else_=0)
    alike = [ranked.c.part, ranked.c.language]
    order = [ranked.c[name] for name in _KEY]
    placed = select(
        ranked,
        later.label("is_later"),
        func.count().over(partition_by=alike).label("total"),
        func.row_number().over(partition_by=[*alike, later], order_by=order).label("nth"),
    ).subquery("placed")
    wanted = and_(
        placed.c.language == bindparam("language"),
        placed.c.is_later == literal_column("1"),
        placed.c.part.in_(bindparam("parts", expanding=True)),
        placed.c.nth <= bindparam("most"),
    )
    return _with_place(placed).where(or_(wanted, placed.c.nth == literal_column("1")))


def _with_place(placed: FromClause) -> Select[*tuple[Any, ...]]:
    """Return hits in their order, with the words and the section of each."""
    titled, above = aliased(Text), aliased(Section)
    number = (
        select(func.count())
        .where(
            above.document_id == Section.document_id,
            above.removed_at.is_(None),
            above.position <= Section.position,
        )
        .correlate(Section)
        .scalar_subquery()
    )
    return (
        select(
            placed,
            _ENTRY.c.words,
            Section.key.label("section"),
            titled.title,
            number.label("section_number"),
        )
        .join(_ENTRY, _ENTRY.c.id == placed.c.id)
        .outerjoin(Section, Section.id == placed.c.section_id)
        .outerjoin(
            titled, and_(titled.section_id == Section.id, titled.language == placed.c.language)
        )
        .order_by(*(placed.c[name] for name in _KEY))
    )


def _ranked(dialect: str) -> Select[*tuple[Any, ...]]:
    """Return all hits that the viewer may see, each with what it is sorted by."""
    kind = _ENTRY.c.kind
    is_title = or_(kind == EntryKind.TITLE, Block.kind == Kind.HEADING)
    is_exact = holds(dialect, "exactly")
    return (
        select(
            _ENTRY.c.id,
            kind,
            _ENTRY.c.language,
            _ENTRY.c.subject_id,
            _ENTRY.c.contribution_id,
            Section.id.label("section_id"),
            Block.position,
            Block.number.label("paragraph"),
            case(
                (_ENTRY.c.text_id.is_not(None), literal_column(f"'{TEXTS}'")),
                (
                    or_(kind == EntryKind.COMMENT, Contribution.kind == ContributionKind.THREAD),
                    literal_column(f"'{COMMENTS}'"),
                ),
                else_=literal_column(f"'{SUGGESTIONS}'"),
            ).label("part"),
            case(
                (and_(is_exact, is_title), literal_column("0")),
                (is_exact, literal_column("1")),
                else_=literal_column("2"),
            ).label("exactness"),
            func.coalesce(Section.position, literal_column("0")).label("place"),
            func.coalesce(
                Block.position,
                Contribution.number * literal_column("4") + _turn(),
                literal_column("0"),
            ).label("number"),
        )
        .select_from(_ENTRY)
        .outerjoin(Text, Text.id == _ENTRY.c.text_id)
        .outerjoin(Block, and_(kind == EntryKind.BLOCK, Block.id == _ENTRY.c.subject_id))
        .outerjoin(Contribution, Contribution.id == _ENTRY.c.contribution_id)
        .outerjoin(Comment, and_(kind == EntryKind.COMMENT, Comment.id == _ENTRY.c.subject_id))
        .outerjoin(Section, Section.id == func.coalesce(Text.section_id, Contribution.section_id))
        .where(
            holds(dialect, "asked"),
            _ENTRY.c.document_id == bindparam("document"),
            Section.removed_at.is_(None),
            or_(_text_seen(), _said_seen()),
        )
    )


def _turn() -> ColumnElement[int]:
    """Return the place of an entry among those of one contribution."""
    turns = {EntryKind.WORDING: 0, EntryKind.WHY: 1, EntryKind.REASON: 3}
    return case(turns, value=_ENTRY.c.kind, else_=2)


def holds(dialect: str, name: str) -> ColumnElement[bool]:
    """Return the condition for entries that hold what the index is asked by this name."""
    if dialect != "sqlite":
        wanted = func.to_tsquery(literal_column("'simple'::regconfig"), bindparam(name))
        return literal_column(_VECTOR).op("@@", is_comparison=True)(wanted)
    match = literal_column("search_index").op("MATCH", is_comparison=True)(bindparam(name))
    found: Select[int] = (
        select(literal_column("rowid")).select_from(table("search_index")).where(match)
    )
    return _ENTRY.c.id.in_(found)


def _text_seen() -> ColumnElement[bool]:
    """Return the condition for entries of texts."""
    return and_(_ENTRY.c.text_id.is_not(None), READABLE)


def _said_seen() -> ColumnElement[bool]:
    """Return the condition for what people brought in; what was withdrawn is not looked up."""
    return and_(
        _ENTRY.c.contribution_id.is_not(None),
        Contribution.outcome.is_distinct_from(Outcome.WITHDRAWN),
        contributions.SEEN,
        or_(
            _ENTRY.c.kind != EntryKind.COMMENT,
            and_(contributions.COMMENT_SEEN, Comment.withdrawn_at.is_(None)),
        ),
    )
