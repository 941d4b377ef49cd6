"""Where the document asks for it, several people agree before anything is adopted or declined."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import approvals, decision_rules, decisions, proposals, threads
from wiki.errors import AlreadyDecided, Invalid, NotAllowed, Stale
from wiki.models import Account, Group, GroupKind, Notice, Outcome, Proposal, Stance, Text, new_id


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document)


@pytest.fixture
def proposal(db: Session, cast: Cast, text: Text) -> Proposal:
    return factories.proposal(db, text, by=cast.noor)


def rule(db: Session, cast: Cast, *, approvals: int = 1, second_reader: bool = False) -> None:
    decision_rules.change(
        db,
        cast.document,
        approvals=approvals,
        second_reader=second_reader,
        by=cast.sanne,
        at=factories.AT,
    )


def agree(db: Session, proposal: Any, by: Account, stance: Stance = Stance.ADOPT) -> None:
    approvals.give(db, proposal.contribution, stance=stance, by=by, at=factories.AT)
    db.flush()


def decline(db: Session, proposal: Proposal, by: Account) -> None:
    decisions.decide(
        db, proposal, outcome=Outcome.NOT_ADOPTED, reason="No.", by=by, at=factories.AT
    )


def test_words_are_adopted_once_as_many_agree_as_the_document_asks_for(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    rule(db, cast, approvals=2)
    with pytest.raises(Invalid, match="needs_approvals"):
        factories.adopted(db, proposal, by=cast.mirjam)

    agree(db, proposal, cast.claire)
    factories.adopted(db, proposal, by=cast.mirjam)

    assert proposal.contribution.outcome is Outcome.ADOPTED


def test_nobody_counts_twice(db: Session, cast: Cast, proposal: Proposal) -> None:
    rule(db, cast, approvals=2)
    agree(db, proposal, cast.mirjam)

    with pytest.raises(Invalid, match="needs_approvals"):
        factories.adopted(db, proposal, by=cast.mirjam)


def test_who_agrees_with_declining_does_not_agree_with_adopting(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    rule(db, cast, approvals=2, second_reader=True)
    agree(db, proposal, cast.claire, Stance.DECLINE)
    with pytest.raises(Invalid, match="needs_approvals"):
        factories.adopted(db, proposal, by=cast.mirjam)

    agree(db, proposal, cast.claire, Stance.ADOPT)

    with pytest.raises(Invalid, match="needs_second_reader"):
        decline(db, proposal, cast.mirjam)


def test_another_wording_makes_approvals_void_and_asks_again(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    rule(db, cast, approvals=2)
    agree(db, proposal, cast.claire)

    again = factories.rewording(text, "in the morning", "always")
    proposals.revise(db, proposal, [again], why="", by=cast.noor, at=factories.AT)

    with pytest.raises(Invalid, match="needs_approvals"):
        factories.adopted(db, proposal, by=cast.mirjam)
    assert [one.is_void for one in approvals.of(db, proposal.contribution)] == [True]
    told = db.execute(select(Notice.account_id, Notice.kind)).all()
    assert [tuple(one) for one in told] == [(cast.claire.id, "approval_void")]


def test_nobody_approves_their_own_nor_without_a_say(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    own = factories.proposal(db, text, "greet", "welcome", by=cast.claire)

    for one, who in ((own, cast.claire), (proposal, cast.sanne), (proposal, cast.bram)):
        with pytest.raises(NotAllowed):
            agree(db, one, who)


def test_where_a_second_one_reads_nothing_is_declined_alone(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    rule(db, cast, second_reader=True)
    thread = factories.thread(db, text, by=cast.bram)
    with pytest.raises(Invalid, match="needs_second_reader"):
        decline(db, proposal, cast.mirjam)
    with pytest.raises(Invalid, match="needs_second_reader"):
        threads.answer(
            db, thread, outcome=Outcome.NOT_ADOPTED, reason="No.", by=cast.mirjam, at=factories.AT
        )

    agree(db, proposal, cast.claire, Stance.DECLINE)
    decline(db, proposal, cast.mirjam)

    assert proposal.contribution.outcome is Outcome.NOT_ADOPTED


def test_what_a_group_brought_in_is_never_declined_alone(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    names = {"en": "Table 2"}
    group = Group(id=new_id(), document_id=cast.document.id, names=names, kind=GroupKind.OPEN)
    db.add(group)
    db.flush()
    proposal.contribution.account_id, proposal.contribution.group_id = None, group.id
    db.flush()

    with pytest.raises(Invalid, match="needs_second_reader"):
        decline(db, proposal, cast.mirjam)


def test_an_approval_is_taken_back_until_the_outcome(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    agree(db, proposal, cast.claire)
    approvals.take_back(db, proposal.contribution, by=cast.claire)
    assert approvals.of(db, proposal.contribution) == []

    factories.adopted(db, proposal, by=cast.mirjam)
    with pytest.raises(AlreadyDecided):
        agree(db, proposal, cast.claire)


@pytest.mark.parametrize("approvals", [0, 3])
def test_a_rule_that_nobody_could_keep_is_refused(db: Session, cast: Cast, approvals: int) -> None:
    with pytest.raises(Invalid, match="more_than_deciders"):
        rule(db, cast, approvals=approvals)

    cast.claire.memberships = [one for one in cast.claire.memberships if one.role != "moderator"]
    db.flush()
    with pytest.raises(Invalid, match="no_second_reader"):
        rule(db, cast, second_reader=True)


def test_only_the_lead_says_how_decisions_are_made(db: Session, cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        decision_rules.change(
            db, cast.document, approvals=2, second_reader=False, by=cast.mirjam, at=factories.AT
        )


def test_who_decides_no_more_counts_no_more(db: Session, cast: Cast, proposal: Proposal) -> None:
    rule(db, cast, approvals=2)
    agree(db, proposal, cast.claire)
    cast.claire.memberships = [one for one in cast.claire.memberships if one.role != "moderator"]
    db.flush()

    with pytest.raises(Invalid, match="needs_approvals"):
        factories.adopted(db, proposal, by=cast.mirjam)


def test_an_approval_is_of_the_wording_that_was_read(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    again = factories.rewording(text, "in the morning", "always")
    proposals.revise(db, proposal, [again], why="", by=cast.noor, at=factories.AT)

    with pytest.raises(Stale):
        approvals.give(
            db,
            proposal.contribution,
            stance=Stance.ADOPT,
            seen=1,
            by=cast.claire,
            at=factories.AT,
        )


def test_only_whose_approval_counted_is_asked_again(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    agree(db, proposal, cast.claire)
    agree(db, proposal, cast.mirjam)
    cast.mirjam.memberships = [one for one in cast.mirjam.memberships if one.role != "moderator"]
    db.flush()

    for words in ("always", "at noon"):
        again = factories.rewording(text, "in the morning", words)
        proposals.revise(db, proposal, [again], why="", by=cast.noor, at=factories.AT)

    told = db.execute(select(Notice.account_id, Notice.kind)).all()
    assert [tuple(one) for one in told] == [(cast.claire.id, "approval_void")]
