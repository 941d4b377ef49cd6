"""Reacting happens in rounds, and a round is settled when everything has an outcome."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import comments, proposals, rounds, threads
from wiki.domain.rounds import Reacting
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Account, Audit, Comment, Document, Outcome, Round, ShownAs, Text

DAY = timedelta(days=1)
TODAY = factories.TODAY


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


def plan(db: Session, cast: Cast, opens: int, closes: int) -> Round:
    days = {"opens_on": TODAY + opens * DAY, "closes_on": TODAY + closes * DAY}
    planned = factories.round_(db, cast.document, by=cast.sanne, **days)
    db.flush()
    return planned


def change(db: Session, cast: Cast, planned: Round, opens: int, closes: int, on: int = 0) -> None:
    rounds.change(
        db,
        planned,
        titles={"en": "Spring", "nl": "Lente"},
        opens_on=TODAY + opens * DAY,
        closes_on=TODAY + closes * DAY,
        seen=rounds.state(planned),
        by=cast.sanne,
        at=factories.AT + on * DAY,
    )


def test_a_document_without_rounds_is_open(db: Session, text: Text, cast: Cast) -> None:
    assert rounds.open_for_reacting(db, cast.document, on=TODAY) is None


@pytest.mark.parametrize("offset", [-7, 0, 21])
def test_a_round_is_open_from_its_first_day_through_its_last(
    db: Session, cast: Cast, offset: int
) -> None:
    opened = factories.round_(db, cast.document, by=cast.sanne)

    assert rounds.current(db, cast.document, on=TODAY + offset * DAY) is opened


def test_until_the_first_round_begins_everyone_reacts_as_before(
    db: Session, text: Text, cast: Cast
) -> None:
    plan(db, cast, 7, 21)

    assert rounds.reacting(db, cast.document, on=TODAY) == Reacting(True, None, TODAY + 7 * DAY)
    thread = factories.thread(db, text, by=cast.noor)

    assert thread.contribution.round_id is None


@pytest.mark.parametrize("offset", [22, 40])
def test_outside_its_days_nobody_reacts(db: Session, text: Text, cast: Cast, offset: int) -> None:
    factories.round_(db, cast.document, by=cast.sanne)
    thread = factories.thread(db, text, by=cast.noor)
    at = factories.AT + offset * DAY

    for act in (
        lambda: factories.thread(db, text, by=cast.noor, words="And later?", at=at),
        lambda: factories.proposal(db, text, by=cast.noor, at=at),
        lambda: comments.reply(
            db, thread.contribution, "Yes.", shown_as=ShownAs.NAME, by=cast.bram, at=at
        ),
    ):
        with pytest.raises(NotAllowed, match="round_closed"):
            act()


def test_between_rounds_a_refusal_tells_when_the_next_one_opens(db: Session, cast: Cast) -> None:
    plan(db, cast, -7, 21)
    plan(db, cast, 60, 70)
    plan(db, cast, 40, 50)
    between, after = TODAY + 30 * DAY, TODAY + 80 * DAY

    with pytest.raises(NotAllowed, match="round_closed") as refused:
        rounds.open_for_reacting(db, cast.document, on=between)
    assert refused.value.values == {"opens_on": TODAY + 40 * DAY}
    assert not rounds.is_reacting_open(db, cast.document, on=between)
    assert rounds.reacting(db, cast.document, on=after) == Reacting(False, None, None)


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

    for opens, closes in ((21, 40), (-20, -7), (-20, 40), (0, 1)):
        with pytest.raises(Invalid, match="rounds_overlap"):
            plan(db, cast, opens, closes)
    with pytest.raises(Invalid, match="closes_before_it_opens"):
        plan(db, cast, 40, 39)
    plan(db, cast, 22, 22)
    assert [one.opens_on for one in rounds.for_document(db, cast.document)] == [
        TODAY + 22 * DAY,
        TODAY - 7 * DAY,
    ]


def test_a_round_that_is_over_can_not_be_planned(db: Session, cast: Cast) -> None:
    days = {"opens_on": TODAY - 9 * DAY, "closes_on": TODAY - DAY}

    with pytest.raises(Invalid, match="round_is_in_the_past"):
        rounds.open_round(
            db, cast.document, titles={"en": "Late"}, **days, by=cast.sanne, at=factories.AT
        )

    assert rounds.for_document(db, cast.document) == []


def test_a_round_that_has_not_begun_gets_other_titles_and_days(db: Session, cast: Cast) -> None:
    planned = plan(db, cast, 7, 21)
    plan(db, cast, 40, 50)

    change(db, cast, planned, 10, 39)

    assert planned.titles == {"en": "Spring", "nl": "Lente"}
    assert (planned.opens_on, planned.closes_on) == (TODAY + 10 * DAY, TODAY + 39 * DAY)
    for opens, closes, refused in (
        (10, 40, "rounds_overlap"),
        (10, 9, "closes_before_it_opens"),
        (-9, -2, "round_is_in_the_past"),
    ):
        with pytest.raises(Invalid, match=refused):
            change(db, cast, planned, opens, closes)


def test_a_round_that_has_begun_keeps_its_first_day_and_can_be_closed_at_once(
    db: Session, cast: Cast
) -> None:
    opened = plan(db, cast, -7, 21)

    with pytest.raises(Invalid, match="first_day_stays"):
        change(db, cast, opened, -6, 21)
    with pytest.raises(Invalid, match="round_is_in_the_past"):
        change(db, cast, opened, -7, -2)
    change(db, cast, opened, -7, 0)
    assert rounds.is_reacting_open(db, cast.document, on=TODAY)
    change(db, cast, opened, -7, -1)
    assert not rounds.is_reacting_open(db, cast.document, on=TODAY)
    change(db, cast, opened, -7, -1, on=9)  # other titles only
    change(db, cast, opened, -7, 30)
    assert rounds.current(db, cast.document, on=TODAY) is opened


def test_of_two_who_change_a_round_the_second_is_told(db: Session, cast: Cast) -> None:
    opened = plan(db, cast, -7, 21)
    seen = rounds.state(opened)
    change(db, cast, opened, -7, 30)
    as_seen = {"titles": {"en": "Autumn"}, "opens_on": opened.opens_on, "closes_on": TODAY}

    with pytest.raises(Stale, match="round_changed"):
        rounds.change(db, opened, **as_seen, seen=seen, by=cast.sanne, at=factories.AT)

    assert (opened.titles["en"], opened.closes_on) == ("Spring", TODAY + 30 * DAY)


def test_today_becomes_the_last_day_and_nothing_else_changes(db: Session, cast: Cast) -> None:
    opened = plan(db, cast, -7, 21)
    change(db, cast, opened, -7, 30)

    rounds.end(db, opened, by=cast.sanne, at=factories.AT)

    assert (opened.titles["en"], opened.closes_on) == ("Spring", TODAY)
    with pytest.raises(NotAllowed, match="round_not_open"):
        rounds.end(db, opened, by=cast.sanne, at=factories.AT)


def test_a_planned_round_does_not_move_into_the_past(db: Session, cast: Cast) -> None:
    planned = plan(db, cast, 5, 9)

    for opens, closes in ((-30, -1), (-1, 9), (5, -1)):
        with pytest.raises(Invalid):
            change(db, cast, planned, opens, closes)

    assert rounds.is_reacting_open(db, cast.document, on=TODAY)


def test_a_settled_round_stays_as_it_is(db: Session, cast: Cast) -> None:
    opened = plan(db, cast, -7, 21)
    rounds.settle(db, opened, by=cast.sanne, at=factories.AT + 22 * DAY)

    with pytest.raises(NotAllowed, match="round_is_settled"):
        change(db, cast, opened, -7, 30, on=22)


def test_a_round_is_removed_only_before_it_begins(db: Session, cast: Cast) -> None:
    begun, planned = plan(db, cast, -7, 0), plan(db, cast, 1, 21)

    with pytest.raises(NotAllowed, match="round_has_begun"):
        rounds.remove(db, begun, by=cast.sanne, at=factories.AT)
    rounds.remove(db, planned, by=cast.sanne, at=factories.AT)

    assert rounds.for_document(db, cast.document) == [begun]
    written = db.scalars(select(Audit).where(Audit.verb == "round.removed")).one()
    assert written.subject_id == planned.id


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


def test_only_the_lead_plans_changes_removes_and_settles_rounds(db: Session, cast: Cast) -> None:
    opened, planned = plan(db, cast, -7, 21), plan(db, cast, 60, 70)
    after = factories.AT + 30 * DAY
    same: dict[str, Any] = {
        "opens_on": planned.opens_on,
        "closes_on": planned.closes_on,
        "titles": {"en": "Mine"},
        "seen": rounds.state(planned),
    }

    for who in (cast.noor, cast.mirjam, cast.claire):
        with pytest.raises(NotAllowed):
            factories.round_(db, cast.document, by=who)
        with pytest.raises(NotAllowed):
            rounds.settle(db, opened, by=who, at=after)
        with pytest.raises(NotAllowed):
            rounds.change(db, planned, **same, by=who, at=after)
        with pytest.raises(NotAllowed):
            rounds.remove(db, planned, by=who, at=after)
        with pytest.raises(NotAllowed):
            rounds.end(db, opened, by=who, at=factories.AT)
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
