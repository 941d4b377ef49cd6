"""When others change the words around a suggestion, its author is asked: still what you mean?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import decisions, editing, proposals, still_meant, texts
from wiki.domain.still_meant import Asked
from wiki.errors import AlreadyDecided, NotAllowed, Stale
from wiki.models import Account, Doubt, Notice, Outcome, Proposal, StillMeant, Text

DAYS = "We greet everyone in the morning.\n\nWe answer within two weeks.\n\nNobody shouts.\n"
LATER = factories.AT + timedelta(days=3)


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


def change(db: Session, text: Text, old: str, new: str, *, at: object = factories.AT) -> None:
    prepared = texts.prepare(db, text, text.source.replace(old, new))
    texts.revise(db, text, prepared, by=None, at=at, summary="Clearer.")  # type: ignore[arg-type]
    db.flush()


def asked(db: Session, proposal: Proposal) -> Asked | None:
    return still_meant.of(db, [proposal.id]).get(proposal.id)


def doubts(db: Session) -> list[Doubt]:
    return list(db.scalars(select(StillMeant.doubt)))


def told(db: Session, account: Account) -> list[str]:
    return list(db.scalars(select(Notice.kind).where(Notice.account_id == account.id)))


def test_nobody_is_asked_when_the_text_changes_elsewhere(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    change(db, text, "shouts", "shouts or whispers")

    assert asked(db, proposal) is None
    assert told(db, cast.noor) == []


def test_an_author_is_asked_when_others_change_the_same_line(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    change(db, text, "We answer", "A person answers")

    assert asked(db, proposal) == Asked(factories.TODAY, None, (2,))
    assert doubts(db) == [Doubt.CAUTION]
    assert told(db, cast.noor) == ["still_meant"]


def test_an_author_is_asked_when_others_change_the_same_words(
    db: Session, text: Text, cast: Cast
) -> None:
    factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    change(db, text, "two weeks", "ten days")

    assert doubts(db) == [Doubt.CONFLICT]


def test_nobody_is_asked_when_the_text_says_it_already(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    change(db, text, "two weeks", "a month")

    assert asked(db, proposal) is None


def test_an_answer_counts_until_the_text_changes_there_again(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer", "A person answers")

    still_meant.confirm(db, proposal, seen=[2], by=cast.noor, at=LATER)
    assert asked(db, proposal) == Asked(factories.TODAY, LATER.date(), (2,))

    change(db, text, "shouts", "whispers", at=LATER)
    assert asked(db, proposal) == Asked(factories.TODAY, LATER.date(), (2,))

    change(db, text, "A person", "Somebody", at=LATER)
    assert asked(db, proposal) == Asked(LATER.date(), None, (4,))
    assert told(db, cast.noor) == ["still_meant", "still_meant"]


def test_silence_counts_from_the_first_question_and_brings_no_second_mail(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer", "A person answers")

    change(db, text, "A person", "Somebody", at=LATER)

    assert asked(db, proposal) == Asked(factories.TODAY, None, (3,))
    assert told(db, cast.noor) == ["still_meant"]


def test_a_question_is_taken_back_when_the_words_are_as_they_were(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer", "A person answers")

    change(db, text, "A person answers", "We answer")

    assert asked(db, proposal) is None


def test_a_block_that_vanishes_raises_the_question_once(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer within two weeks.\n\n", "")
    still_meant.confirm(db, proposal, seen=[2], by=cast.noor, at=LATER)

    change(db, text, "shouts", "whispers", at=LATER)
    assert asked(db, proposal) == Asked(factories.TODAY, LATER.date(), (2,))

    change(db, text, "Nobody", "We answer within two weeks.\n\nNobody", at=LATER)
    assert asked(db, proposal) is None


def test_a_new_wording_is_an_answer(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer", "A person answers")

    again = factories.rewording(text, "two weeks", "four weeks")
    proposals.revise(db, proposal, [again], why="So.", by=cast.noor, at=LATER)

    assert asked(db, proposal) is None


def test_what_has_its_outcome_is_no_question_any_more(db: Session, text: Text, cast: Cast) -> None:
    rival = factories.proposal(db, text, "two weeks", "ten days", by=cast.bram)
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    factories.adopted(db, proposal, by=cast.mirjam)

    assert asked(db, proposal) is None
    assert asked(db, rival) == Asked(factories.TODAY, None, (2,))
    assert (told(db, cast.noor), told(db, cast.bram)) == (["outcome"], ["still_meant"])


def test_a_withdrawn_suggestion_raises_none(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    proposals.withdraw(db, proposal, by=cast.noor, at=factories.AT)

    change(db, text, "We answer", "A person answers")

    assert doubts(db) == []


def test_what_comes_in_between_preparing_and_saving_is_asked_too(
    db: Session, text: Text, cast: Cast
) -> None:
    prepared = texts.prepare(db, text, text.source.replace("two weeks", "ten days"))
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    texts.revise(db, text, prepared, by=None, at=factories.AT)

    assert asked(db, proposal) == Asked(factories.TODAY, None, (2,))


def test_an_answer_to_what_changed_meanwhile_is_refused(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer", "A person answers")
    change(db, text, "A person", "Somebody")

    with pytest.raises(Stale, match="text_moved_on"):
        still_meant.confirm(db, proposal, seen=[2], by=cast.noor, at=LATER)

    assert asked(db, proposal) == Asked(factories.TODAY, None, (3,))


def test_only_the_author_answers_and_only_before_the_outcome(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    change(db, text, "We answer", "A person answers")

    with pytest.raises(NotAllowed):
        still_meant.confirm(db, proposal, seen=[2], by=cast.mirjam, at=LATER)
    decisions.decide(
        db, proposal, outcome=Outcome.NOT_ADOPTED, reason="No.", by=cast.mirjam, at=LATER
    )
    with pytest.raises(AlreadyDecided):
        still_meant.confirm(db, proposal, seen=[2], by=cast.noor, at=LATER)


def test_one_answer_is_for_all_texts_of_a_suggestion(db: Session, text: Text, cast: Cast) -> None:
    other = factories.text(db, cast.document, "Nobody runs in the hall.\n", key="halls")
    wanted = [
        factories.rewording(text, "two weeks", "a month"),
        factories.rewording(other, "runs", "races"),
    ]
    proposal = factories.proposal(db, text, by=cast.noor, wanted=wanted)

    change(db, text, "We answer", "A person answers")
    change(db, other, "in the hall", "in the garden")
    assert asked(db, proposal) == Asked(factories.TODAY, None, (2, 2))

    still_meant.confirm(db, proposal, seen=[2, 2], by=cast.noor, at=LATER)
    assert asked(db, proposal) == Asked(factories.TODAY, LATER.date(), (2, 2))


def test_restoring_asks_too(db: Session, text: Text, cast: Cast) -> None:
    change(db, text, "two weeks", "ten days")
    proposal = factories.proposal(db, text, "ten days", "a month", by=cast.noor)

    prepared = editing.prepare_restoring(db, text, 1)
    editing.restore(db, text, prepared, number=1, summary="Back.", by=cast.claire, at=factories.AT)

    assert asked(db, proposal) == Asked(factories.TODAY, None, (3,))
