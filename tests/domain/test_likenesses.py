"""Proposals that seem to ask for the same are noticed, while typing and when they are sent."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import contributions, edits, holds, likenesses, proposals, texts
from wiki.domain.edits import WordsEdit
from wiki.domain.viewers import Viewer
from wiki.models import Account, EditKind, Likeness, Outcome, Proposal, Text

WORDS = "We greet everyone in the morning.\n\nWe answer your question.\n\nNobody shouts.\n"
SOON = "We answer your question within two weeks."
ALSO_SOON = "We answer your question within 14 days."
OTHER = "A colleague answers whatever you ask us."


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, WORDS)


def rewording(text: Text, words: str) -> WordsEdit:
    return factories.rewording(text, "We answer your question.", words)


def suggested(db: Session, text: Text, words: str, *, by: Account) -> Proposal:
    return factories.proposal(db, text, wanted=[rewording(text, words)], by=by)


def seen(db: Session, text: Text, words: str, *, viewer: Viewer) -> list[str]:
    found = likenesses.of_typed(db, rewording(text, words), viewer=viewer)
    return [like.contribution.id for like in found]


def of(db: Session, cast: Cast, proposal: Proposal, *, viewer: Viewer) -> list[str]:
    found = likenesses.of(db, cast.document, [proposal.id], viewer=viewer)
    return [one.id for one in found.get(proposal.id, [])]


def test_who_types_nearly_what_somebody_suggested_sees_it(
    db: Session, text: Text, cast: Cast
) -> None:
    known = suggested(db, text, SOON, by=cast.noor)

    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == [known.id]
    assert seen(db, text, OTHER, viewer=cast.bram) == []


def test_nobody_is_shown_their_own_suggestion_or_one_that_is_out_of_sight(
    db: Session, text: Text, cast: Cast
) -> None:
    known = suggested(db, text, SOON, by=cast.noor)
    assert seen(db, text, ALSO_SOON, viewer=cast.noor) == []

    holds.hold(db, known.contribution, reason="A name.", by=cast.mirjam, at=factories.AT)

    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == []
    assert seen(db, text, ALSO_SOON, viewer=cast.mirjam) == [known.id]


def test_what_was_taken_back_is_not_shown(db: Session, text: Text, cast: Cast) -> None:
    known = suggested(db, text, SOON, by=cast.noor)
    proposals.withdraw(db, known, by=cast.noor, at=factories.AT)

    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == []


def test_the_same_words_elsewhere_in_the_text_are_something_else(
    db: Session, text: Text, cast: Cast
) -> None:
    wanted = factories.rewording(text, "We greet everyone in the morning.", SOON)
    factories.proposal(db, text, wanted=[wanted], by=cast.noor)

    end = len(text.blocks)
    there = WordsEdit(text, text.head, end, 0, f"\n{SOON}\n")
    assert likenesses.of_typed(db, there, viewer=cast.bram) == []


def test_one_for_two_paragraphs_is_compared_with_one_for_either(
    db: Session, text: Text, cast: Cast
) -> None:
    both = text.source.replace("question.", "question within two weeks.").replace(
        "Nobody shouts.", "Nobody shouts"
    )
    wide = edits.between(text, text.head, text.source, both)
    known = factories.proposal(db, text, wanted=[wide], by=cast.noor)
    assert wide.block_count > 1

    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == [known.id]


def test_they_are_known_when_the_text_moved_on_elsewhere(
    db: Session, text: Text, cast: Cast
) -> None:
    known = suggested(db, text, SOON, by=cast.noor)
    prepared = texts.prepare(db, text, text.source.replace("shouts", "whispers"))
    texts.revise(db, text, prepared, by=None, at=factories.AT, summary="Clearer.")

    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == [known.id]


def test_what_stood_there_before_the_text_moved_on_is_something_else(
    db: Session, text: Text, cast: Cast
) -> None:
    wanted = factories.rewording(text, "Nobody shouts.", SOON)
    factories.proposal(db, text, wanted=[wanted], by=cast.noor)
    prepared = texts.prepare(db, text, f"Welcome.\n\n{text.source}")
    texts.revise(db, text, prepared, by=None, at=factories.AT, summary="Kinder.")

    assert rewording(text, ALSO_SOON).first_block == wanted.first_block
    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == []


def test_who_suggests_more_than_these_words_asks_for_something_else(
    db: Session, text: Text, cast: Cast
) -> None:
    renamed = factories.structural(
        EditKind.RENAME_SECTION, text.section, titles={text.language: "Answers"}
    )
    factories.proposal(db, text, wanted=[rewording(text, SOON), renamed], by=cast.noor)

    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == []


def test_no_more_are_compared_than_the_latest_and_few_are_shown(
    db: Session, text: Text, cast: Cast
) -> None:
    first = suggested(db, text, SOON, by=cast.noor)
    for number in range(likenesses.MOST):
        suggested(db, text, f"Question {number} of everybody gets an answer.", by=cast.noor)
    assert seen(db, text, ALSO_SOON, viewer=cast.bram) == []
    assert first.contribution.outcome is None

    for ending in ("!", "…", "?", ","):
        suggested(db, text, SOON + ending, by=cast.noor)
    assert len(seen(db, text, ALSO_SOON, viewer=cast.bram)) == likenesses.SHOWN


def test_two_that_are_alike_are_known_to_each_other_when_the_second_is_sent(
    db: Session, text: Text, cast: Cast
) -> None:
    one = suggested(db, text, SOON, by=cast.noor)
    other = suggested(db, text, ALSO_SOON, by=cast.bram)

    assert of(db, cast, one, viewer=cast.mirjam) == [other.id]
    assert of(db, cast, other, viewer=cast.bram) == [one.id]


def test_another_wording_is_compared_anew(db: Session, text: Text, cast: Cast) -> None:
    one = suggested(db, text, SOON, by=cast.noor)
    other = suggested(db, text, ALSO_SOON, by=cast.bram)

    wanted = [rewording(text, OTHER)]
    proposals.revise(db, other, wanted, why="No hurry.", by=cast.bram, at=factories.AT)

    assert of(db, cast, one, viewer=cast.noor) == []
    assert db.scalars(select(Likeness)).all() == []


def test_what_the_viewer_may_not_see_is_like_nothing(db: Session, text: Text, cast: Cast) -> None:
    one = suggested(db, text, SOON, by=cast.noor)
    other = suggested(db, text, ALSO_SOON, by=cast.bram)
    holds.hold(db, other.contribution, reason="A name.", by=cast.mirjam, at=factories.AT)

    assert of(db, cast, one, viewer=cast.noor) == []
    assert of(db, cast, one, viewer=cast.mirjam) == [other.id]


def test_what_was_taken_back_is_named_no_more_and_what_is_decided_is(
    db: Session, text: Text, cast: Cast
) -> None:
    one = suggested(db, text, SOON, by=cast.noor)
    other = suggested(db, text, ALSO_SOON, by=cast.bram)
    contributions.decide(
        db,
        one.contribution,
        outcome=Outcome.NOT_ADOPTED,
        reason="Too soon.",
        by=cast.mirjam,
        at=factories.AT,
    )
    assert of(db, cast, other, viewer=cast.noor) == [one.id]

    proposals.withdraw(db, other, by=cast.bram, at=factories.AT)
    assert of(db, cast, one, viewer=cast.noor) == []
