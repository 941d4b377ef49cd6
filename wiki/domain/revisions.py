"""The stored states of a text: read any of them, and check that each is what it was.

A state is a keyframe or a delta against the state before it; reading one replays at most the
deltas since the last keyframe (design decision 5).
"""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.errors import NotFound
from wiki.models import Revision, Text
from wiki.text import delta

KEYFRAME_EVERY = 32


class Damaged(Exception):
    """A stored state is not what was stored; `text_id` and `number` name the first such one."""

    def __init__(self, text_id: str, number: int) -> None:
        super().__init__(f"revision {number} of text {text_id} is damaged")
        self.text_id = text_id
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


def source_at(db: Session, text: Text, number: int) -> str:
    """Return the source of a text as it was at a revision.

    Refuses with NotFound; raises Damaged rather than show a text that was not stored.
    """
    if number == text.head:
        return text.source
    keyframe = number - (number - 1) % KEYFRAME_EVERY
    query = (
        select(Revision)
        .where(Revision.text_id == text.id, Revision.number.between(keyframe, number))
        .order_by(Revision.number)
    )
    states = db.scalars(query).all()
    if not states or states[-1].number != number:
        raise NotFound
    return replay(states)


def replay(states: Sequence[Revision]) -> str:
    """Return the source after a keyframe and the deltas that follow it, or raise Damaged."""
    source = ""
    for state in states:
        try:
            source = source_after(source, state)
        except delta.Broken:
            raise Damaged(state.text_id, state.number) from None
    last = states[-1]
    if digest(source) != last.sha256:
        raise Damaged(last.text_id, last.number)
    return source


def source_after(source: str, state: Revision) -> str:
    """Return the source of a state, given that of the state before it."""
    if state.keyframe is not None:
        return state.keyframe
    return delta.apply(source, state.delta or "")


def damaged(db: Session, text: Text) -> list[int]:
    """Replay the whole history of a text and return the numbers of states that don't fit."""
    query = select(Revision).where(Revision.text_id == text.id).order_by(Revision.number)
    wrong, source, expected = [], "", 1
    for state in db.scalars(query).yield_per(KEYFRAME_EVERY):
        try:
            source = source_after(source, state)
        except delta.Broken:
            source = ""
        if digest(source) != state.sha256 or state.number != expected:
            wrong.append(state.number)
        expected = state.number + 1
    if expected - 1 != text.head or source != text.source:
        wrong.append(text.head)
    return sorted(set(wrong))
