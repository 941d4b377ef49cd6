"""Rounds: consultations with dates. Reacting is possible while one is open.

A document without any round is open to react to; one whose rounds are all over is not: then nothing
is brought in and nothing reworded, and one's own words can only be taken back. A round is settled
only when every contribution made in it has an outcome.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.orm import Session

from wiki.domain import audit, documents, plain
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Account, Contribution, Document, Round, new_id

_OF_DOCUMENT = Round.document_id == bindparam("document")
_ALL = select(Round).where(_OF_DOCUMENT).order_by(Round.opens_on.desc())
_DATES = select(Round.opens_on, Round.closes_on, Round.settled_at).where(_OF_DOCUMENT)
# Built once: every reading asks the second.


def for_document(db: Session, document: Document) -> list[Round]:
    """Return the rounds of a document, the latest first."""
    return list(db.scalars(_ALL, {"document": document.id}))


def current(db: Session, document: Document, *, on: date) -> Round | None:
    """Return the round that is open on a day, or None."""
    return next((one for one in for_document(db, document) if _is_open(one, on)), None)


def open_for_reacting(db: Session, document: Document, *, on: date) -> Round | None:
    """Return the open round, None where the document has no rounds at all.

    Refuses with NotAllowed("round_closed") outside every round.
    """
    planned = for_document(db, document)
    found = next((one for one in planned if _is_open(one, on)), None)
    if found is None and planned:
        raise NotAllowed("round_closed")
    return found


def is_reacting_open(db: Session, document: Document, *, on: date) -> bool:
    """Tell whether something can be brought in on a day, or brought in otherwise."""
    planned = plain.rows(db, _DATES, {"document": document.id})
    return not planned or any(_is_open(one, on) for one in planned)


def open_round(
    db: Session,
    document: Document,
    *,
    titles: dict[str, str],
    opens_on: date,
    closes_on: date,
    by: Account,
    at: datetime,
) -> Round:
    """Plan a round. Refuses dates in the wrong order or within another round."""
    require(by, Permission.ROUND_SETTLE, document)
    if closes_on < opens_on:
        raise Invalid("closes_on", "closes_before_it_opens")
    documents.hold(db, document)  # of two at once, one sees the other
    for other in for_document(db, document):
        if other.opens_on <= closes_on and opens_on <= other.closes_on:
            raise Invalid("opens_on", "rounds_overlap")
    made = Round(
        id=new_id(), document=document, titles=titles, opens_on=opens_on, closes_on=closes_on
    )
    db.add(made)
    audit.record(db, "round.opened", "round", made.id, by=by, at=at)
    return made


def without_outcome(db: Session, opened: Round) -> int:
    """Return how many contributions of a round have no outcome yet."""
    query = select(func.count()).where(
        Contribution.round_id == opened.id, Contribution.outcome.is_(None)
    )
    return db.scalar(query) or 0


def waiting(db: Session, document: Document) -> dict[str, int]:
    """Return how many contributions have no outcome yet, by round id."""
    query = (
        select(Contribution.round_id, func.count())
        .where(
            Contribution.document_id == document.id,
            Contribution.outcome.is_(None),
            Contribution.round_id.is_not(None),
        )
        .group_by(Contribution.round_id)
    )
    return {round_id: count for round_id, count in db.execute(query) if round_id}


def get(db: Session, document: Document, round_id: str) -> Round:
    """Return a round of a document, or refuse with NotFound."""
    found = db.get(Round, round_id)
    if found is None or found.document_id != document.id:
        raise NotFound
    return found


def settle(db: Session, opened: Round, *, by: Account, at: datetime) -> Round:
    """Settle a round that is over; refuses while a contribution has no outcome."""
    require(by, Permission.ROUND_SETTLE, opened)
    if at.date() <= opened.closes_on:
        raise NotAllowed("round_still_open")
    if count := without_outcome(db, opened):
        raise NotAllowed("without_outcome", count=count)
    opened.settled_at, opened.settled_by_id = at, by.id
    audit.record(db, "round.settled", "round", opened.id, by=by, at=at)
    return opened


def _is_open(one: Round | Row[*tuple[Any, ...]], on: date) -> bool:
    return one.settled_at is None and bool(one.opens_on <= on <= one.closes_on)
