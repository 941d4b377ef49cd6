"""Who has the same wish stands behind a suggestion; everyone reads how many, never who."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import decisions, erasure, own_data, proposals, supports
from wiki.domain.supports import Backing
from wiki.errors import AlreadyDecided, NotAllowed, NotFound
from wiki.models import Account, Notice, Outcome, Proposal, Support, Text


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


@pytest.fixture
def proposal(db: Session, cast: Cast, text: Text) -> Proposal:
    return factories.proposal(db, text, by=cast.noor)


def behind(db: Session, proposal: Proposal, by: Account) -> None:
    supports.stand_behind(db, proposal, by=by, at=factories.AT)
    db.flush()


def seen(db: Session, proposal: Proposal, viewer: Account | None) -> Backing | None:
    return supports.of(db, [proposal.id], viewer=viewer).get(proposal.id)


def test_a_person_counts_once_however_often_they_say_it(
    db: Session, proposal: Proposal, cast: Cast
) -> None:
    for who in (cast.bram, cast.bram, cast.tomasz):
        behind(db, proposal, who)

    assert seen(db, proposal, cast.bram) == Backing(2, own=True)
    assert seen(db, proposal, cast.noor) == Backing(2)
    assert seen(db, proposal, None) == Backing(2)


def test_a_new_wording_has_to_be_stood_behind_anew(
    db: Session, proposal: Proposal, text: Text, cast: Cast
) -> None:
    behind(db, proposal, cast.bram)
    again = factories.rewording(text, "in the morning", "always")
    proposals.revise(db, proposal, [again], why="", by=cast.noor, at=factories.AT)

    assert seen(db, proposal, cast.bram) == Backing(0, own=False, was=True)

    behind(db, proposal, cast.bram)
    assert seen(db, proposal, cast.bram) == Backing(1, own=True)


def test_one_steps_back(db: Session, proposal: Proposal, cast: Cast) -> None:
    behind(db, proposal, cast.bram)

    supports.step_back(db, proposal, by=cast.bram)

    assert seen(db, proposal, cast.bram) is None


def test_nobody_stands_behind_their_own_nor_without_a_part(
    db: Session, proposal: Proposal, cast: Cast
) -> None:
    with pytest.raises(NotAllowed):
        behind(db, proposal, cast.noor)
    with pytest.raises(NotFound):
        behind(db, proposal, cast.otis)


def test_what_has_its_outcome_is_left_as_it_was(
    db: Session, proposal: Proposal, cast: Cast
) -> None:
    behind(db, proposal, cast.bram)
    decisions.decide(
        db, proposal, outcome=Outcome.NOT_ADOPTED, reason="No.", by=cast.mirjam, at=factories.AT
    )

    with pytest.raises(AlreadyDecided):
        behind(db, proposal, cast.tomasz)
    with pytest.raises(AlreadyDecided):
        supports.step_back(db, proposal, by=cast.bram)


def test_outside_a_round_nobody_begins_to_stand_behind_anything(
    db: Session, proposal: Proposal, cast: Cast
) -> None:
    closed = factories.TODAY - timedelta(days=1)
    factories.round_(
        db, cast.document, by=cast.sanne, opens_on=closed - timedelta(days=9), closes_on=closed
    )
    db.flush()

    with pytest.raises(NotAllowed):
        behind(db, proposal, cast.bram)


def test_all_who_stand_behind_it_are_told_the_outcome(
    db: Session, proposal: Proposal, cast: Cast
) -> None:
    for who in (cast.bram, cast.tomasz):
        behind(db, proposal, who)

    factories.adopted(db, proposal, by=cast.mirjam)

    told = {(one.account_id, one.kind) for one in db.scalars(select(Notice))}
    assert told == {
        (cast.noor.id, "outcome"),
        (cast.bram.id, "supported"),
        (cast.tomasz.id, "supported"),
    }


def test_it_is_in_ones_data_and_goes_with_the_account(
    db: Session, proposal: Proposal, cast: Cast
) -> None:
    behind(db, proposal, cast.bram)

    (mine,) = own_data.of(db, cast.bram)["stands_behind"]
    assert mine["proposal_id"] == proposal.id

    erasure.erase(db, cast.bram, by=cast.bram, at=factories.AT)
    db.flush()
    assert db.scalars(select(Support)).all() == []
