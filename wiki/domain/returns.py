"""Passages that one step loses, looked for once more.

They are followed from the revision on which people spoke about them; what was gone before, from
where it last stood, since a deletion may be taken back. Only a few revisions are compared for it,
whatever the length of the history.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from wiki.domain import following, plain, revisions
from wiki.domain.following import Placed, Standing, standing
from wiki.models import Placement, Text
from wiki.text import anchors, diff, tokens
from wiki.text.diff import Piece

MOST_REVISIONS = 3

_PLACES = select(Placement.anchor_id, Placement.start, Placement.end).where(
    Placement.text_id == bindparam("text"), Placement.number == bindparam("number")
)
"""Built once."""

Stood = dict[int, list[tuple[Placed, int, int]]]
"""Placements, each with a place [start, end) of its passage in a revision, by its number."""


def found(
    db: Session,
    text: Text,
    placed: Sequence[Placed],
    pieces: Sequence[Piece],
    steps: Mapping[Standing, anchors.Placement],
) -> dict[Standing, anchors.Placement]:
    """Return where passages stand that a step from the head loses, or that it brings back.

    What comes back says so itself better than a copy of its words somewhere.
    """
    lost = [one for one in placed if one.start is not None and steps[standing(one)].start is None]
    back = _coming_back((one for one in placed if one.start is None), pieces)
    if not lost and not back:
        return {}
    _, source = diff.sides(pieces)
    stood = _as_last_stood(db, text, back)
    return _followed(db, text, _as_spoken_about(lost), source) | _followed(db, text, stood, source)


def _as_spoken_about(lost: Iterable[Placed]) -> Stood:
    stood: Stood = defaultdict(list)
    for one in lost:
        stood[one.anchor.number].append((one, one.anchor.start, one.anchor.end))
    return stood


def _as_last_stood(db: Session, text: Text, lost: Iterable[Placed]) -> Stood:
    """Return what was gone before, by the revision in which it last stood."""
    by_number: dict[int, list[Placed]] = defaultdict(list)
    for one in lost:
        if one.last_stood is not None:
            by_number[one.last_stood].append(one)
    stood: Stood = {}
    for number in _newest(by_number):
        rows = plain.rows(db, _PLACES, {"text": text.id, "number": number})
        place = {anchor: (start or 0, end or 0) for anchor, start, end in rows}
        stood[number] = [(one, *place[one.anchor_id]) for one in by_number[number]]
    return stood


def _newest(numbers: Iterable[int]) -> list[int]:
    return sorted(set(numbers), reverse=True)[:MOST_REVISIONS]


def _coming_back(lost: Iterable[Placed], pieces: Iterable[Piece]) -> list[Placed]:
    """Return those of which nearly all letters are in words that are new now.

    What was taken out for good must not land on other words that happen to be like it.
    """
    new = {word for piece in pieces if piece.op == "insert" for word in tokens.split(piece.text)}
    return [one for one in lost if new and _is_mostly_in(one.anchor.quote, new)]


def _is_mostly_in(quote: str, words: set[str]) -> bool:
    said = tokens.split(quote)
    known = sum(tokens.letters(word) for word in said if word in words)
    return known * 5 >= sum(map(tokens.letters, said)) * 4 > 0


def _followed(
    db: Session, text: Text, stood: Stood, after: str
) -> dict[Standing, anchors.Placement]:
    """Return where passages stand that are found from these places, each revision compared once."""
    again: dict[Standing, anchors.Placement] = {}
    for number in _newest(stood.keys() - {text.head}):  # from the head is the step that lost them
        before = revisions.source_at(db, text, number)
        made = [anchors.create(before, start, end) for _, start, end in stood[number]]
        steps = anchors.follow_all(made, before, after)
        for (one, _, _), step in zip(stood[number], steps, strict=True):
            judged = following.judged(one.anchor, step, after)
            if judged.start is not None:
                again[standing(one)] = judged
    return again
