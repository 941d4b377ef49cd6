"""Own words in a batch: other than those proposed, beside what is ticked, with the structure."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import batches, composing
from wiki.domain.composing import Pick
from wiki.domain.outlooks import Adjusted
from wiki.errors import Invalid
from wiki.models import EditKind, Outcome, Proposal, Revision, Text

DAYS = "We answer a mail within two weeks.\n\nNobody shouts in the hall.\n\nA last line.\n"
OTHER = Outcome.ADOPTED_IN_OTHER_WORDS


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


@pytest.fixture
def halls(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, "Nobody runs.\n", key="halls")


@pytest.fixture
def several(db: Session, cast: Cast, text: Text, halls: Text) -> Proposal:
    """Give a suggestion about two texts and the title of one of them."""
    titles = {"en": "In the halls"}
    wanted = [
        factories.rewording(text, "two weeks", "a month"),
        factories.rewording(halls, "runs", "races"),
        factories.structural(EditKind.RENAME_SECTION, halls.section, titles=titles),
    ]
    return factories.proposal(db, text, by=cast.noor, wanted=wanted)


def in_other_words(proposal: Proposal, *chosen: int) -> Pick:
    return Pick(proposal, OTHER, "Nearly.", frozenset(chosen))


def first_line(words: str) -> Adjusted:
    return Adjusted(1, 0, 1, f"{words}\n\n")


def decide(db: Session, cast: Cast, picks: list[Pick], own: dict[str, Adjusted]) -> list[Revision]:
    seen = composing.compose(db, picks, own=own)
    return batches.decide(
        db, picks, reason="All.", seen=seen, cautions_read=True, by=cast.mirjam, at=factories.AT
    )


@pytest.mark.parametrize(
    "words",
    [
        "We answer a mail within a month.",
        "We gladly answer a mail within two weeks.",
        "We gladly  answer a mail within two weeks.",
    ],
)
def test_the_very_words_of_one_are_no_other_words(
    db: Session, cast: Cast, text: Text, words: str
) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    warmer = factories.proposal(db, text, "We answer", "We gladly answer", by=cast.bram)
    picks = [in_other_words(longer), in_other_words(warmer)]

    with pytest.raises(Invalid, match="words_as_proposed"):
        decide(db, cast, picks, {text.id: first_line(words)})


def test_pieces_of_several_make_other_words(db: Session, cast: Cast, text: Text) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    warmer = factories.proposal(db, text, "We answer", "We gladly answer", by=cast.bram)
    picks = [in_other_words(longer), in_other_words(warmer)]

    decide(db, cast, picks, {text.id: first_line("We gladly answer a mail within a month.")})

    assert text.source.startswith("We gladly answer a mail within a month.")


def test_other_words_without_any_are_refused(db: Session, cast: Cast, text: Text) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)

    with pytest.raises(Invalid, match="words_as_proposed"):
        decide(db, cast, [in_other_words(longer)], {})


def test_what_is_ticked_in_other_texts_and_of_the_structure_is_taken_beside_own_words(
    db: Session, cast: Cast, text: Text, halls: Text, several: Proposal
) -> None:
    own = {text.id: first_line("We answer within four weeks.")}

    decide(db, cast, [in_other_words(several, 2, 3)], own)

    assert text.source.startswith("We answer within four weeks.")
    assert (halls.title, halls.source) == ("In the halls", "Nobody races.\n")
    assert several.contribution.outcome is OTHER
    assert several.changes_taken == [2, 3]


def test_what_is_not_ticked_is_left_beside_own_words(
    db: Session, cast: Cast, text: Text, halls: Text, several: Proposal
) -> None:
    own = {text.id: first_line("We answer within four weeks.")}

    decide(db, cast, [in_other_words(several)], own)

    assert (halls.title, halls.source) == ("Halls", "Nobody runs.\n")
    assert several.changes_taken == []


def test_own_words_that_others_changed_meanwhile_come_back_as_a_conflict(
    db: Session, cast: Cast, text: Text
) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    other = factories.proposal(db, text, "two weeks", "ten days", by=cast.bram)
    factories.adopted(db, other, by=cast.claire)
    picks = [in_other_words(longer)]
    own = {text.id: first_line("We answer a mail within four weeks.")}

    with pytest.raises(Invalid, match="conflict_needs_words"):
        decide(db, cast, picks, own)
