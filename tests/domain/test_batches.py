"""Several suggestions are decided on as one: composed, saved all or none, each with its answer."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import adopted_words, batches, composing, edits, histories
from wiki.domain.composing import Composition, Pick
from wiki.domain.outlooks import Adjusted
from wiki.errors import AlreadyDecided, Invalid, NotAllowed, Stale
from wiki.models import (
    Account,
    Contribution,
    EditKind,
    Notice,
    Outcome,
    Proposal,
    Revision,
    Text,
)

DAYS = "We answer a mail within two weeks.\n\nNobody shouts in the hall.\n\nA last line.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


def adopt(proposal: Proposal, **how: Any) -> Pick:
    return Pick(proposal, how.pop("outcome", Outcome.ADOPTED), "Thank you.", **how)


def decide(
    db: Session, picks: list[Pick], by: Account, own: dict[str, Adjusted] | None = None
) -> list[Revision]:
    seen = composing.compose(db, picks, own=own)
    return save(db, picks, seen, by)


def save(
    db: Session, picks: list[Pick], seen: list[Composition], by: Account, *, read: bool = True
) -> list[Revision]:
    return batches.decide(
        db, picks, reason="Together.", seen=seen, cautions_read=read, by=by, at=factories.AT
    )


def brought(db: Session, proposal: Proposal, text: Text) -> list[str]:
    return [
        text.source[run.start : run.end].strip()
        for kept in adopted_words.of_proposal(db, proposal)
        for run in adopted_words.runs_of(kept)
    ]


def credited(db: Session, text: Text) -> dict[str, str]:
    return {
        credit.words.strip(): credit.contribution.account.display_name
        for credit in histories.credits_of(db, text)
        if credit.contribution and credit.contribution.account
    }


def test_several_suggestions_make_one_revision_and_each_is_credited(
    db: Session, text: Text, cast: Cast
) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    quiet = factories.proposal(db, text, "shouts", "shouts or whispers", by=cast.bram)

    (made,) = decide(db, [adopt(longer), adopt(quiet)], cast.mirjam)

    assert text.source == DAYS.replace("two weeks", "a month").replace(
        "shouts", "shouts or whispers"
    )
    assert (made.number, made.summary, made.proposal_id) == (2, "Together.", None)
    assert brought(db, longer, text) == ["a month"]
    assert brought(db, quiet, text) == ["or whispers"]
    assert credited(db, text) == {"a month": "Noor Haddad", "or whispers": "Bram de Wit"}
    assert [longer.changes_taken, quiet.changes_taken] == [[1], [1]]
    assert histories.of_proposal(db, longer.id) == histories.of_proposal(db, quiet.id) == [made]


def test_each_author_gets_an_own_answer(db: Session, text: Text, cast: Cast) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    rival = factories.proposal(db, text, "two weeks", "ten days", by=cast.bram)

    decide(
        db,
        [
            Pick(longer, Outcome.ADOPTED, "A month is fair."),
            Pick(rival, Outcome.NOT_ADOPTED, "Ten days is too short in summer."),
        ],
        cast.mirjam,
    )

    said = [(one.contribution.outcome, one.contribution.reason) for one in (longer, rival)]
    assert said == [
        (Outcome.ADOPTED, "A month is fair."),
        (Outcome.NOT_ADOPTED, "Ten days is too short in summer."),
    ]
    told = db.scalars(select(Notice.account_id).where(Notice.kind == "outcome")).all()
    assert set(told) == {cast.noor.id, cast.bram.id}


def test_own_words_take_up_pieces_of_several(db: Session, text: Text, cast: Cast) -> None:
    longer = factories.proposal(db, text, "two weeks", "four working weeks", by=cast.noor)
    warmer = factories.proposal(
        db, text, "We answer a mail", "We gladly answer a mail", by=cast.bram
    )
    other = Outcome.ADOPTED_IN_OTHER_WORDS
    own = Adjusted(1, 0, 1, "We gladly answer everything within four weeks.\n\n")

    (made,) = decide(
        db,
        [adopt(longer, outcome=other), adopt(warmer, outcome=other)],
        cast.mirjam,
        {text.id: own},
    )

    assert made.proposal_id is None
    assert text.source.startswith("We gladly answer everything within four weeks.\n\n")
    assert brought(db, longer, text) == ["four"]
    assert brought(db, warmer, text) == ["gladly"]
    assert credited(db, text) == {"four": "Noor Haddad", "gladly": "Bram de Wit"}


def test_rivals_that_exclude_each_other_come_back_with_a_guess(
    db: Session, text: Text, cast: Cast
) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    rival = factories.proposal(db, text, "two weeks", "ten days", by=cast.bram)
    quiet = factories.proposal(db, text, "shouts", "whispers", by=cast.tomasz)
    picks = [adopt(longer), adopt(rival), adopt(quiet)]

    (found,) = composing.compose(db, picks)

    assert [region.theirs for region in found.outlook.conflicts] != []
    assert "a month" in found.guess
    assert "whispers" in found.guess
    with pytest.raises(Invalid, match="conflict_needs_words"):
        save(db, picks, [found], cast.mirjam)
    assert text.head == 1


def test_places_to_read_are_found_again_after_the_later_steps(
    db: Session, text: Text, cast: Cast
) -> None:
    mail = factories.proposal(db, text, "a mail", "a letter", by=cast.noor)
    weeks = factories.proposal(db, text, "two weeks", "a month", by=cast.bram)
    first = factories.proposal(db, text, "We answer", "All of us answer", by=cast.tomasz)
    picks = [adopt(mail), adopt(weeks), adopt(first)]

    (found,) = composing.compose(db, picks)

    source = found.outlook.prepared.source if found.outlook.prepared else ""
    assert source.startswith("All of us answer a letter within a month.")
    assert found.outlook.cautions
    for caution in found.outlook.cautions:
        assert (
            source[caution.start : caution.end].strip()
            in "All of us answer a letter within a month."
        )
    with pytest.raises(Invalid, match="read_the_cautions"):
        save(db, picks, [found], cast.mirjam, read=False)


def test_the_order_of_the_picks_makes_no_difference(db: Session, text: Text, cast: Cast) -> None:
    mail = factories.proposal(db, text, "a mail", "a letter", by=cast.noor)
    weeks = factories.proposal(db, text, "two weeks", "a month", by=cast.bram)

    one = composing.compose(db, [adopt(mail), adopt(weeks)])
    other = composing.compose(db, [adopt(weeks), adopt(mail)])

    assert [each.outlook.prepared for each in one] == [each.outlook.prepared for each in other]


def test_some_changes_of_each_are_taken(db: Session, text: Text, cast: Cast) -> None:
    wanted = text.source.replace("a mail", "a letter").replace("last", "final")
    both = factories.proposal(
        db, text, by=cast.noor, wanted=[edits.between(text, 1, text.source, wanted)]
    )
    quiet = factories.proposal(db, text, "shouts", "whispers", by=cast.bram)

    decide(
        db,
        [adopt(both, outcome=Outcome.ADOPTED_IN_PART, chosen=frozenset({1})), adopt(quiet)],
        cast.mirjam,
    )

    assert "We answer a letter within two weeks." in text.source
    assert "whispers" in text.source
    assert "A last line." in text.source
    assert both.changes_taken == [1]


def test_texts_and_structure_move_on_together(db: Session, text: Text, cast: Cast) -> None:
    other = factories.text(db, cast.document, "Nobody runs.\n", key="halls")
    words = factories.proposal(
        db,
        text,
        by=cast.noor,
        wanted=[
            factories.rewording(text, "two weeks", "a month"),
            factories.rewording(other, "runs", "races"),
        ],
    )
    named = factories.proposal(
        db,
        other,
        by=cast.bram,
        wanted=[
            factories.structural(
                EditKind.RENAME_SECTION, other.section, titles={"en": "In the halls"}
            )
        ],
    )

    made = decide(db, [adopt(words), adopt(named)], cast.mirjam)

    assert len(made) == 3
    assert (other.title, other.source) == ("In the halls", "Nobody races.\n")


def test_it_is_all_or_nothing(db: Session, text: Text, cast: Cast) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    decided = factories.proposal(db, text, "shouts", "whispers", by=cast.bram)
    picks = [adopt(longer), adopt(decided)]
    seen = composing.compose(db, picks)
    factories.adopted(db, decided, by=cast.claire)
    db.flush()

    with pytest.raises(AlreadyDecided), db.begin_nested():
        save(db, picks, seen, cast.mirjam)

    assert longer.contribution.outcome is None
    assert (
        db.scalar(
            select(func.count()).select_from(Contribution).where(Contribution.outcome.is_(None))
        )
        == 1
    )


def test_nobody_decides_on_their_own_among_others(db: Session, text: Text, cast: Cast) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    own = factories.proposal(db, text, "shouts", "whispers", by=cast.claire)
    picks = [adopt(longer), adopt(own)]
    seen = composing.compose(db, picks)

    with pytest.raises(NotAllowed):
        save(db, picks, seen, cast.claire)


def test_a_text_that_moved_on_is_read_again(db: Session, text: Text, cast: Cast) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    quiet = factories.proposal(db, text, "shouts", "whispers", by=cast.bram)
    picks = [adopt(longer), adopt(quiet)]
    seen = composing.compose(db, picks)
    factories.adopted(
        db, factories.proposal(db, text, "last", "final", by=cast.tomasz), by=cast.claire
    )

    with pytest.raises(Stale):
        save(db, picks, seen, cast.mirjam)


def test_what_was_not_previewed_is_not_taken(db: Session, text: Text, cast: Cast) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    quiet = factories.proposal(db, text, "shouts", "whispers", by=cast.bram)
    seen = composing.compose(db, [adopt(longer)])

    with pytest.raises(Invalid, match="not_previewed"):
        save(db, [adopt(longer), adopt(quiet)], seen, cast.mirjam)


def test_one_that_says_the_same_is_joined_with_the_one_that_is_taken(
    db: Session, text: Text, cast: Cast
) -> None:
    longer = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    same = factories.proposal(db, text, "two weeks", "a month.", by=cast.bram)

    decide(
        db,
        [
            adopt(longer),
            Pick(same, Outcome.JOINED, "Noor says the same.", joined=longer.contribution),
        ],
        cast.mirjam,
    )

    assert same.contribution.joined_id == longer.id
    assert "a month" in text.source
