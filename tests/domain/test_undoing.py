"""A decision is undone: the text gets its words back, all is open again, nothing is forgotten."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import (
    batches,
    composing,
    histories,
    rounds,
    texts,
    threads,
    undoing,
    words_kept,
)
from wiki.domain.composing import Pick
from wiki.errors import Invalid, NotAllowed, Stale
from wiki.models import (
    Account,
    Block,
    Contribution,
    EditKind,
    Notice,
    Outcome,
    Proposal,
    Revision,
    Text,
)

DAYS = "We answer a mail within two weeks.\n\nNobody shouts in the hall.\n\nA last line.\n"
LATER = factories.AT + timedelta(days=2)


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


@pytest.fixture
def proposal(db: Session, cast: Cast, text: Text) -> Proposal:
    return factories.proposal(db, text, "two weeks", "a month", by=cast.noor)


def undo(
    db: Session, one: Any, by: Account, reason: str = "Too soon.", **how: Any
) -> list[Revision]:
    seen = undoing.prepare(db, one.contribution, by=by)
    at = how.pop("at", LATER)
    return undoing.undo(db, one.contribution, reason=reason, seen=seen, by=by, at=at, **how)


def told(db: Session, account: Account) -> list[str]:
    return list(db.scalars(select(Notice.kind).where(Notice.account_id == account.id)))


def change(db: Session, text: Text, old: str, new: str) -> None:
    texts.revise(
        db, text, texts.prepare(db, text, text.source.replace(old, new)), by=None, at=LATER
    )


def test_the_text_gets_its_words_back_and_the_suggestion_is_open_again(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam, reason="Fair.")

    (made,) = undo(db, proposal, cast.claire)

    assert text.source == DAYS
    assert (made.number, made.summary, made.made_by_id) == (3, "Too soon.", cast.claire.id)
    said = proposal.contribution
    assert (said.outcome, said.reason, said.decided_by, said.decided_at) == (None, "", None, None)
    assert proposal.changes_taken is None


def test_what_was_decided_and_why_it_was_undone_stays_readable(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam, reason="Fair.")
    undo(db, proposal, cast.claire)

    (past,) = undoing.past(db, proposal.contribution)

    assert (past.outcome, past.reason, past.changes_taken) == (Outcome.ADOPTED, "Fair.", [1])
    assert (past.decided_by, past.undone_by) == (cast.mirjam, cast.claire)
    assert (past.undone_because, past.undone_at) == ("Too soon.", LATER)


def test_what_others_changed_since_stays(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    change(db, text, "shouts", "whispers")

    undo(db, proposal, cast.mirjam)

    assert text.source == DAYS.replace("shouts", "whispers")


def test_where_others_changed_the_same_words_it_is_refused(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    change(db, text, "a month", "forty days")

    with pytest.raises(Invalid, match="conflict_needs_words"):
        undo(db, proposal, cast.mirjam)

    assert proposal.contribution.outcome is Outcome.ADOPTED


def test_it_can_be_decided_anew_and_only_the_new_decision_counts(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    undo(db, proposal, cast.mirjam)
    later = LATER + timedelta(days=1)

    factories.adopted(db, proposal, by=cast.claire, reason="Now it is.", at=later)

    assert "a month" in text.source
    assert words_kept.of(db, proposal) == ["a month"]
    assert len(histories.of_proposal(db, proposal.id)) == 2
    assert told(db, cast.noor).count("outcome") == 1


def test_the_author_hears_of_it_and_not_of_an_outcome_that_is_gone(
    db: Session, cast: Cast, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    undo(db, proposal, cast.mirjam)

    assert told(db, cast.noor) == ["reopened"]


def test_who_decided_takes_it_back_at_once_without_a_reason(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    at = factories.AT + timedelta(seconds=9)
    with pytest.raises(Invalid, match="missing"):
        undo(db, proposal, cast.claire, "", at=at)

    undo(db, proposal, cast.mirjam, "", at=at)

    assert text.source == DAYS
    assert told(db, cast.noor) == []


def test_later_it_takes_a_reason(db: Session, cast: Cast, proposal: Proposal) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)

    with pytest.raises(Invalid, match="missing"):
        undo(db, proposal, cast.mirjam, " ")


def test_nobody_undoes_a_decision_on_their_own(db: Session, cast: Cast, text: Text) -> None:
    own = factories.proposal(db, text, "shouts", "whispers", by=cast.claire)
    factories.adopted(db, own, by=cast.mirjam)

    for who in (cast.claire, cast.noor):
        with pytest.raises(NotAllowed):
            undo(db, own, who)


def test_what_was_decided_together_is_undone_together(
    db: Session, cast: Cast, text: Text, proposal: Proposal
) -> None:
    quiet = factories.proposal(db, text, "shouts", "whispers", by=cast.bram)
    declined = factories.proposal(db, text, "last", "final", by=cast.tomasz)
    picks = [
        Pick(proposal, Outcome.ADOPTED, "Yes."),
        Pick(quiet, Outcome.ADOPTED, "Yes."),
        Pick(declined, Outcome.NOT_ADOPTED, "No."),
    ]
    seen = composing.compose(db, picks)
    batches.decide(db, picks, reason="All.", seen=seen, by=cast.mirjam, at=factories.AT)

    undo(db, quiet, cast.mirjam)

    assert text.source == DAYS
    outcomes = [one.contribution.outcome for one in (proposal, quiet, declined)]
    assert outcomes == [None, None, Outcome.NOT_ADOPTED]


def marked(db: Session, text: Text) -> str:
    return "".join(db.scalars(select(Block.marked_html).where(Block.text_id == text.id)))


def test_an_answer_to_a_comment_is_undone_too(db: Session, cast: Cast, text: Text) -> None:
    thread = factories.thread(db, text, by=cast.noor, on="two weeks")
    threads.answer(
        db, thread, outcome=Outcome.ANSWERED, reason="So.", by=cast.mirjam, at=factories.AT
    )

    assert thread.id not in marked(db, text)

    assert undo(db, thread, cast.mirjam) == []

    assert thread.contribution.outcome is None
    assert thread.id in marked(db, text)


def test_what_is_open_or_withdrawn_or_settled_has_nothing_to_undo(
    db: Session, cast: Cast, text: Text
) -> None:
    today = factories.TODAY
    opened = factories.round_(
        db, cast.document, by=cast.sanne, opens_on=today, closes_on=today + timedelta(days=1)
    )
    db.flush()
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    with pytest.raises(Stale, match="nothing_to_undo"):
        undo(db, proposal, cast.mirjam)

    factories.adopted(db, proposal, by=cast.mirjam)
    rounds.settle(db, opened, by=cast.sanne, at=factories.AT + timedelta(days=5))
    with pytest.raises(Invalid, match="decided_in_a_settled_round"):
        undo(db, proposal, cast.mirjam)


def test_a_change_of_sections_is_not_undone_this_way(db: Session, cast: Cast, text: Text) -> None:
    renaming = factories.structural(EditKind.RENAME_SECTION, text.section, titles={"en": "Other"})
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[renaming])
    factories.adopted(db, proposal, by=cast.mirjam)

    with pytest.raises(Invalid, match="structure_changed"):
        undo(db, proposal, cast.mirjam)


def test_of_two_at_once_one_undoes_it(db: Session, cast: Cast, proposal: Proposal) -> None:
    factories.adopted(db, proposal, by=cast.mirjam)
    seen = undoing.prepare(db, proposal.contribution, by=cast.claire)
    undo(db, proposal, cast.mirjam)

    with pytest.raises(Stale):
        undoing.undo(
            db, proposal.contribution, reason="Too soon.", seen=seen, by=cast.claire, at=LATER
        )
    found = db.scalars(select(Contribution.outcome)).all()
    assert found == [None]
