"""The stored states of a text: read any of them, and check that each is what it was.

A state is a keyframe or a delta against the state before it; reading one replays at most the
deltas since the last keyframe (design decision 5).
"""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, bindparam, select
from sqlalchemy.orm import Session, aliased, load_only

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


_ASKED, _STEP = aliased(Revision), aliased(Revision)
_STEPS_OF = (
    select(
        _ASKED.id.label("of"),
        _STEP.number,
        _STEP.title,
        _STEP.keyframe,
        _STEP.delta,
        _STEP.sha256,
    )
    .join(
        _STEP,
        (_STEP.text_id == _ASKED.text_id)
        & _STEP.number.between(_ASKED.number - (_ASKED.number - 1) % KEYFRAME_EVERY, _ASKED.number),
    )
    .where(_ASKED.id.in_(bindparam("ids", expanding=True)))
    .order_by(_ASKED.id, _STEP.number)
)
"""The same for many revisions at once."""


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


def keyframe_of(number: int) -> int:
    """Return the number of the keyframe that a revision is replayed from."""
    return number - (number - 1) % KEYFRAME_EVERY


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
    given = {"text": text.id, "first": keyframe_of(number), "last": number}
    steps = plain.rows(db, _STEPS, given)
    if not steps or steps[-1].number != number:
        raise NotFound
    return State(number, steps[-1].title, _replayed(text, steps))


def sources_at(db: Session, text: Text, numbers: Collection[int]) -> dict[int, str]:
    """Return the sources of a text at some of its revisions, by number, in two queries."""
    earlier = {number for number in numbers if number != text.head}
    query = select(Revision).where(Revision.text_id == text.id, Revision.number.in_(earlier))
    bare = load_only(Revision.id, Revision.number, Revision.text_id)
    found = db.scalars(query.options(bare)).all() if earlier else ()
    sources = sources_of(db, found) if found else {}
    return {text.head: text.source} | {one.number: sources[one.id] for one in found}


def sources_of(db: Session, wanted: Collection[Revision]) -> dict[str, str]:
    """Return the sources of revisions by their id, in one query; their texts are loaded.

    Raises Damaged rather than give a text that was not stored.
    """
    steps: dict[str, list[Row[*tuple[Any, ...]]]] = defaultdict(list)
    for row in plain.rows(db, _STEPS_OF, {"ids": [one.id for one in wanted]}):
        steps[row.of].append(row)
    return {one.id: _replayed(one.text, steps[one.id]) for one in wanted}


def _replayed(text: Text, steps: Sequence[Row[*tuple[Any, ...]]]) -> str:
    """Return the source that steps lead to, from a keyframe on."""
    source = ""
    for step in steps:
        try:
            source = source_after(source, step.keyframe, step.delta)
        except delta.Broken:
            raise Damaged(text, step.number) from None
    if digest(source) != steps[-1].sha256:
        raise Damaged(text, steps[-1].number)
    return source


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
