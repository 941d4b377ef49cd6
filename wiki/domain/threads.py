"""Threads: talk about a passage, from its first comment to its outcome.

Whatever changes what may be marked in the text (a thread opened, answered, held, put back) marks
it anew in the same transaction.
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from wiki.domain import audit, comments, contributions, holds, locks, marks, placements, plain
from wiki.domain.passages import Passage
from wiki.domain.permissions import Permission, require
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid, NotFound
from wiki.models import (
    Account,
    Anchor,
    Comment,
    Contribution,
    ContributionKind,
    Document,
    Outcome,
    ShownAs,
    Text,
    Thread,
)

_SAID_HERE = (
    select(Comment.id)
    .join(Contribution, Contribution.id == Comment.contribution_id)
    .join(Anchor, Anchor.contribution_id == Contribution.id)
    .where(
        Comment.account_id == bindparam("account"),
        Comment.source == bindparam("source"),
        Comment.parent_id.is_(None),
        Comment.withdrawn_at.is_(None),
        Contribution.outcome.is_(None),
        Anchor.text_id == bindparam("text"),
        Anchor.number == bindparam("seen"),
        Anchor.start == bindparam("start"),
        Anchor.end == bindparam("end"),
    )
)
"""Built once, since every comment asks it."""


def open_thread(
    db: Session,
    text: Text,
    passage: Passage,
    source: str,
    *,
    seen: int,
    shown_as: ShownAs,
    by: Account,
    at: datetime,
) -> Thread:
    """Open a talk about a passage of revision `seen`, with its first comment.

    Refuses with NotAllowed, also outside a round; with Invalid an empty comment, or what the same
    person says there already.
    """
    require(by, Permission.THREAD_OPEN, text)
    source = comments.required(source)
    text = locks.hold_text(db, text)
    _ensure_new(db, text, passage, source, seen=seen, by=by)
    contribution = contributions.open_one(
        db,
        ContributionKind.THREAD,
        text.section.document,
        text.section,
        language=text.language,
        shown_as=shown_as,
        by=by,
        at=at,
    )
    thread = Thread(id=contribution.id, contribution=contribution, text=text)
    db.add(thread)
    comments.write(db, contribution, source, shown_as=shown_as, by=by, at=at)
    placements.place(db, text, contribution, passage, seen=seen)
    marks.refresh(db, text)
    audit.record(db, "thread.opened", "thread", thread.id, by=by, at=at)
    return thread


def _ensure_new(
    db: Session, text: Text, passage: Passage, source: str, *, seen: int, by: Account
) -> None:
    """Refuse what somebody says at a passage already: going back and sending again is no wish."""
    said = {"account": by.id, "source": source}
    place = {"text": text.id, "seen": seen, "start": passage.start, "end": passage.end}
    if plain.rows(db, _SAID_HERE, said | place):
        raise Invalid("source", "already_said")


def get(db: Session, document: Document, thread_id: str, *, viewer: Viewer) -> Thread:
    """Return a thread the viewer may see, or refuse with NotFound."""
    contributions.get(db, document, thread_id, viewer=viewer)
    thread = db.get(Thread, thread_id)
    if thread is None:
        raise NotFound
    return thread


def get_many(
    db: Session, document: Document, ids: Collection[str], *, viewer: Viewer
) -> Sequence[Thread]:
    """Return threads the viewer may see, those opened first coming first.

    Takes a fixed number of queries; ids of anything else are left out.
    """
    query = (
        select(Thread)
        .join(Thread.contribution)
        .where(
            Thread.id.in_(ids),
            Contribution.document_id == document.id,
            contributions.visible_to(viewer, document),
        )
        .options(
            contains_eager(Thread.contribution).joinedload(Contribution.account),
            contains_eager(Thread.contribution).joinedload(Contribution.decided_by),
            joinedload(Thread.text),
        )
        .order_by(Contribution.said_on, Contribution.section_id, Contribution.number, Thread.id)
    )
    return db.scalars(query).all() if ids else []


def answer(
    db: Session,
    thread: Thread,
    *,
    outcome: Outcome,
    reason: str,
    by: Account,
    at: datetime,
    joined: Contribution | None = None,
) -> Thread:
    """Close a talk by giving it its outcome and reason."""
    contributions.decide(
        db, thread.contribution, outcome=outcome, reason=reason, by=by, at=at, joined=joined
    )
    marks.refresh(db, thread.text)
    return thread


def withdraw(db: Session, thread: Thread, *, by: Account, at: datetime) -> None:
    """Take one's own talk back; what others said in it stays readable."""
    contributions.withdraw(db, thread.contribution, by=by, at=at)
    marks.refresh(db, thread.text)


def hold(db: Session, thread: Thread, *, reason: str, by: Account, at: datetime) -> None:
    """Take a talk out of sight."""
    holds.hold(db, thread.contribution, reason=reason, by=by, at=at)
    marks.refresh(db, thread.text)


def put_back(db: Session, thread: Thread, *, by: Account, at: datetime) -> None:
    """Show a talk again."""
    holds.put_back(db, thread.contribution, by=by, at=at)
    marks.refresh(db, thread.text)


def comments_on(
    db: Session, contribution_ids: Sequence[str], document: Document, *, viewer: Viewer
) -> Sequence[Comment]:
    """Return the comments a viewer may see on these contributions, in the order they were made."""
    query = (
        select(Comment)
        .where(
            Comment.contribution_id.in_(contribution_ids),
            contributions.comments_visible_to(viewer, document),
        )
        .options(joinedload(Comment.account))
        .order_by(Comment.said_on, Comment.said_at, Comment.id)
    )
    return db.scalars(query).all()
