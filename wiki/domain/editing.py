"""Editing a text directly, for editors and the lead: other words, or back to an earlier state."""

from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import outlooks, revisions, texts
from wiki.domain.outlooks import Outlook
from wiki.domain.permissions import Permission, require
from wiki.domain.texts import Preparation
from wiki.errors import Invalid
from wiki.models import Account, Revision, Text

SUMMARY_LIMIT = 300


def save(
    db: Session,
    seen: Outlook,
    *,
    summary: str,
    by: Account,
    at: datetime,
    cautions_read: bool = False,
) -> Revision:
    """Save an editor's own words, as they were shown in an outlook.

    Refuses with NotAllowed; with Stale when the text moved on; with Invalid when nothing changes,
    without a summary, or where something must be read or settled first.
    """
    text = texts.to_revise(db, seen.text.id)
    require(by, Permission.TEXT_EDIT, text)
    outlooks.ensure_readable([seen], cautions_read=cautions_read)
    if seen.prepared is None or seen.prepared.source == text.source:
        raise Invalid("words", "unchanged")
    return texts.revise(db, text, seen.prepared, by=by, at=at, summary=_required_summary(summary))


def prepare_restoring(db: Session, text: Text, number: int) -> Preparation:
    """Return what going back to a revision would bring. Refuses when nothing would change."""
    source = revisions.source_at(db, text, number)
    if source == text.source:
        raise Invalid("number", "unchanged")
    return texts.prepare(db, text, source)


def restore(
    db: Session,
    text: Text,
    prepared: Preparation,
    *,
    number: int,
    summary: str,
    by: Account,
    at: datetime,
) -> Revision:
    """Make the words of an earlier revision the newest one; what came between stays readable."""
    require(by, Permission.TEXT_EDIT, text)
    return texts.revise(
        db, text, prepared, by=by, at=at, summary=_required_summary(summary), restores=number
    )


def _required_summary(summary: str) -> str:
    if not summary.strip():
        raise Invalid("summary", "summary_missing")
    if len(summary) > SUMMARY_LIMIT:
        raise Invalid("summary", "too_long", limit=SUMMARY_LIMIT)
    return summary.strip()
