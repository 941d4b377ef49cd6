"""The stored states of a text: read any of them, and check that each is what it was.

A state is a keyframe or a delta against the state before it; reading one replays at most the
deltas since the last keyframe (design decision 5).
"""

import hashlib
from dataclasses import dataclass

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from wiki.domain import plain
from wiki.errors import NotFound, Stale
from wiki.models import Revision, Text
from wiki.text import delta

KEYFRAME_EVERY = 32

_STEPS = (
    select(Revision.number, Revision.title, Revision.keyframe, Revision.delta, Revision.sha256)
    .where(
        Revision.text_id == bindparam("text"),
        Revision.number.between(bindparam("first"), bindparam("last")),
    )
    .order_by(Revision.number)
)
"""Built once; what a state is replayed from."""


class Damaged(Exception):
    """A stored state is not what was stored: the first such one, and what its text is called."""

    def __init__(self, text: Text, number: int) -> None:
        super().__init__(f"revision {number} of text {text.id} is damaged")
        self.title = text.title
        self.number = number


def digest(source: str) -> str:
    """Return the SHA-256 of a text as hex."""
    return hashlib.sha256(source.encode()).hexdigest()


def is_keyframe(number: int) -> bool:
    """Tell whether the revision of this number is stored whole."""
    return number % KEYFRAME_EVERY == 1


def get(db: Session, text: Text, number: int) -> Revision:
    """Return one revision of a text, or refuse with NotFound."""
    query = select(Revision).where(Revision.text_id == text.id, Revision.number == number)
    revision = db.scalars(query).first()
    if revision is None:
        raise NotFound
    return revision


def ensure_not_redacted(db: Session, text: Text, number: int) -> None:
    """Refuse with Stale what was written against a revision that words were taken out of since.

    It may hold these very words. The newest revision is always one that was read without them.
    """
    if number != text.head and get(db, text, number).redacted_on is not None:
        raise Stale("text_was_redacted")


@dataclass(frozen=True, slots=True)
class State:
    """A text as it was at a revision."""

    number: int
    title: str
    source: str


def source_at(db: Session, text: Text, number: int) -> str:
    """Return the source of a text as it was at a revision, as `state_at` does."""
    return state_at(db, text, number).source


def state_at(db: Session, text: Text, number: int) -> State:
    """Return a text as it was at a revision.

    Refuses with NotFound; raises Damaged rather than show a text that was not stored.
    """
    if number == text.head:
        return State(number, text.title, text.source)
    keyframe = number - (number - 1) % KEYFRAME_EVERY
    given = {"text": text.id, "first": keyframe, "last": number}
    steps = plain.rows(db, _STEPS, given)
    if not steps or steps[-1].number != number:
        raise NotFound
    source = ""
    for step in steps:
        try:
            source = source_after(source, step.keyframe, step.delta)
        except delta.Broken:
            raise Damaged(text, step.number) from None
    if digest(source) != steps[-1].sha256:
        raise Damaged(text, number)
    return State(number, steps[-1].title, source)


def source_after(source: str, keyframe: str | None, change: str | None) -> str:
    """Return the source of a state, given that of the state before it and what is stored of it."""
    return keyframe if keyframe is not None else delta.apply(source, change or "")


def damaged(db: Session, text: Text) -> list[int]:
    """Replay the whole history of a text and return the numbers of states that don't fit."""
    query = select(Revision).where(Revision.text_id == text.id).order_by(Revision.number)
    wrong, source, expected = [], "", 1
    for state in db.scalars(query).yield_per(KEYFRAME_EVERY):
        try:
            source = source_after(source, state.keyframe, state.delta)
        except delta.Broken:
            source = ""
        if digest(source) != state.sha256 or state.number != expected:
            wrong.append(state.number)
        expected = state.number + 1
    if expected - 1 != text.head or source != text.source:
        wrong.append(text.head)
    return sorted(set(wrong))
