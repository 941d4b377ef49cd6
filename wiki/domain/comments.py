"""Comments: what people say in a thread or about a proposal, and how they take it back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from wiki.domain import audit, blocks, contributions, marks, notices, search_index
from wiki.domain.contributions import role_shown
from wiki.domain.permissions import Permission, can, require
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
    ShownAs,
    Text,
    Thread,
    new_id,
)
from wiki.text import render

LIMIT = 5_000
DEEPEST = 2


def write(
    db: Session,
    contribution: Contribution,
    source: str,
    *,
    shown_as: ShownAs,
    by: Account,
    at: datetime,
    parent: Comment | None = None,
) -> Comment:
    """Add a comment from already-permitted input; `parent` is the comment it answers."""
    source = required(source)
    comment = Comment(
        id=new_id(),
        contribution_id=contribution.id,
        contribution=contribution,
        parent_id=parent.id if parent else None,
        depth=parent.depth + 1 if parent else 0,
        source=source,
        html=_html(source, contribution),
        shown_as=shown_as,
        role=role_shown(by, contribution.document, shown_as),
        account_id=by.id,
        said_on=at.date(),
        said_at=at,
    )
    db.add(comment)
    search_index.said(db, comment)
    return comment


def find(db: Session, document: Document, comment_id: str, *, viewer: Viewer) -> Comment | None:
    """Return a comment of a document that the viewer may see, or None."""
    comment = db.get(Comment, comment_id)
    if comment is None or comment.contribution.document_id != document.id:
        return None
    return comment if can(viewer, Permission.CONTRIBUTION_READ, comment) else None


def get(db: Session, document: Document, comment_id: str, *, viewer: Viewer) -> Comment:
    """Return a comment of a document that the viewer may see, or refuse with NotFound."""
    comment = find(db, document, comment_id, viewer=viewer)
    if comment is None:
        raise NotFound
    return comment


def opens(comment: Comment) -> bool:
    """Tell whether a comment is the first of a thread; about a proposal none is."""
    return comment.parent_id is None and comment.contribution.kind is ContributionKind.THREAD


def openings(
    db: Session, listed: Iterable[Contribution], *, seen: ColumnElement[bool] | None = None
) -> dict[str, Comment]:
    """Return the comments that open the threads among these, by the id of the thread.

    Left out are withdrawn ones, and those that the condition `seen` leaves out.
    """
    threads = [one.id for one in listed if one.kind is ContributionKind.THREAD]
    if not threads:
        return {}
    query = _opening(threads).where(Comment.withdrawn_at.is_(None))
    if seen is not None:
        query = query.where(seen)
    return {one.contribution_id: one for one in db.scalars(query)}


def reply(
    db: Session,
    contribution: Contribution,
    source: str,
    *,
    shown_as: ShownAs,
    by: Account,
    at: datetime,
    to: Comment | None = None,
) -> Comment:
    """Answer in a thread, or talk about a proposal.

    Refuses with NotAllowed, also when reacting is closed; with NotFound what hangs elsewhere; with
    Invalid an empty text, or what the same person answered there today.
    """
    require(by, Permission.COMMENT_REPLY, contribution)
    open_for_reacting(db, contribution.document, on=at.date())
    if shown_as not in (ShownAs.NAME, ShownAs.ROLE):
        raise Invalid("shown_as", "not_offered")
    if to is not None and to.contribution_id != contribution.id:
        raise NotFound
    parent = _parent(db, contribution, to)
    _ensure_new(db, contribution, parent, required(source), by=by, on=at.date())
    comment = write(db, contribution, source, shown_as=shown_as, by=by, at=at, parent=parent)
    audit.record(db, "comment.written", "comment", comment.id, by=by, at=at)
    if contribution.account_id != by.id:
        told = contribution.account_id
        notices.queue(db, "reply", contribution, told, key=f"reply:{comment.id}", at=at)
    return comment


def edit(db: Session, comment: Comment, source: str, *, by: Account, at: datetime) -> Comment:
    """Change one's own words while the contribution has no outcome.

    Refuses with NotAllowed, also when reacting is closed; with AlreadyDecided what was withdrawn or
    has its outcome; with Invalid an empty or unchanged text.
    """
    require(by, Permission.COMMENT_EDIT, comment)
    if comment.withdrawn_at is not None:
        raise AlreadyDecided("already_decided", outcome=Outcome.WITHDRAWN)
    contributions.keep_open(db, comment.contribution)
    open_for_reacting(db, comment.contribution.document, on=at.date())
    source = required(source)
    if source == comment.source:
        raise Invalid("source", "unchanged")
    comment.source, comment.edited_at = source, at
    comment.html = _html(source, comment.contribution)
    search_index.reworded(db, comment)
    audit.record(db, "comment.edited", "comment", comment.id, by=by, at=at)
    return comment


def withdraw(db: Session, comment: Comment, *, by: Account, at: datetime) -> Comment:
    """Take one's own words back: they are erased, a note of their place stays.

    Withdrawing the opening of a thread that has no outcome withdraws the thread.
    """
    require(by, Permission.COMMENT_EDIT, comment)
    if comment.withdrawn_at is not None:
        raise AlreadyDecided("already_decided", outcome=Outcome.WITHDRAWN)
    comment.source = comment.html = ""
    comment.withdrawn_at = at
    search_index.erased(db, comment)
    audit.record(db, "comment.withdrawn", "comment", comment.id, by=by, at=at)
    contribution = comment.contribution
    if opens(comment) and contribution.outcome is None:
        contributions.withdraw(db, contribution, by=by, at=at)
        marks.refresh(db, db.get_one(Text, db.get_one(Thread, contribution.id).text_id))
    return comment


def required(source: str) -> str:
    """Return a comment's words without blanks around them, or refuse with Invalid."""
    if not source.strip():
        raise Invalid("source", "comment_missing")
    if len(source) > LIMIT:
        raise Invalid("source", "too_long", limit=LIMIT)
    return source.strip()


def _opening(threads: Sequence[str]) -> Select[Comment]:
    return select(Comment).where(Comment.contribution_id.in_(threads), Comment.parent_id.is_(None))


def _ensure_new(
    db: Session,
    contribution: Contribution,
    parent: Comment | None,
    source: str,
    *,
    by: Account,
    on: date,
) -> None:
    said = select(Comment.id).where(
        Comment.contribution_id == contribution.id,
        Comment.parent_id == (parent.id if parent else None),
        Comment.account_id == by.id,
        Comment.source == source,
        Comment.withdrawn_at.is_(None),
        Comment.said_on == on,  # another day it may be an answer to something else
    )
    if db.scalars(said).first():
        raise Invalid("source", "already_said")


def _parent(db: Session, contribution: Contribution, to: Comment | None) -> Comment | None:
    """Return the comment an answer hangs under; in a thread only the opening hangs under none."""
    if to is None and contribution.kind is ContributionKind.THREAD:
        return db.scalars(_opening([contribution.id])).one()
    return db.get(Comment, to.parent_id) if to and to.depth == DEEPEST else to


def _html(source: str, contribution: Contribution) -> str:
    return render.whole_to_html(blocks.split(source), contribution.language)
