"""What undoing a decision does to everybody else: word of it, views, questions, a settled round."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import (
    approvals,
    batches,
    composing,
    decision_rules,
    decisions,
    rounds,
    still_meant,
    supports,
    texts,
    undoing,
)
from wiki.domain.composing import Pick
from wiki.errors import Invalid, NotAllowed
from wiki.models import (
    Account,
    Contribution,
    EditKind,
    Notice,
    Outcome,
    PastDecision,
    Proposal,
    Round,
    Stance,
    Text,
)

DAYS = "We answer a mail within two weeks.\n\nNobody shouts in the hall.\n\nA last line.\n"
AT_ONCE = factories.AT + timedelta(seconds=9)
LATER = factories.AT + timedelta(days=2)
LONG_ENOUGH_TO_OVERTAKE = 0.3


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


@pytest.fixture
def proposal(db: Session, cast: Cast, text: Text) -> Proposal:
    return factories.proposal(db, text, "two weeks", "a month", by=cast.noor)


def undo(db: Session, one: Any, by: Account, reason: str = "Too soon.", **how: Any) -> None:
    seen = undoing.prepare(db, one.contribution, by=by)
    at = how.pop("at", LATER)
    undoing.undo(db, one.contribution, reason=reason, seen=seen, by=by, at=at, **how)


def told(db: Session, account: Account) -> list[str]:
    query = select(Notice.kind).where(Notice.account_id == account.id)
    return list(db.scalars(query.order_by(Notice.sent_on.is_(None), Notice.id)))


def change(db: Session, text: Text, old: str, new: str) -> None:
    texts.revise(
        db, text, texts.prepare(db, text, text.source.replace(old, new)), by=None, at=LATER
    )
    db.flush()


def sent(db: Session) -> None:
    db.flush()
    db.execute(update(Notice).values(sent_on=factories.TODAY))


@pytest.fixture
def backed(db: Session, cast: Cast, proposal: Proposal) -> Proposal:
    """Give a suggestion that Bram stands behind, adopted by Mirjam."""
    supports.stand_behind(db, proposal, by=cast.bram, at=factories.AT)
    factories.adopted(db, proposal, by=cast.mirjam)
    return proposal


def test_who_stands_behind_it_and_got_word_of_the_outcome_hears_that_it_is_undone(
    db: Session, cast: Cast, backed: Proposal
) -> None:
    sent(db)

    undo(db, backed, cast.claire)

    assert told(db, cast.bram) == ["supported", "support_reopened"]
    assert told(db, cast.noor) == ["outcome", "reopened"]


def test_who_stands_behind_it_and_got_no_word_yet_hears_nothing(
    db: Session, cast: Cast, backed: Proposal
) -> None:
    undo(db, backed, cast.claire)

    assert told(db, cast.bram) == []


@pytest.mark.parametrize("was_sent", [True, False])
def test_of_a_decision_taken_back_at_once_all_hear_who_got_word_of_it(
    db: Session, cast: Cast, backed: Proposal, was_sent: bool
) -> None:
    if was_sent:
        sent(db)

    undo(db, backed, cast.mirjam, "", at=AT_ONCE)

    assert told(db, cast.noor) == (["outcome", "reopened"] if was_sent else [])
    assert told(db, cast.bram) == (["supported", "support_reopened"] if was_sent else [])


def test_what_others_agreed_with_before_is_asked_of_them_anew(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    decision_rules.change(
        db, cast.document, approvals=2, second_reader=False, by=cast.sanne, at=factories.AT
    )
    approvals.give(db, proposal.contribution, stance=Stance.ADOPT, by=cast.claire, at=factories.AT)
    factories.adopted(db, proposal, by=cast.mirjam)

    undo(db, proposal, cast.mirjam)

    assert approvals.of(db, proposal.contribution) == []
    assert told(db, cast.claire) == ["approval_reopened"]
    with pytest.raises(Invalid, match="needs_approvals"):
        factories.adopted(db, proposal, by=cast.mirjam, at=LATER)


def test_an_author_is_asked_again_where_others_changed_the_text_while_it_was_decided(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    change(db, text, "We answer", "A person answers")

    undo(db, proposal, cast.claire, cautions_read=True)

    asked = still_meant.of(db, [proposal.id])[proposal.id]
    assert (asked.on, asked.answered_on, asked.numbers) == (LATER.date(), None, (text.head,))
    assert "still_meant" in told(db, cast.noor)


def test_an_author_is_not_asked_again_of_words_they_were_asked_about(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    change(db, text, "We answer", "A person answers")
    (number,) = still_meant.of(db, [proposal.id])[proposal.id].numbers
    still_meant.confirm(db, proposal, seen=[number], by=cast.noor, at=factories.AT)
    factories.adopted(db, proposal, by=cast.mirjam)

    undo(db, proposal, cast.claire)

    asked = still_meant.of(db, [proposal.id])[proposal.id]
    assert asked.answered_on == factories.TODAY


def test_where_nothing_changed_meanwhile_nobody_is_asked(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    change(db, text, "shouts", "whispers")

    undo(db, proposal, cast.claire)

    assert still_meant.of(db, [proposal.id]) == {}


def test_authors_of_open_suggestions_are_asked_where_the_old_words_come_back(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    other = factories.proposal(db, text, "a month", "a month or less", by=cast.bram)

    undo(db, proposal, cast.claire)

    assert list(still_meant.of(db, [other.id])) == [other.id]


def test_words_taken_without_the_structure_beside_them_are_undone(
    db: Session, cast: Cast, text: Text
) -> None:
    renaming = factories.structural(EditKind.RENAME_SECTION, text.section, titles={"en": "Other"})
    words = factories.rewording(text, "two weeks", "a month")
    both = factories.proposal(db, text, by=cast.noor, wanted=[words, renaming])
    part = frozenset({1})
    seen = decisions.outlook(db, both, chosen=part)
    decisions.decide(
        db,
        both,
        outcome=Outcome.ADOPTED_IN_PART,
        reason="The words.",
        chosen=part,
        seen=seen,
        by=cast.mirjam,
        at=factories.AT,
    )

    undo(db, both, cast.claire)

    assert text.source == DAYS


def test_what_was_decided_together_with_something_of_ones_own_is_for_a_colleague_to_undo(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    own = factories.proposal(db, text, "shouts", "whispers", by=cast.claire)
    picks = [Pick(one, Outcome.ADOPTED, "Yes.") for one in (proposal, own)]
    seen = composing.compose(db, picks)
    batches.decide(db, picks, reason="All.", seen=seen, by=cast.mirjam, at=factories.AT)

    with pytest.raises(Invalid, match="own_was_decided_with_it"):
        undo(db, proposal, cast.claire)
    with pytest.raises(NotAllowed):
        undo(db, own, cast.claire)

    undo(db, proposal, cast.mirjam)
    assert text.source == DAYS


def test_what_is_taken_of_it_is_null_again_for_queries_too(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    decisions.decide(
        db, proposal, outcome=Outcome.NOT_ADOPTED, reason="No.", by=cast.mirjam, at=factories.AT
    )
    undo(db, proposal, cast.claire)
    db.flush()

    for kept in (Proposal.changes_taken, PastDecision.changes_taken):
        assert db.scalars(select(kept).where(kept.is_(None))).all() == [None]


@pytest.fixture
def decided(database: Database) -> tuple[Cast, str, str]:
    """Give the cast, a suggestion that was decided on in a round that is over, and the round."""
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = factories.text(db, cast.document, DAYS)
        day = factories.TODAY
        held = factories.round_(db, cast.document, by=cast.sanne, opens_on=day, closes_on=day)
        db.flush()
        one = factories.proposal(db, made, "two weeks", "a month", by=cast.noor)
        factories.adopted(db, one, by=cast.mirjam)
        return cast, one.id, held.id


def take_back(db: Session, by: Account, contribution: str) -> None:
    undo(db, db.get_one(Proposal, contribution), db.get_one(Account, by.id))
    db.flush()


def settle(db: Session, by: Account, round_id: str) -> None:
    rounds.settle(db, db.get_one(Round, round_id), by=db.get_one(Account, by.id), at=LATER)
    db.flush()


def test_a_round_is_not_settled_while_somebody_opens_something_in_it_again(
    database: Database, decided: tuple[Cast, str, str]
) -> None:
    cast, proposal, held = decided
    refused: list[str] = []

    def settle_meanwhile() -> None:
        with database.write() as db, pytest.raises(NotAllowed) as refusal:
            settle(db, cast.sanne, held)
        refused.append(refusal.value.key)

    with database.write() as db:
        take_back(db, cast.claire, proposal)
        other = threading.Thread(target=settle_meanwhile)
        other.start()
        other.join(LONG_ENOUGH_TO_OVERTAKE)
    other.join()

    assert refused == ["without_outcome"]


def test_nothing_is_opened_again_in_a_round_that_somebody_settles_meanwhile(
    database: Database, decided: tuple[Cast, str, str]
) -> None:
    cast, proposal, held = decided
    refused: list[str] = []

    def undo_meanwhile() -> None:
        with database.write() as db, pytest.raises(Invalid) as refusal:
            take_back(db, cast.claire, proposal)
        refused.append(refusal.value.key)

    with database.write() as db:
        settle(db, cast.sanne, held)
        other = threading.Thread(target=undo_meanwhile)
        other.start()
        other.join(LONG_ENOUGH_TO_OVERTAKE)
    other.join()

    assert refused == ["decided_in_a_settled_round"]
    with database.read() as db:
        assert db.get_one(Contribution, proposal).outcome is Outcome.ADOPTED
