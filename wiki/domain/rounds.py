"""Rounds: consultations with dates. Reacting is possible while one is open.

A document is open to react to until its first round begins. From then on it is open within rounds
only: between them and after the last nothing is brought in and nothing reworded, and one's own
words can only be taken back. A round is settled only when every contribution made in it has an
outcome; until then its dates can be changed.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, func, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from wiki.domain import audit, documents, plain
from wiki.domain.permissions import Permission, require
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Account, Contribution, Document, Round, new_id

_OF_DOCUMENT = Round.document_id == bindparam("document")
_ALL = select(Round).where(_OF_DOCUMENT).order_by(Round.opens_on.desc())
_DATES = select(Round.opens_on, Round.closes_on, Round.settled_at).where(_OF_DOCUMENT)
# Built once: every reading asks the second.


def for_document(db: Session, document: Document) -> list[Round]:
    """Return the rounds of a document, the latest first."""
    return list(db.scalars(_ALL, {"document": document.id}))


@dataclass(frozen=True, slots=True)
class Reacting:
    """Whether people can react on a day.

    `round` is the one that is open, if any; `opens_on` the first day of the next one, if planned.
    """

    is_open: bool
    round: Round | None
    opens_on: date | None


def reacting(db: Session, document: Document, *, on: date) -> Reacting:
    """Return whether people can react on a day, within which round, and from when again."""
    planned = for_document(db, document)
    return Reacting(
        _is_reacting_open(planned, on),
        next((one for one in planned if _is_open(one, on)), None),
        min((one.opens_on for one in planned if one.opens_on > on), default=None),
    )


def current(db: Session, document: Document, *, on: date) -> Round | None:
    """Return the round that is open on a day, or None."""
    return reacting(db, document, on=on).round


def open_for_reacting(db: Session, document: Document, *, on: date) -> Round | None:
    """Return the open round, None before the first one begins.

    Refuses with NotAllowed("round_closed", opens_on), the first day of the next round or None,
    outside every round.
    """
    found = reacting(db, document, on=on)
    if not found.is_open:
        raise NotAllowed("round_closed", opens_on=found.opens_on)
    return found.round


def is_reacting_open(db: Session, document: Document, *, on: date) -> bool:
    """Tell whether something can be brought in on a day, or brought in otherwise."""
    return _is_reacting_open(plain.kept(db, _DATES, {"document": document.id}), on)


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
    """Plan a round. Refuses dates in the wrong order, within another round, or all gone by."""
    require(by, Permission.ROUND_SETTLE, document)
    if opens_on <= closes_on < at.date():
        raise Invalid("closes_on", "round_is_in_the_past")
    _require_free(db, document, opens_on, closes_on)
    made = Round(
        id=new_id(), document=document, titles=titles, opens_on=opens_on, closes_on=closes_on
    )
    db.add(made)
    audit.record(db, "round.opened", "round", made.id, by=by, at=at)
    return made


def change(
    db: Session,
    planned: Round,
    *,
    titles: dict[str, str],
    opens_on: date,
    closes_on: date,
    seen: str,
    by: Account,
    at: datetime,
) -> Round:
    """Give a round that is not settled other titles or dates; a last day of yesterday closes it.

    `seen` is the state it had on the page. Refuses with Stale("round_changed") where others were
    quicker; dates as `open_round` does, another first day of a round that has begun or one in the
    past, and another last day before yesterday, or before today where it has not begun.
    """
    _hold(db, planned, by)
    if planned.settled_at is not None:
        raise NotAllowed("round_is_settled")
    if state(planned) != seen:
        raise Stale("round_changed")
    begun = has_begun(planned, on=at.date())
    if opens_on != planned.opens_on and begun:
        raise Invalid("opens_on", "first_day_stays")
    if opens_on != planned.opens_on and opens_on < at.date():
        raise Invalid("opens_on", "round_is_in_the_past")
    earliest = at.date() - timedelta(days=1) if begun else at.date()
    if closes_on != planned.closes_on and closes_on < earliest:
        raise Invalid("closes_on", "round_is_in_the_past")
    _require_free(db, planned.document, opens_on, closes_on, apart_from=planned)
    planned.titles, planned.opens_on, planned.closes_on = titles, opens_on, closes_on
    audit.record(db, "round.changed", "round", planned.id, by=by, at=at)
    return planned


def end(db: Session, opened: Round, *, by: Account, at: datetime) -> Round:
    """Make today the last day of a round that is open longer, whatever else it says."""
    _hold(db, opened, by)
    if not (_is_open(opened, at.date()) and opened.closes_on > at.date()):
        raise NotAllowed("round_not_open")
    opened.closes_on = at.date()
    audit.record(db, "round.changed", "round", opened.id, by=by, at=at)
    return opened


def remove(db: Session, planned: Round, *, by: Account, at: datetime) -> None:
    """Take back a round that has not begun; refuses one that has."""
    _hold(db, planned, by)
    if has_begun(planned, on=at.date()):
        raise NotAllowed("round_has_begun")
    db.delete(planned)
    audit.record(db, "round.removed", "round", planned.id, by=by, at=at)


def state(planned: Round) -> str:
    """Return what stands for the titles and days of a round as they are."""
    said = [sorted(planned.titles.items()), planned.opens_on, planned.closes_on]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]


def has_begun(planned: Round, *, on: date) -> bool:
    """Tell whether the first day of a round has come."""
    return planned.opens_on <= on


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
    _hold(db, opened, by)
    if at.date() <= opened.closes_on:
        raise NotAllowed("round_still_open")
    if count := without_outcome(db, opened):
        raise NotAllowed("without_outcome", count=count)
    opened.settled_at, opened.settled_by_id = at, by.id
    audit.record(db, "round.settled", "round", opened.id, by=by, at=at)
    return opened


def hold(db: Session, ids: Iterable[str | None]) -> None:
    """Let nobody settle rounds, by id, until this transaction ends, and read them anew."""
    for round_id in sorted(filter(None, ids)):  # in one order for everyone
        locked = {"key_share": True}
        db.get_one(Round, round_id, with_for_update=locked, populate_existing=True)


def _hold(db: Session, planned: Round, by: Account) -> None:
    """Let one lead after the other change the rounds of a document, each as the last left it."""
    require(by, Permission.ROUND_SETTLE, planned)
    documents.hold(db, planned.document)
    try:
        db.refresh(planned, with_for_update={"key_share": True})  # nobody reopens what is in it
    except InvalidRequestError:  # somebody removed it meanwhile
        raise NotFound from None


def _is_open(one: Round | Row[*tuple[Any, ...]], on: date) -> bool:
    return one.settled_at is None and bool(one.opens_on <= on <= one.closes_on)


def _is_reacting_open(planned: Iterable[Round | Row[*tuple[Any, ...]]], on: date) -> bool:
    begun = [one for one in planned if one.opens_on <= on]
    return not begun or any(_is_open(one, on) for one in begun)


def _require_free(
    db: Session,
    document: Document,
    opens_on: date,
    closes_on: date,
    *,
    apart_from: Round | None = None,
) -> None:
    """Refuse dates in the wrong order, or some of which are those of another round."""
    if closes_on < opens_on:
        raise Invalid("closes_on", "closes_before_it_opens")
    documents.hold(db, document)  # of two at once, one sees the other
    for other in for_document(db, document):
        if other is not apart_from and other.opens_on <= closes_on and opens_on <= other.closes_on:
            raise Invalid("opens_on", "rounds_overlap")
