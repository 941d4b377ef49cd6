"""The steps in the life of a suggestion are those of one table, for everybody at every stage."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories, life
from tests.cast import Cast
from wiki.domain import approvals, decisions, holds, proposals, supports, undoing
from wiki.domain.life import LIFE, Stage, Step, stage_of
from wiki.domain.permissions import can
from wiki.errors import Refusal
from wiki.models import Account, Outcome, Proposal, Stance, Text

LATER = factories.AT + timedelta(days=1)
STAGES = [stage for stage in Stage if stage is not Stage.DRAFT]
Take = Callable[[Session, Proposal, Account], Any]


def _reword(db: Session, one: Proposal, by: Account) -> None:
    text = one.wordings[0].edits[0].text
    assert text is not None
    words = factories.rewording(text, "in the morning", "always")
    proposals.revise(db, one, [words], why="", by=by, at=LATER)


def _decide(db: Session, one: Proposal, by: Account) -> None:
    decisions.decide(db, one, outcome=Outcome.NOT_ADOPTED, reason="No.", by=by, at=factories.AT)


def _undo(db: Session, one: Proposal, by: Account) -> None:
    seen = undoing.prepare(db, one.contribution, by=by)
    undoing.undo(db, one.contribution, reason="Too soon.", seen=seen, by=by, at=LATER)


TAKEN: dict[Step, Take] = {
    Step.REWORD: _reword,
    Step.SUPPORT: lambda db, one, by: supports.stand_behind(db, one, by=by, at=LATER),
    Step.APPROVE: lambda db, one, by: approvals.give(
        db, one.contribution, stance=Stance.ADOPT, by=by, at=LATER
    ),
    Step.DECIDE: _decide,
    Step.WITHDRAW: lambda db, one, by: proposals.withdraw(db, one, by=by, at=LATER),
    Step.UNDO: _undo,
}
"""How the steps are taken whose stage and permission decide alone."""


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


def at_stage(db: Session, text: Text, cast: Cast, stage: Stage) -> Proposal:
    one = factories.proposal(db, text, by=cast.noor)
    db.flush()
    if stage is Stage.HELD:
        holds.hold(db, one.contribution, reason="A name.", by=cast.mirjam, at=factories.AT)
    if stage is Stage.DECIDED:
        _decide(db, one, cast.mirjam)
    if stage is Stage.WITHDRAWN:
        proposals.withdraw(db, one, by=cast.noor, at=factories.AT)
    db.flush()
    assert stage_of(one.contribution) is stage
    return one


@pytest.mark.parametrize("who", ["noor", "bram", "mirjam", "sanne"])
@pytest.mark.parametrize("stage", STAGES)
def test_a_step_is_taken_by_whom_and_where_the_table_says(
    db: Session, text: Text, cast: Cast, stage: Stage, who: str
) -> None:
    one, by = at_stage(db, text, cast, stage), getattr(cast, who)
    for step, take in TAKEN.items():
        rule = LIFE[step]
        allowed = stage in rule.before and can(by, rule.permission, one.contribution)
        tried = db.begin_nested()
        try:
            take(db, one, by)
            db.flush()
            taken, after = True, stage_of(one.contribution)
        except Refusal:
            taken, after = False, stage
        tried.rollback()
        db.expire_all()

        assert (step, taken) == (step, allowed)
        assert after is ((rule.after or stage) if allowed else stage)


def test_what_is_out_of_sight_is_held_again_when_its_decision_is_undone(
    db: Session, text: Text, cast: Cast
) -> None:
    one = at_stage(db, text, cast, Stage.HELD)
    _decide(db, one, cast.mirjam)

    _undo(db, one, cast.claire)

    assert stage_of(one.contribution) is Stage.HELD
    assert "it is held then, not open" in life.page()


def test_every_stage_can_be_reached_and_left_but_the_withdrawn() -> None:
    reached = {rule.after for rule in LIFE.values()}
    left = {stage for rule in LIFE.values() if rule.after for stage in rule.before}

    assert reached - {None} == set(Stage) - {Stage.DRAFT}
    assert left == set(Stage) - {Stage.WITHDRAWN}


def test_the_page_is_drawn_from_the_table() -> None:
    assert life.PAGE.read_text(encoding="utf-8") == life.page(), "run make guard"
