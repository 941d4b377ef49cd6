"""Answers: one outcome and one reason for several comments, all or none.

Each is closed as it would be by itself: its author is told, and it can be undone by itself.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from wiki.domain import contributions, marks
from wiki.models import Account, Outcome, Thread


def give(
    db: Session,
    threads: Sequence[Thread],
    *,
    outcome: Outcome,
    reason: str,
    by: Account,
    at: datetime,
) -> None:
    """Close several talks with the same outcome and reason.

    Refuses as closing one does, whichever of them it is about; and then nothing is changed.
    """
    for thread in sorted(threads, key=lambda one: one.id):  # one order for everyone
        contributions.decide(db, thread.contribution, outcome=outcome, reason=reason, by=by, at=at)
    texts = {thread.text_id: thread.text for thread in threads}
    for key in sorted(texts):
        marks.refresh(db, texts[key])
