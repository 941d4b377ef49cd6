"""How a suggestion stands to the words of now: where, what became of them, and a best guess."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import edits, present, proposals, texts
from wiki.models import Proposal, Text

DAYS = "Above.\n\nWe answer every mail, small or large, within two weeks.\n\nBelow.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


@pytest.fixture
def proposal(db: Session, cast: Cast, text: Text) -> Proposal:
    wanted = DAYS.replace("every mail", "each letter").replace("two weeks", "a month")
    edit = edits.between(text, 1, DAYS, wanted)
    return factories.proposal(db, text, by=cast.noor, wanted=[edit])


def change(db: Session, text: Text, old: str, new: str) -> None:
    prepared = texts.prepare(db, text, text.source.replace(old, new))
    texts.revise(db, text, prepared, by=None, at=factories.AT)


def test_where_others_changed_the_same_words_the_guess_has_all_else_done(
    db: Session, text: Text, proposal: Proposal
) -> None:
    change(db, text, "two weeks", "ten days")
    (edit,) = proposals.current(proposal).edits

    now = present.of(db, edit, text)

    assert now.wanted is None
    assert now.guess == "We answer each letter, small or large, within ten days.\n\n"


def test_what_became_of_the_words_is_told_where_both_fit(
    db: Session, text: Text, proposal: Proposal
) -> None:
    change(db, text, "small or large", "large or small")
    (edit,) = proposals.current(proposal).edits

    now = present.of(db, edit, text)

    assert now.since == "We answer every mail, large or small, within two weeks.\n\n"
    assert now.wanted == "We answer each letter, large or small, within a month.\n\n"


def test_a_source_that_differs_elsewhere_gives_the_words_of_now(text: Text) -> None:
    other = DAYS.replace("Above", "On top").replace("mail", "letter")

    assert present.within(text, other, 1, 1) == DAYS.split("\n\n")[1] + "\n\n"
