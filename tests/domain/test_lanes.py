"""Open suggestions about the same passage stand side by side, where their words are now."""

from __future__ import annotations

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import blocks, holds, lanes, proposals, texts
from wiki.domain.edits import WordsEdit
from wiki.models import Account, Text

DAYS = "# Days\n\nWe answer within two weeks.\n\nNobody shouts.\n\n- One\n- Two\n\nA last line.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


def shape(db: Session, text: Text, viewer: Account | None) -> list[tuple[int, int, int]]:
    """Return of each lane where it is, how many blocks it has, and how many wordings."""
    db.flush()
    found = lanes.of_text(db, text, viewer=viewer)
    return [(lane.first, lane.count, len(lane.edits)) for lane in found]


def put_in(db: Session, text: Text, place: int, words: str, by: Account) -> None:
    factories.proposal(db, text, by=by, wanted=[WordsEdit(text, text.head, place, 0, words)])


def test_rivals_of_a_paragraph_share_a_lane_and_others_do_not(
    db: Session, text: Text, cast: Cast
) -> None:
    factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    factories.proposal(db, text, "shouts", "whispers", by=cast.noor)
    factories.proposal(db, text, "We answer", "All of us answer", by=cast.bram)

    assert shape(db, text, cast.mirjam) == [(1, 1, 2), (2, 1, 1)]


def test_a_suggestion_over_several_paragraphs_draws_their_lanes_together(
    db: Session, text: Text, cast: Cast
) -> None:
    factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    factories.proposal(db, text, "shouts", "whispers", by=cast.noor)
    factories.proposal(db, text, "A last", "The last", by=cast.noor)
    whole = "".join(block.source for block in blocks.split(text.source)[1:3])
    factories.proposal(
        db, text, by=cast.bram, wanted=[WordsEdit(text, 1, 1, 2, whole.replace(".", "!"))]
    )

    assert shape(db, text, cast.mirjam) == [(1, 2, 3), (4, 1, 1)]


def test_a_place_between_is_a_question_of_its_own(db: Session, text: Text, cast: Cast) -> None:
    factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    put_in(db, text, 2, "We say thanks.\n\n", cast.bram)
    put_in(db, text, 2, "We greet.\n\n", cast.tomasz)
    put_in(db, text, 0, "First of all.\n\n", cast.tomasz)

    assert shape(db, text, cast.mirjam) == [(0, 0, 1), (1, 1, 1), (2, 0, 2)]
    keys = [lane.key for lane in lanes.of_text(db, text, viewer=cast.mirjam)]
    ids = [block.id for block in text.blocks]
    assert keys == ["after.start", ids[1], f"after.{ids[1]}"]


def test_a_lane_is_found_by_any_of_its_blocks(db: Session, text: Text, cast: Cast) -> None:
    whole = "".join(block.source for block in blocks.split(text.source)[1:3])
    factories.proposal(
        db, text, by=cast.bram, wanted=[WordsEdit(text, 1, 1, 2, whole.replace(".", "!"))]
    )
    db.flush()
    (lane,) = listed = lanes.of_text(db, text, viewer=cast.mirjam)
    ids = [block.id for block in text.blocks]

    assert [lanes.at(listed, key, ids) for key in ids] == [None, lane, lane, None, None]
    assert lanes.at(listed, "gone", ids) is None


def test_lanes_follow_the_text(db: Session, text: Text, cast: Cast) -> None:
    factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    prepared = texts.prepare(db, text, text.source.replace("# Days", "# Days\n\nA new line."))
    texts.revise(db, text, prepared, by=None, at=factories.AT)
    factories.proposal(db, text, "We answer", "All of us answer", by=cast.bram)

    assert shape(db, text, cast.mirjam) == [(2, 1, 2)]
    (lane,) = lanes.of_text(db, text, viewer=cast.mirjam)
    first, second = lanes.rivals(db, text, lane, viewer=cast.mirjam)
    assert first.now.wanted == "We answer within a month.\n\n"
    assert second.now.wanted == "All of us answer within two weeks.\n\n"


def test_what_has_its_outcome_or_is_out_of_sight_is_in_none(
    db: Session, text: Text, cast: Cast
) -> None:
    gone = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    proposals.withdraw(db, gone, by=cast.noor, at=factories.AT)
    held = factories.proposal(db, text, "two weeks", "ten days", by=cast.bram)
    holds.hold(db, held.contribution, reason="A name.", by=cast.mirjam, at=factories.AT)
    factories.proposal(db, text, "two weeks", "one week", by=cast.tomasz)

    assert shape(db, text, cast.noor) == [(1, 1, 1)]
    assert shape(db, text, cast.bram) == [(1, 1, 2)]
    assert shape(db, text, cast.mirjam) == [(1, 1, 2)]


def test_many_suggestions_cost_no_more_queries_than_two(
    db: Session, text: Text, cast: Cast
) -> None:
    def queries() -> int:
        db.flush()
        db.expunge_all()
        own = db.get_one(Text, text.id)
        asked: list[str] = []

        def note(*about: object) -> None:
            asked.append(str(about[2]))

        viewer = db.get_one(Account, cast.mirjam.id)
        engine = db.get_bind()
        event.listen(engine, "before_cursor_execute", note)
        for lane in lanes.of_text(db, own, viewer=viewer)[:1]:
            lanes.rivals(db, own, lane, viewer=viewer)
        event.remove(engine, "before_cursor_execute", note)
        return len(asked)

    for number in range(2):
        factories.proposal(db, text, "two weeks", f"{number} days", by=cast.noor)
    few = queries()
    fresh, noor = db.get_one(Text, text.id), db.get_one(Account, cast.noor.id)
    for number in range(2, 30):
        factories.proposal(db, fresh, "two weeks", f"{number} days", by=noor)

    assert queries() == few
