"""What one person brought in, as they look it up: where, in which words, with what outcome."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.domain import documents
from wiki.models import Account, Comment, Contribution, Text


@dataclass(frozen=True, slots=True)
class Item:
    """A contribution, the title of its section (may be empty), and how its talk was opened."""

    contribution: Contribution
    section: str
    opening: Comment | None


def listed(db: Session, account: Account) -> list[Item]:
    """Return what an account brought in on documents it may still read, the latest first.

    Takes a fixed number of queries.
    """
    query = (
        select(Contribution)
        .join(Contribution.document)
        .where(Contribution.account_id == account.id, documents.VISIBLE)
        .options(selectinload(Contribution.document), selectinload(Contribution.section))
        .order_by(Contribution.said_on.desc(), Contribution.said_at.desc())
    )
    found = db.scalars(query, documents.sight_of(account)).all()
    titles, openings = _titles(db, found), _openings(db, found)
    return [
        Item(one, titles.get((one.section_id, one.language), ""), openings.get(one.id))
        for one in found
    ]


def _titles(db: Session, found: Sequence[Contribution]) -> dict[tuple[str | None, str | None], str]:
    """Return the titles of the sections, by section and language."""
    query = select(Text.section_id, Text.language, Text.title).where(
        Text.section_id.in_({one.section_id for one in found if one.section_id})
    )
    return {(section, language): title for section, language, title in db.execute(query)}


def _openings(db: Session, found: Sequence[Contribution]) -> dict[str, Comment]:
    """Return the comments that open talks, by contribution."""
    query = select(Comment).where(
        Comment.contribution_id.in_([one.id for one in found]),
        Comment.depth == 0,
        Comment.withdrawn_at.is_(None),
    )
    return {one.contribution_id: one for one in db.scalars(query)}
