"""Contributions: what everyone brought in, who sees it, and what happened with it.

`visible_to` is the one gate for threads, proposals and their comments; pages, counts and exports
all ask it. Every contribution ends in an outcome with a reason.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    String,
    and_,
    bindparam,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Session

from wiki.domain import audit, decision_rules, life, notices, reasons, search_index
from wiki.domain.life import Step
from wiki.domain.permissions import Permission, can
from wiki.domain.rounds import open_for_reacting
from wiki.domain.viewers import Viewer
from wiki.errors import AlreadyDecided, Invalid, NotFound
from wiki.models import (
    Account,
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Outcome,
    Role,
    Section,
    ShownAs,
    new_id,
)

_SIGHT = {"readable": Boolean, "viewer": String, "moderates": Boolean}
# What a query asks about a viewer to know what they see.


def _seen(
    said: type[Contribution] | type[Comment], readable: Any, viewer: Any, moderates: Any
) -> ColumnElement[bool]:
    """Say what permissions.is_in_sight says, for a query."""
    in_sight = or_(said.held_at.is_(None), said.account_id == viewer, moderates == true())
    return and_(readable == true(), in_sight)


_ASKED: dict[str, Any] = {name: bindparam(name, type_=kind) for name, kind in _SIGHT.items()}

SEEN = _seen(Contribution, **_ASKED)
"""The condition for contributions that a viewer may see, to be filled in with `sight_of`."""

COMMENT_SEEN = _seen(Comment, **_ASKED)
"""The same for comments, their contribution given."""


def sight_of(viewer: Viewer, document: Document) -> dict[str, Any]:
    """Return what SEEN and COMMENT_SEEN need to know of a viewer."""
    return {
        "readable": can(viewer, Permission.DOCUMENT_READ, document),
        "viewer": viewer.id if viewer else None,
        "moderates": can(viewer, Permission.CONTRIBUTION_HOLD, document),
    }


def _known(viewer: Viewer, document: Document) -> dict[str, Any]:
    known = sight_of(viewer, document)
    return {name: literal(known[name], kind) for name, kind in _SIGHT.items()}


def visible_to(viewer: Viewer, document: Document) -> ColumnElement[bool]:
    """Return the condition for contributions of a document that a viewer may see."""
    return _seen(Contribution, **_known(viewer, document))


def comments_visible_to(viewer: Viewer, document: Document) -> ColumnElement[bool]:
    """Return the condition for comments that a viewer may see, their contribution given."""
    return _seen(Comment, **_known(viewer, document))


def get(db: Session, document: Document, contribution_id: str, *, viewer: Viewer) -> Contribution:
    """Return a contribution the viewer may see, or refuse with NotFound."""
    query = select(Contribution).where(
        Contribution.id == contribution_id,
        Contribution.document_id == document.id,
        visible_to(viewer, document),
    )
    found = db.scalars(query).first()
    if found is None:
        raise NotFound
    return found


def open_one(
    db: Session,
    kind: ContributionKind,
    document: Document,
    section: Section | None,
    *,
    language: str,
    shown_as: ShownAs,
    by: Account,
    at: datetime,
) -> Contribution:
    """Write the row that a new thread or proposal hangs on, within the open round.

    Refuses with NotAllowed("round_closed"), or Invalid for a way of being shown that isn't offered.
    """
    if shown_as not in (ShownAs.NAME, ShownAs.ROLE):
        raise Invalid("shown_as", "not_offered")
    opened = open_for_reacting(db, document, on=at.date())
    contribution = Contribution(
        id=new_id(),
        kind=kind,
        document=document,
        section=section,
        round_id=opened.id if opened else None,
        language=language,
        number=_next_number(db, section) if section else None,
        shown_as=shown_as,
        role=role_shown(by, document, shown_as),
        account_id=by.id,
        said_on=at.date(),
        said_at=at,
    )
    db.add(contribution)
    return contribution


def role_shown(by: Account, document: Document, shown_as: ShownAs) -> Role | None:
    """Return the role to keep with something that is shown by role."""
    return by.foremost_role_on(document.id) if shown_as is ShownAs.ROLE else None


def decide(
    db: Session,
    contribution: Contribution,
    *,
    outcome: Outcome,
    reason: str,
    by: Account,
    at: datetime,
    joined: Contribution | None = None,
) -> Contribution:
    """Give a contribution its outcome and reason, and tell its author.

    Refuses with NotAllowed (also on one's own), AlreadyDecided, or Invalid without a reason.
    """
    life.begin(Step.DECIDE, contribution, by=by)
    reason = reasons.required(reason)
    if outcome is Outcome.WITHDRAWN:
        raise Invalid("outcome", "only_the_author_withdraws")
    if (outcome is Outcome.JOINED) != (joined is not None):
        raise Invalid("joined", "choose_what_it_joins")
    if joined is not None:
        _ensure_joinable(contribution, joined)
    decision_rules.ensure_agreed(db, contribution, outcome, by=by)
    _settle(db, contribution, outcome, reason, at)
    contribution.decided_by = by
    contribution.joined_id = joined.id if joined else None
    search_index.decided(db, contribution)
    audit.record(
        db,
        f"{contribution.kind}.decided",
        contribution.kind,
        contribution.id,
        by=by,
        at=at,
        outcome=outcome,
        reason=reason,
    )
    told = contribution.account_id
    key = f"outcome:{contribution.id}:{at.isoformat()}"  # one may be undone, and another follow
    notices.queue(db, "outcome", contribution, told, key=key, at=at)
    return contribution


def _ensure_joinable(contribution: Contribution, joined: Contribution) -> None:
    """Refuse to join with oneself, with what was taken back or joined, and across documents."""
    if joined.id == contribution.id:
        raise Invalid("joined", "cannot_join_itself")
    gone = joined.outcome in (Outcome.WITHDRAWN, Outcome.JOINED)
    if joined.document_id != contribution.document_id or gone:
        raise Invalid("joined", "choose_what_it_joins")


def withdraw(db: Session, contribution: Contribution, *, by: Account, at: datetime) -> None:
    """Take one's own contribution back, while it has no outcome."""
    life.begin(Step.WITHDRAW, contribution, by=by)
    _settle(db, contribution, Outcome.WITHDRAWN, "", at)
    audit.record(
        db, f"{contribution.kind}.withdrawn", contribution.kind, contribution.id, by=by, at=at
    )


def joinable(
    db: Session, contribution: Contribution, *, viewer: Viewer, most: int = 50
) -> Sequence[Contribution]:
    """Return what it can be joined with in its section and language, open ones first."""
    query = (
        select(Contribution)
        .where(
            Contribution.section_id == contribution.section_id,
            Contribution.language == contribution.language,
            Contribution.id != contribution.id,
            Contribution.outcome.is_distinct_from(Outcome.WITHDRAWN),
            Contribution.outcome.is_distinct_from(Outcome.JOINED),
            visible_to(viewer, contribution.document),
        )
        .order_by(Contribution.outcome.is_not(None), Contribution.number.desc())
        .limit(most)
    )
    return db.scalars(query).all()


def by_age(one: Contribution) -> tuple[date, int, str]:
    """Return what puts contributions in the order in which they were said."""
    return one.said_on, one.number or 0, one.id


def keep_open(db: Session, contribution: Contribution) -> None:
    """Refuse with AlreadyDecided what has its outcome; else nobody gives it one meanwhile."""
    db.refresh(contribution, ["outcome"], with_for_update={"key_share": True})
    ensure_open(contribution)


def ensure_open(contribution: Contribution) -> None:
    """Refuse with AlreadyDecided what has its outcome."""
    if contribution.outcome is not None:
        raise AlreadyDecided("already_decided", outcome=contribution.outcome)


def _settle(
    db: Session, contribution: Contribution, outcome: Outcome, reason: str, at: datetime
) -> None:
    """Set the outcome if there is none yet: of two at once, one is first."""
    first = db.execute(
        update(Contribution)
        .where(Contribution.id == contribution.id, Contribution.outcome.is_(None))
        .values(outcome=outcome, reason=reason, decided_at=at)
        .execution_options(synchronize_session=False)
    )
    if first.rowcount != 1:  # type: ignore[attr-defined]
        db.refresh(contribution)
        raise AlreadyDecided("already_decided", outcome=contribution.outcome)
    db.refresh(contribution, ["outcome", "reason", "decided_at"])


def _next_number(db: Session, section: Section) -> int:
    """Return the next number people see in a section; two at once get two numbers."""
    return db.execute(
        update(Section)
        .where(Section.id == section.id)
        .values(last_number=Section.last_number + 1)
        .returning(Section.last_number)
        .execution_options(synchronize_session=False)
    ).scalar_one()
