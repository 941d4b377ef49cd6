"""One outcome and reason for several comments: for all of them or for none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import answers, threads
from wiki.errors import AlreadyDecided, Invalid, NotAllowed
from wiki.models import Account, Audit, Block, Notice, Outcome, Text, Thread

LATER = factories.AT + timedelta(hours=1)


@pytest.fixture
def asked(db: Session, cast: Cast) -> list[Thread]:
    text = factories.text(db, cast.document)
    return [
        factories.thread(db, text, by=one, words=words)
        for one, words in ((cast.noor, "Why?"), (cast.bram, "How?"), (cast.noor, "When?"))
    ]


def give(
    db: Session, asked: list[Thread], by: Account, outcome: Outcome = Outcome.ANSWERED
) -> None:
    answers.give(db, asked, outcome=outcome, reason="In section 2.", by=by, at=LATER)


def marked(db: Session, text: Text) -> str:
    return "".join(db.scalars(select(Block.marked_html).where(Block.text_id == text.id)))


def test_each_is_closed_and_its_author_told_as_if_by_itself(
    db: Session, cast: Cast, asked: list[Thread]
) -> None:
    give(db, asked, cast.mirjam)

    assert [one.contribution.outcome for one in asked] == [Outcome.ANSWERED] * 3
    assert [one.contribution.reason for one in asked] == ["In section 2."] * 3
    told = db.scalars(select(Notice).where(Notice.kind == "outcome")).all()
    assert sorted((one.account_id, one.subject_id) for one in told) == sorted(
        (one.contribution.account_id, one.id) for one in asked
    )
    verbs = db.scalars(select(Audit.subject_id).where(Audit.verb == "thread.decided")).all()
    assert sorted(verbs) == sorted(one.id for one in asked)


def test_their_words_are_marked_no_longer(db: Session, cast: Cast, asked: list[Thread]) -> None:
    text = asked[0].text
    assert asked[0].id in marked(db, text)

    give(db, asked[:2], cast.mirjam)

    assert asked[0].id not in marked(db, text)
    assert asked[2].id in marked(db, text)


def test_one_that_has_its_outcome_refuses_all(db: Session, cast: Cast, asked: list[Thread]) -> None:
    threads.answer(
        db, asked[1], outcome=Outcome.PASSED_ON, reason="HR.", by=cast.claire, at=factories.AT
    )

    with pytest.raises(AlreadyDecided), db.begin_nested():
        give(db, asked, cast.mirjam)

    outcomes = [one.contribution.outcome for one in asked]
    assert outcomes == [None, Outcome.PASSED_ON, None]


def test_nobody_answers_their_own_among_others(
    db: Session, cast: Cast, asked: list[Thread]
) -> None:
    own = factories.thread(db, asked[0].text, by=cast.mirjam)

    with pytest.raises(NotAllowed):
        give(db, [*asked, own], cast.mirjam)


def test_several_are_not_joined_with_another(db: Session, cast: Cast, asked: list[Thread]) -> None:
    with pytest.raises(Invalid, match="choose_what_it_joins"):
        give(db, asked, cast.mirjam, Outcome.JOINED)
