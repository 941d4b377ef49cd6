"""A quick reaction is to the words of one paragraph; how many there are is told, never who."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.factories import AT
from wiki.domain import erasure, own_data, reactions, reading, redaction, texts
from wiki.domain.reactions import Reacted
from wiki.errors import NotAllowed, NotFound, Stale
from wiki.models import Account, Reaction, ReactionKind, Text
from wiki.text.redaction import Wanted

AGREE, UNCLEAR = ReactionKind.AGREE, ReactionKind.UNCLEAR
MISSING, DISAGREE = ReactionKind.MISSING, ReactionKind.DISAGREE
WORDS = "Care for each other.\n\nWe greet everyone.\n\nSay so at once.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, WORDS)


def react(db: Session, text: Text, kind: ReactionKind, *people: Account, at: int = 0) -> str:
    block = text.blocks[at].id
    for who in people:
        reactions.give(db, text, block, kind, seen=text.head, by=who, at=AT)
    db.flush()
    return block


def revise(db: Session, text: Text, cast: Cast, source: str) -> None:
    prepared = texts.prepare(db, text, source)
    texts.revise(db, text, prepared, by=cast.claire, at=AT, summary="")
    db.flush()


def shown(db: Session, cast: Cast, viewer: Account | None) -> list[Reacted]:
    found = reading.read(db, cast.document, "respect", "en", viewer=viewer)
    return [one.reacted for one in found.paragraphs]


def test_fewer_than_three_are_not_told_exactly(db: Session, cast: Cast, text: Text) -> None:
    react(db, text, UNCLEAR, cast.bram, cast.noor)
    assert shown(db, cast, cast.mirjam)[0].counts == ((UNCLEAR, None),)

    react(db, text, UNCLEAR, cast.tomasz)
    assert shown(db, cast, cast.mirjam)[0].counts == ((UNCLEAR, 3),)


def test_they_stand_in_one_order_however_many_there_are(
    db: Session, cast: Cast, text: Text
) -> None:
    react(db, text, DISAGREE, cast.bram, cast.noor, cast.tomasz)
    react(db, text, MISSING, cast.claire)
    react(db, text, AGREE, cast.sanne)

    assert shown(db, cast, None)[0].counts == ((AGREE, None), (MISSING, None), (DISAGREE, 3))


def test_only_who_gave_one_sees_that_it_is_theirs(db: Session, cast: Cast, text: Text) -> None:
    react(db, text, AGREE, cast.bram)

    assert shown(db, cast, cast.bram)[0].own is AGREE
    assert {shown(db, cast, who)[0].own for who in (cast.noor, cast.mirjam, cast.sanne)} == {None}


def test_another_reaction_takes_the_place_of_the_first(db: Session, cast: Cast, text: Text) -> None:
    react(db, text, AGREE, cast.bram)
    react(db, text, UNCLEAR, cast.bram)

    assert shown(db, cast, cast.bram)[0] == Reacted(((UNCLEAR, None),), own=UNCLEAR)


def test_one_takes_it_back_and_nobody_elses(db: Session, cast: Cast, text: Text) -> None:
    block = react(db, text, AGREE, cast.bram, cast.noor)

    reactions.take_back(db, text.id, block, by=cast.bram, at=AT)

    assert shown(db, cast, cast.bram)[0].own is None
    assert shown(db, cast, cast.noor)[0].own is AGREE


def test_it_stays_with_its_paragraph_when_others_change(
    db: Session, cast: Cast, text: Text
) -> None:
    react(db, text, AGREE, cast.bram, at=1)

    revise(db, text, cast, f"First of all.\n\n{WORDS.replace('at once', 'soon')}")

    assert [one.own for one in shown(db, cast, cast.bram)] == [None, None, AGREE, None]


def test_to_other_words_it_counts_no_more_until_given_anew(
    db: Session, cast: Cast, text: Text
) -> None:
    react(db, text, AGREE, cast.bram, at=1)

    revise(db, text, cast, WORDS.replace("greet everyone", "greet everyone warmly"))
    assert shown(db, cast, cast.bram)[1] == Reacted(was=AGREE)
    assert shown(db, cast, cast.noor)[1] == Reacted()

    react(db, text, DISAGREE, cast.bram, at=1)
    assert shown(db, cast, cast.bram)[1] == Reacted(((DISAGREE, None),), own=DISAGREE)


def test_the_same_words_in_other_type_are_the_same_words(
    db: Session, cast: Cast, text: Text
) -> None:
    react(db, text, AGREE, cast.bram, at=1)

    revise(db, text, cast, WORDS.replace("everyone", "**everyone**"))

    assert shown(db, cast, cast.bram)[1].own is AGREE


def test_a_paragraph_that_is_other_than_was_read_gets_none(
    db: Session, cast: Cast, text: Text
) -> None:
    first, second, third = (block.id for block in text.blocks)
    revise(db, text, cast, "Care for each other.\n\nWe greet everyone warmly.\n")

    reactions.give(db, text, first, AGREE, seen=1, by=cast.bram, at=AT)
    for changed in (second, third):
        with pytest.raises(Stale):
            reactions.give(db, text, changed, AGREE, seen=1, by=cast.bram, at=AT)
    with pytest.raises(NotFound):
        reactions.give(db, text, "none", AGREE, seen=1, by=cast.bram, at=AT)
    with pytest.raises(NotFound):
        reactions.give(db, text, first, AGREE, seen=9, by=cast.bram, at=AT)


def test_who_only_reads_gives_none(db: Session, cast: Cast, text: Text) -> None:
    with pytest.raises((NotAllowed, NotFound)):
        react(db, text, AGREE, cast.otis)


def test_outside_a_round_one_can_only_take_it_back(db: Session, cast: Cast, text: Text) -> None:
    block = react(db, text, AGREE, cast.bram)
    closed = factories.TODAY - timedelta(days=1)
    factories.round_(
        db, cast.document, by=cast.sanne, opens_on=closed - timedelta(days=9), closes_on=closed
    )
    db.flush()

    with pytest.raises(NotAllowed):
        react(db, text, UNCLEAR, cast.bram)
    reactions.take_back(db, text.id, block, by=cast.bram, at=AT)
    assert shown(db, cast, cast.bram)[0] == Reacted()


def test_words_that_are_taken_out_take_reactions_to_them_along(
    db: Session, cast: Cast, text: Text
) -> None:
    react(db, text, AGREE, cast.bram, at=1)
    react(db, text, AGREE, cast.bram, at=2)

    redaction.redact(db, cast.document, Wanted("greet"), reason="Private.", by=cast.sanne, at=AT)
    db.expire_all()

    assert [one.own for one in shown(db, cast, cast.bram)] == [None, None, AGREE]


def test_ones_own_are_listed_also_where_the_paragraph_is_gone(
    db: Session, cast: Cast, text: Text
) -> None:
    react(db, text, AGREE, cast.bram)
    react(db, text, MISSING, cast.bram, at=2)
    react(db, text, UNCLEAR, cast.noor)

    revise(db, text, cast, "Care for each other.\n\nWe greet everyone.\n")

    found = {one.kind: one.html for one in reactions.given_by(db, cast.bram)}
    assert found[AGREE] is not None
    assert found[MISSING] is None
    assert len(found) == 2


def test_it_is_in_ones_data_and_goes_with_the_account(db: Session, cast: Cast, text: Text) -> None:
    react(db, text, UNCLEAR, cast.bram)

    (mine,) = own_data.of(db, cast.bram)["reactions"]
    assert (mine["reaction"], mine["to_earlier_words"]) == ("unclear", False)

    erasure.erase(db, cast.bram, by=cast.bram, at=AT)
    db.flush()
    assert db.scalars(select(Reaction)).all() == []
