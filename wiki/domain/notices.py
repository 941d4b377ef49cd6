"""Notices: word for a person, written in the transaction of what it tells; ids and no words.

Nothing sends them; people find the same under what they brought in.
"""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.models import Contribution, Notice, new_id


def queue(
    db: Session, kind: str, contribution: Contribution, to: str | None, *, key: str, at: datetime
) -> Notice | None:
    """Queue a notice about a contribution to an account (by id); voices and groups get none.

    The same `key` queues once, whatever happens twice.
    """
    if to is None:
        return None
    known = db.scalars(select(Notice).where(Notice.key == key)).first()
    if known is not None:
        return known
    notice = Notice(
        id=new_id(),
        kind=kind,
        key=key,
        account_id=to,
        subject_id=contribution.id,
        queued_on=at.date(),
    )
    db.add(notice)
    return notice
