"""Reacting happens in rounds, and a round is settled when everything has an outcome."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import comments, proposals, rounds, threads
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Account, Comment, Document, Outcome, ShownAs, Text

DAY = timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


def test_a_document_without_rounds_is_open(db: Session, text: Text, cast: Cast) -> None:
    assert rounds.open_for_reacting(db, cast.document, on=TODAY) is None


@pytest.mark.parametrize("offset", [-7, 0, 21])
def test_a_round_is_open_from_its_first_day_through_its_last(
    db: Session, cast: Cast, offset: int
) -> None:
    opened = factories.round_(db, cast.document, by=cast.sanne)

    assert rounds.current(db, cast.document, on=TODAY + offset * DAY) is opened


@pytest.mark.parametrize("offset", [-8, 22])
def test_outside_its_days_nobody_reacts(db: Session, text: Text, cast: Cast, offset: int) -> None:
    factories.round_(db, cast.document, by=cast.sanne)
    thread = factories.thread(db, text, by=cast.noor)
    at = factories.AT + offset * DAY

    for act in (
        lambda: factories.thread(db, text, by=cast.noor, at=at),
        lambda: factories.proposal(db, text, by=cast.noor, at=at),
        lambda: comments.reply(
            db, thread.contribution, "Yes.", shown_as=ShownAs.NAME, by=cast.bram, at=at
        ),
    ):
        with pytest.raises(NotAllowed, match="round_closed"):
            act()


def test_after_a_round_words_stay_as_they_are_but_can_be_taken_back(
    db: Session, text: Text, cast: Cast
) -> None:
    factories.round_(db, cast.document, by=cast.sanne)
    thread = factories.thread(db, text, by=cast.noor)
    proposal = factories.proposal(db, text, by=cast.noor)
    after = factories.AT + 30 * DAY
    comment = db.scalars(select(Comment).filter_by(contribution_id=thread.id)).one()
    other = factories.rewording(text, "in the morning", "always")

    with pytest.raises(NotAllowed, match="round_closed"):
        comments.edit(db, comment, "Why so early?", by=cast.noor, at=after)
    with pytest.raises(NotAllowed, match="round_closed"):
        proposals.revise(db, proposal, [other], why="Shorter.", by=cast.noor, at=after)
    comments.withdraw(db, comment, by=cast.noor, at=after)
    proposals.withdraw(db, proposal, by=cast.noor, at=after)

    assert thread.contribution.outcome is Outcome.WITHDRAWN
    assert proposal.contribution.outcome is Outcome.WITHDRAWN


def test_rounds_do_not_overlap_and_do_not_end_before_they_begin(db: Session, cast: Cast) -> None:
    factories.round_(db, cast.document, by=cast.sanne)

    def another(opens: int, closes: int) -> None:
        factories.round_(
            db,
            cast.document,
            by=cast.sanne,
            opens_on=TODAY + opens * DAY,
            closes_on=TODAY + closes * DAY,
        )

    for opens, closes in ((21, 40), (-20, -7), (-20, 40), (0, 1)):
        with pytest.raises(Invalid, match="rounds_overlap"):
            another(opens, closes)
    with pytest.raises(Invalid, match="closes_before_it_opens"):
        another(40, 39)
    another(22, 22)
    assert [one.opens_on for one in rounds.for_document(db, cast.document)] == [
        TODAY + 22 * DAY,
        TODAY - 7 * DAY,
    ]


def test_a_round_is_settled_only_when_everything_has_an_outcome(
    db: Session, text: Text, cast: Cast
) -> None:
    opened = factories.round_(db, cast.document, by=cast.sanne)
    thread = factories.thread(db, text, by=cast.noor)
    after = factories.AT + 30 * DAY

    with pytest.raises(NotAllowed, match="without_outcome") as refused:
        rounds.settle(db, opened, by=cast.sanne, at=after)
    assert refused.value.values["count"] == 1
    threads.answer(db, thread, outcome=Outcome.PASSED_ON, reason="To HR.", by=cast.mirjam, at=after)
    rounds.settle(db, opened, by=cast.sanne, at=after)

    assert (opened.settled_at, opened.settled_by_id) == (after, cast.sanne.id)


def test_a_round_is_not_settled_while_it_is_open(db: Session, cast: Cast) -> None:
    opened = factories.round_(db, cast.document, by=cast.sanne)

    with pytest.raises(NotAllowed, match="round_still_open"):
        rounds.settle(db, opened, by=cast.sanne, at=factories.AT + 21 * DAY)


def test_only_the_lead_opens_and_settles_rounds(db: Session, cast: Cast) -> None:
    opened = factories.round_(db, cast.document, by=cast.sanne)
    after = factories.AT + 30 * DAY

    for who in (cast.noor, cast.mirjam, cast.claire):
        with pytest.raises(NotAllowed):
            factories.round_(db, cast.document, by=who)
        with pytest.raises(NotAllowed):
            rounds.settle(db, opened, by=who, at=after)
    with pytest.raises(NotFound):
        factories.round_(db, cast.document, by=cast.ada)


def test_of_two_rounds_planned_at_once_for_the_same_days_one_is_made(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))

    def plan() -> str:
        with database.write() as db:
            lead = db.get_one(Account, cast.sanne.id)
            factories.round_(db, db.scalars(select(Document)).one(), by=lead)
            return "planned"

    results = at_once([plan, plan])

    assert sorted(str(result) for result in results) == ["planned", "rounds_overlap"]
