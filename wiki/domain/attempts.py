"""Limits on guessing and mailing: how often something may be done in a quarter of an hour or a day.

Tries are counted per subject (an address, a network, a browser), of which only a keyed hash is
kept. A try is counted before it is judged, so that many at once can't slip through, and forgiven
when it turns out right.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wiki.errors import TooMany
from wiki.models import Attempt

WINDOW = timedelta(minutes=15)
A_DAY = KEPT = timedelta(days=1)


def count(
    db: Session,
    act: str,
    limits: Mapping[str, int],
    *,
    key: str,
    at: datetime,
    within: timedelta = WINDOW,
) -> None:
    """Count one try of an act for each subject, given the most that each may make in a window.

    A window lasts `within`, at most a day. Raises TooMany where one of them made that many; then
    nothing must be kept.
    """
    db.execute(delete(Attempt).where(Attempt.window < at - KEPT))
    window = _window(at, within)
    for subject, most in limits.items():
        if _increased(db, act, _hash(subject, key), window) > most:
            raise TooMany("too_many_tries", seconds=_left(window + within, at))


def forgive(db: Session, act: str, limits: Mapping[str, int], *, key: str, at: datetime) -> None:
    """Take one counted try of each subject in a quarter of an hour back."""
    for subject in limits:
        db.execute(
            update(Attempt)
            .where(*_is(act, _hash(subject, key), _window(at, WINDOW)), Attempt.count > 0)
            .values(count=Attempt.count - 1)
        )


def _increased(db: Session, act: str, subject_hash: str, window: datetime) -> int:
    increase = (
        update(Attempt)
        .where(*_is(act, subject_hash, window))
        .values(count=Attempt.count + 1)
        .returning(Attempt.count)
    )
    counted = db.scalar(increase)
    if counted is None:
        _begin(db, act, subject_hash, window)
        counted = db.scalar(increase)
    return counted or 0


def _begin(db: Session, act: str, subject_hash: str, window: datetime) -> None:
    try:
        with db.begin_nested():
            db.add(Attempt(act=act, subject_hash=subject_hash, window=window))
    except IntegrityError:
        pass  # somebody else began to count at the same moment


def _is(act: str, subject_hash: str, window: datetime) -> tuple[Any, ...]:
    return (Attempt.act == act, Attempt.subject_hash == subject_hash, Attempt.window == window)


def _hash(subject: str, key: str) -> str:
    return hmac.new(key.encode(), subject.encode(), hashlib.sha256).hexdigest()


def _window(at: datetime, within: timedelta) -> datetime:
    return at - timedelta(seconds=at.timestamp() % within.total_seconds())


def _left(end: datetime, at: datetime) -> int:
    return max(1, int((end - at).total_seconds()) + 1)
