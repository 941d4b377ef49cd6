"""Searching a document: its texts, the talk about them and the suggestions, as far as one may see.

Exact words come before other forms of them, titles before paragraphs, and then the order of the
document, which stays the same from page to page. A page goes on by key, never by count.
"""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, joinedload

from wiki.domain import contributions, plain, search_queries
from wiki.domain.viewers import Viewer
from wiki.models import Comment, Contribution, Document, EntryKind, SearchEntry, Section, Text
from wiki.text import asked as words_asked
from wiki.text import excerpts
from wiki.text.asked import Asked
from wiki.text.excerpts import Part

FEW = 5
"""How many hits of each group stand on the first page."""

MOST_CORRECTED = 2
"""Looking for a word spelled alike means comparing all: done for so many words, and for no more."""

PAGE = 20
"""How many hits of one group stand on a page of it."""


class Group(StrEnum):
    """The kinds of hits, in the order in which they are shown."""

    TEXTS = search_queries.TEXTS
    COMMENTS = search_queries.COMMENTS
    SUGGESTIONS = search_queries.SUGGESTIONS


class Key(NamedTuple):
    """Where a hit stands among those of its group: what they are sorted by."""

    exactness: int
    place: int
    number: int
    id: int


BEFORE_ALL = Key(-1, -1, -1, -1)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that holds what was looked for, and its words around that.

    `section` is a key, with title and number; empty for what belongs to no section. `position` and
    `paragraph` are those of a block.
    """

    kind: EntryKind
    key: Key
    excerpt: Sequence[Part]
    language: str
    section: str
    title: str
    section_number: int
    position: int | None
    paragraph: int | None
    contribution: Contribution | None
    comment: Comment | None

    @property
    def said(self) -> Contribution | Comment | None:
        """Who speaks here, and when."""
        return self.comment or self.contribution


@dataclass(frozen=True, slots=True)
class Hits:
    """The hits of one group on a page, how many there are in all, and where to go on."""

    listed: Sequence[Hit] = ()
    count: int = 0
    after: Key | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in one language by group, and how much in each other language."""

    asked: Asked
    groups: Mapping[Group, Hits]
    elsewhere: Mapping[str, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many hits there are in the language that was searched."""
        return sum(hits.count for hits in self.groups.values())


_WORDS_OF_TEXTS = (
    select(SearchEntry.plain)
    .join(Text, Text.id == SearchEntry.text_id)
    .join(Section, Section.id == Text.section_id)
    .where(
        SearchEntry.document_id == bindparam("document"),
        SearchEntry.language == bindparam("language"),
        Section.removed_at.is_(None),
        search_queries.READABLE,
    )
    .limit(2000)
)


def find(
    db: Session,
    viewer: Viewer,
    words: str,
    *,
    document: Document,
    language: str,
    show: Group | None = None,
    after: Key | None = None,
    most: int | None = None,
) -> Found:
    """Return what a viewer may see of a document that holds words, whatever these are.

    FEW of each group, or with `show` a page of one, from behind the key `after`.
    """
    asked = words_asked.read(words)
    if not asked:
        return Found(asked, {group: Hits() for group in Group})
    most = most or (FEW if show is None else PAGE)
    dialect = db.get_bind().dialect.name
    key = after or BEFORE_ALL
    given = {
        **search_queries.asked_of(dialect, asked, document.languages),
        **{f"after_{name}": value for name, value in key._asdict().items()},
        **contributions.sight_of(viewer, document),
        "document": document.id,
        "language": language,
        "parts": [show] if show else list(Group),
        "most": most + 1,
    }
    rows = plain.rows(db, search_queries.of_hits(dialect), given)
    return _found(db, asked, rows, language, show, most)


def alike(db: Session, viewer: Viewer, asked: Asked, *, document: Document, language: str) -> str:
    """Return what was asked with its words replaced by those of the texts spelled most alike.

    Nothing where all of the words are in the texts, none is like one of them, or many are not in
    them.
    """
    given = {"document": document.id, "language": language}
    rows = plain.rows(db, _WORDS_OF_TEXTS, given | contributions.sight_of(viewer, document))
    known = {word for row in rows for word in row.plain.split()}
    typed = [word for term in asked.terms for word in term.words]
    unknown = set(typed) - known
    if len(unknown) > MOST_CORRECTED:
        return ""
    likest = {word: _likest(word, known) for word in unknown}
    found = [likest.get(word, word) for word in typed]
    return "" if found == typed else " ".join(found)


def _likest(word: str, known: set[str]) -> str:
    near = [one for one in known if abs(len(one) - len(word)) <= 2]
    return next(iter(difflib.get_close_matches(word, near, n=1, cutoff=0.75)), word)


def _found(
    db: Session,
    asked: Asked,
    rows: Sequence[Row[Any]],
    language: str,
    show: Group | None,
    most: int,
) -> Found:
    wanted = [row for row in rows if _is_wanted(row, language, show, most + 1)]
    speakers = _speakers(db, wanted)
    groups = {}
    for group in Group:
        hits = [_hit(row, asked, speakers) for row in wanted if row.part == group]
        count = next((r.total for r in rows if (r.part, r.language) == (group, language)), 0)
        listed = hits[:most]
        groups[group] = Hits(listed, count, listed[-1].key if len(hits) > most else None)
    elsewhere: dict[str, int] = {}
    for other, _, count in {(r.language, r.part, r.total) for r in rows if r.language != language}:
        elsewhere[other] = elsewhere.get(other, 0) + count
    return Found(asked, groups, elsewhere)


def _is_wanted(row: Row[Any], language: str, show: Group | None, most: int) -> bool:
    """Tell whether a row is shown, or only there to be counted."""
    return bool(
        row.language == language
        and row.is_later
        and row.nth <= most
        and (show is None or row.part == show)
    )


class _Speakers(NamedTuple):
    contributions: Mapping[str, Contribution]
    comments: Mapping[str, Comment]


def _speakers(db: Session, rows: Iterable[Row[Any]]) -> _Speakers:
    """Return what the hits are part of, with who brought it in."""
    brought = {row.contribution_id for row in rows if row.contribution_id}
    said = {row.subject_id for row in rows if row.kind == EntryKind.COMMENT}
    of_these = select(Contribution).where(Contribution.id.in_(brought))
    comments = select(Comment).where(Comment.id.in_(said))
    return _Speakers(
        {one.id: one for one in db.scalars(of_these.options(joinedload(Contribution.account)))}
        if brought
        else {},
        {one.id: one for one in db.scalars(comments.options(joinedload(Comment.account)))}
        if said
        else {},
    )


def _hit(row: Row[Any], asked: Asked, speakers: _Speakers) -> Hit:
    return Hit(
        kind=row.kind,
        key=Key(row.exactness, row.place, row.number, row.id),
        excerpt=excerpts.excerpt(row.words, asked, row.language),
        language=row.language,
        section=row.section or "",
        title=row.title or "",
        section_number=row.section_number,
        position=row.position,
        paragraph=row.paragraph,
        contribution=speakers.contributions.get(row.contribution_id or ""),
        comment=speakers.comments.get(row.subject_id),
    )
