"""What waits for moderators: contributions without an outcome, the oldest first, and what is held.

Read with a fixed number of queries, whatever waits; pages go on by key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, case, func, literal, or_, select, tuple_
from sqlalchemy.orm import Session, joinedload

from wiki.domain import comments, contributions, proposals, still_meant
from wiki.domain.permissions import Permission, can, require
from wiki.domain.still_meant import Asked
from wiki.domain.viewers import Viewer
from wiki.models import (
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Round,
    Section,
    Wording,
)
from wiki.models.base import Moment

PAGE = 25

# The oldest first; what has a day but no hour, to keep a voice unknown, comes last of its day.
_LAST_HOUR = datetime.max.replace(tzinfo=UTC)
_BY_AGE = (
    Contribution.said_on,
    func.coalesce(Contribution.said_at, literal(_LAST_HOUR, Moment())),
    Contribution.id,
)


class Show(StrEnum):
    """Which of what waits is shown. Held: out of sight itself, or a comment in it is."""

    ALL = "all"
    PROPOSALS = "proposals"
    COMMENTS = "comments"
    HELD = "held"


@dataclass(frozen=True, slots=True)
class Narrowed:
    """What the queue is narrowed to; None leaves it wide. `said_before` leaves out that day."""

    section: Section | None = None
    language: str | None = None
    round: Round | None = None
    said_before: date | None = None


_WIDE = Narrowed()


@dataclass(frozen=True, slots=True)
class QueuePage:
    """Contributions, the oldest first; `after` is the id to go on with, None at the end.

    `opening` holds the first comment of each thread, `wording` the present one of each proposal and
    `asked` what its author was asked about it, by contribution id.
    """

    listed: Sequence[Contribution]
    after: str | None
    opening: Mapping[str, Comment] = field(default_factory=dict)
    wording: Mapping[str, Wording] = field(default_factory=dict)
    asked: Mapping[str, Asked] = field(default_factory=dict)


def counts(
    db: Session, document: Document, *, viewer: Viewer, narrowed: Narrowed = _WIDE
) -> dict[Show, int]:
    """Return how many contributions each choice shows."""
    seen = _within(document, viewer, narrowed)
    sums = [func.sum(case((_chosen(show), 1), else_=0)) for show in Show]
    row = db.execute(select(*sums).where(seen)).one()
    return {show: count or 0 for show, count in zip(Show, row, strict=True)}


def page(
    db: Session,
    document: Document,
    *,
    viewer: Viewer,
    show: Show = Show.ALL,
    narrowed: Narrowed = _WIDE,
    after: str | None = None,
) -> QueuePage:
    """Return a page of what waits. Refuses with NotAllowed all but moderators and editors."""
    require(viewer, Permission.QUEUE_READ, document)
    query = select(Contribution).where(_within(document, viewer, narrowed), _chosen(show))
    if after is not None:
        query = query.where(_later_than(after))
    found = db.scalars(
        query.options(joinedload(Contribution.account), joinedload(Contribution.section))
        .order_by(*_BY_AGE)
        .limit(PAGE + 1)
    ).all()
    listed = found[:PAGE]
    suggested = [one.id for one in listed if one.kind is ContributionKind.PROPOSAL]
    return QueuePage(
        listed,
        listed[-1].id if len(found) > PAGE else None,
        comments.openings(db, listed, seen=contributions.comments_visible_to(viewer, document)),
        proposals.current_of(db, suggested),
        still_meant.of(db, suggested),
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What waits before and after a contribution; None where nothing does."""

    previous: Contribution | None
    next: Contribution | None


def neighbours(
    db: Session,
    contribution: Contribution,
    *,
    viewer: Viewer,
    show: Show = Show.ALL,
    narrowed: Narrowed = _WIDE,
) -> Neighbours:
    """Return what stands around a contribution in the queue, also once it waits no longer.

    Refuses with NotAllowed all but moderators and editors.
    """
    document = contribution.document
    require(viewer, Permission.QUEUE_READ, document)
    query = select(Contribution).where(_within(document, viewer, narrowed), _chosen(show)).limit(1)
    before = query.where(_earlier_than(contribution.id)).order_by(*(key.desc() for key in _BY_AGE))
    after = query.where(_later_than(contribution.id)).order_by(*_BY_AGE)
    return Neighbours(db.scalars(before).first(), db.scalars(after).first())


def may_see_held(viewer: Viewer, document: Document) -> bool:
    """Tell whether what is held is this viewer's to look after."""
    return can(viewer, Permission.CONTRIBUTION_HOLD, document)


def _within(document: Document, viewer: Viewer, narrowed: Narrowed) -> ColumnElement[bool]:
    found = [
        Contribution.document_id == document.id,
        contributions.visible_to(viewer, document),
    ]
    if narrowed.section is not None:
        found.append(Contribution.section_id == narrowed.section.id)
    if narrowed.language is not None:
        found.append(Contribution.language == narrowed.language)
    if narrowed.round is not None:
        found.append(Contribution.round_id == narrowed.round.id)
    if narrowed.said_before is not None:
        found.append(Contribution.said_on < narrowed.said_before)
    return and_(*found)


def _chosen(show: Show) -> ColumnElement[bool]:
    waits = Contribution.outcome.is_(None)
    match show:
        case Show.PROPOSALS:
            return and_(waits, Contribution.kind == ContributionKind.PROPOSAL)
        case Show.COMMENTS:
            return and_(waits, Contribution.kind == ContributionKind.THREAD)
        case Show.HELD:
            held = select(Comment.id).where(
                Comment.contribution_id == Contribution.id, Comment.held_at.is_not(None)
            )
            return or_(Contribution.held_at.is_not(None), held.exists())
    return waits


def _later_than(contribution_id: str) -> ColumnElement[bool]:
    return tuple_(*_BY_AGE) > _place_of(contribution_id)


def _earlier_than(contribution_id: str) -> ColumnElement[bool]:
    return tuple_(*_BY_AGE) < _place_of(contribution_id)


def _place_of(contribution_id: str) -> ScalarSelect[Any]:
    place = select(*_BY_AGE).where(Contribution.id == contribution_id).correlate(None)
    return place.scalar_subquery()
