"""What one person brought in, as they look it up: where, in which words, with what outcome."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from wiki.domain import comments, documents, plain, proposals, still_meant
from wiki.domain.counts import HAS_ITS_ANSWER
from wiki.domain.still_meant import Asked
from wiki.domain.viewers import SignedIn
from wiki.models import (
    Account,
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Outcome,
    Section,
    Text,
    Wording,
)

_COUNTED = select(
    func.count().filter(Contribution.outcome.is_(None)),
    func.count().filter(HAS_ITS_ANSWER),
).where(
    Contribution.account_id == bindparam("account"),
    Contribution.document_id == bindparam("document"),
)
# Built once, since the front page of a document asks it of everyone.


@dataclass(frozen=True, slots=True)
class Place:
    """A section as it stands: its title and its number, None where it was removed."""

    title: str
    number: int | None


@dataclass(frozen=True, slots=True)
class Item:
    """A contribution, its section (if it has one), and its words.

    They are `opening`, the first comment of a talk, or `wording`, that counts of a proposal, with
    what its author was `asked` about it.
    """

    contribution: Contribution
    section: Place | None
    opening: Comment | None
    wording: Wording | None
    asked: Asked | None


@dataclass(frozen=True, slots=True)
class OwnInput:
    """What an account brought in, the latest first; `places` by section id and language."""

    items: Sequence[Item]
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)


def counted(db: Session, account: Account) -> tuple[int, int]:
    """Return how much of an account's input `listed` tells, and how much of it has an answer.

    What the account took back itself has none.
    """
    query = (
        select(func.count(), func.count(func.nullif(Contribution.outcome, Outcome.WITHDRAWN)))
        .join(Contribution.document)
        .where(Contribution.account_id == account.id, documents.VISIBLE)
    )
    every, answered = db.execute(query, documents.sight_of(account)).one()
    return every, answered


def counted_on(db: Session, somebody: Account | SignedIn, document: Document) -> tuple[int, int]:
    """Return how much of somebody's input on a document waits, and how much has its answer.

    What the account took back itself does neither.
    """
    given = {"account": somebody.id, "document": document.id}
    [(waiting, done)] = plain.kept(db, _COUNTED, given)
    return waiting, done


def listed(db: Session, account: Account) -> OwnInput:
    """Return what an account brought in on documents it may still read.

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
    if not found:
        return OwnInput(())
    places, openings = _places(db, found), comments.openings(db, found)
    suggested = [one.id for one in found if one.kind is ContributionKind.PROPOSAL]
    wordings = proposals.current_of(db, suggested)
    asked = still_meant.of(db, suggested)
    items = [
        Item(
            one,
            places.get((one.section_id or "", one.language)),
            openings.get(one.id),
            wordings.get(one.id),
            asked.get(one.id),
        )
        for one in found
    ]
    return OwnInput(items, places)


def _places(db: Session, found: Sequence[Contribution]) -> dict[tuple[str, str], Place]:
    """Return the sections of the documents these were brought in on, by id and language."""
    alike = (Section.document_id, Text.language, Section.removed_at.is_(None))
    number = func.row_number().over(partition_by=alike, order_by=(Section.position, Section.id))
    query = (
        select(Section.id, Section.removed_at, Text.language, Text.title, number.label("number"))
        .join(Text, Text.section_id == Section.id)
        .where(Section.document_id.in_({one.document_id for one in found}))
    )
    return {
        (row.id, row.language): Place(row.title, None if row.removed_at else row.number)
        for row in db.execute(query)
    }
