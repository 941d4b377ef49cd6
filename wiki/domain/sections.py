"""Sections as readers meet them: the contents of a document, and one section with its talk.

Pages get plain values, read with a fixed number of queries whatever the amount of talk and the
length of the history. Nothing is rendered or compared here: that happened when it was saved.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from wiki.domain import contributions
from wiki.domain.permissions import Viewer
from wiki.errors import NotFound
from wiki.models import (
    Anchor,
    Block,
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Placement,
    Section,
    Text,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A section in the contents: key, place, title, words, newest revision, and its talk."""

    section_id: str
    text_id: str
    key: str
    number: int
    title: str
    word_count: int
    head: int
    threads: int = 0
    proposals: int = 0
    decided: int = 0


@dataclass(frozen=True, slots=True)
class Talk:
    """A thread or proposal as it stands at the text: its place and its comments."""

    contribution: Contribution
    placement: Placement
    comments: Sequence[Comment] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """A text to read, with the talk at each block (by block id) and the talk without a place."""

    text: Text
    blocks: Sequence[Row[str, int, int | None, str, str]]
    talks: Mapping[str, Sequence[Talk]] = field(default_factory=dict)
    placeless: Sequence[Talk] = ()


def find(db: Session, document: Document, key: str) -> Section:
    """Return a standing section by its key, or refuse with NotFound."""
    query = select(Section).where(
        Section.document_id == document.id, Section.key == key, Section.removed_at.is_(None)
    )
    section = db.scalars(query).first()
    if section is None:
        raise NotFound
    return section


def find_text(
    db: Session, document: Document, key: str, language: str, *, also_removed: bool = False
) -> Text:
    """Return the text of a standing section in a language, or refuse with NotFound."""
    query = (
        select(Text)
        .join(Text.section)
        .where(
            Section.document_id == document.id,
            Section.key == key,
            Text.language == language,
        )
        .options(contains_eager(Text.section))
    )
    text = db.scalars(query).first()
    if text is None or (text.section.removed_at is not None and not also_removed):
        raise NotFound
    return text


def contents(
    db: Session, document: Document, language: str, *, viewer: Viewer, with_talk: bool = False
) -> list[Entry]:
    """Return the standing sections of a document in order; counts of talk only when asked."""
    query = (
        select(
            Section.id,
            Text.id.label("text_id"),
            Section.key,
            Text.title,
            Text.word_count,
            Text.head,
        )
        .join(Text, (Text.section_id == Section.id) & (Text.language == language))
        .where(Section.document_id == document.id, Section.removed_at.is_(None))
        .order_by(Section.position, Section.id)
    )
    counts = contributions.counts(db, document, language, viewer=viewer) if with_talk else {}
    return [
        Entry(
            row.id,
            row.text_id,
            row.key,
            number,
            row.title,
            row.word_count,
            row.head,
            threads=counts.get((row.id, ContributionKind.THREAD, False), 0),
            proposals=counts.get((row.id, ContributionKind.PROPOSAL, False), 0),
            decided=counts.get((row.id, ContributionKind.THREAD, True), 0)
            + counts.get((row.id, ContributionKind.PROPOSAL, True), 0),
        )
        for number, row in enumerate(db.execute(query), start=1)
    ]


def read(db: Session, text: Text, document: Document, *, viewer: Viewer) -> Reading:
    """Return a text with its open talk where it stands now; what has an outcome is not in it."""
    rows = db.execute(
        select(Block.id, Block.position, Block.number, Block.kind, Block.marked_html)
        .where(Block.text_id == text.id)
        .order_by(Block.position)
    ).all()
    placed = _placed(db, text, document, viewer)
    said = _comments(db, placed, document, viewer)
    talks: dict[str, list[Talk]] = defaultdict(list)
    placeless: list[Talk] = []
    standing = {row.id for row in rows}
    for placement in placed:
        contribution = placement.anchor.contribution
        talk = Talk(contribution, placement, said.get(contribution.id, ()))
        if placement.block_id in standing:
            talks[placement.block_id or ""].append(talk)
        else:
            placeless.append(talk)
    return Reading(text, rows, talks, placeless)


def _placed(db: Session, text: Text, document: Document, viewer: Viewer) -> Sequence[Placement]:
    query = (
        select(Placement)
        .join(Placement.anchor)
        .join(Anchor.contribution)
        .where(
            Placement.text_id == text.id,
            Placement.number == text.head,
            Contribution.outcome.is_(None),
            contributions.visible_to(viewer, document),
        )
        .options(
            contains_eager(Placement.anchor)
            .contains_eager(Anchor.contribution)
            .joinedload(Contribution.account)
        )
        .order_by(Placement.start, Contribution.number)
    )
    return db.scalars(query).all()


def _comments(
    db: Session, placed: Sequence[Placement], document: Document, viewer: Viewer
) -> dict[str, list[Comment]]:
    ids = [placement.anchor.contribution_id for placement in placed]
    if not ids:
        return {}
    query = (
        select(Comment)
        .where(
            Comment.contribution_id.in_(ids),
            contributions.comments_visible_to(viewer, document),
        )
        .options(joinedload(Comment.account))
        .order_by(Comment.said_on, Comment.said_at, Comment.id)
    )
    said: dict[str, list[Comment]] = defaultdict(list)
    for comment in db.scalars(query):
        said[comment.contribution_id].append(comment)
    return said
