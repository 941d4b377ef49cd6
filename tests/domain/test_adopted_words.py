"""Of every revision it is kept which words came from which suggestion, and credited so."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import (
    adopted_words,
    decisions,
    edits,
    histories,
    proposals,
    redaction,
    words_kept,
)
from wiki.domain.outlooks import Adjusted
from wiki.models import Outcome, Proposal, Text
from wiki.text.redaction import Wanted

DAYS = "One line about days.\n\nAnother line about nights.\n\nA last line.\n"


@pytest.fixture
def text(db: Session, cast: Cast) -> Text:
    return factories.text(db, cast.document, DAYS)


def decide(db: Session, proposal: Proposal, by: Any, outcome: Outcome, **how: Any) -> None:
    seen = decisions.outlook(
        db, proposal, chosen=how.get("chosen"), adjusted=how.pop("adjusted", None)
    )
    decisions.decide(
        db,
        proposal,
        outcome=outcome,
        reason="Better.",
        seen=seen,
        cautions_read=True,
        by=by,
        at=factories.AT,
        **how,
    )


def taken(db: Session, proposal: Proposal, text: Text) -> list[str]:
    (kept,) = adopted_words.of_proposal(db, proposal)
    return [text.source[run.start : run.end].strip() for run in adopted_words.runs_of(kept)]


def credits_of(db: Session, text: Text) -> dict[str, str]:
    return {
        credit.words.strip(): credit.contribution.account.display_name
        if credit.contribution and credit.contribution.account
        else "whoever made it"
        for credit in histories.credits_of(db, text)
        if credit.step.revision.number > 1
    }


def test_what_was_taken_is_kept_with_the_revision(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "early mornings", by=cast.noor)

    decide(db, proposal, cast.mirjam, Outcome.ADOPTED)

    assert taken(db, proposal, text) == ["early mornings"]
    assert credits_of(db, text) == {"early mornings": cast.noor.display_name}


def test_what_was_left_is_not(db: Session, text: Text, cast: Cast) -> None:
    wanted = DAYS.replace("days", "mornings").replace("nights", "evenings")
    proposal = factories.proposal(
        db, text, by=cast.noor, wanted=[edits.between(text, 1, DAYS, wanted)]
    )

    decide(db, proposal, cast.mirjam, Outcome.ADOPTED_IN_PART, chosen=frozenset({2}))

    assert taken(db, proposal, text) == ["evenings"]


def test_words_a_moderator_found_are_the_moderators(db: Session, text: Text, cast: Cast) -> None:
    proposal = factories.proposal(db, text, "days", "early mornings", by=cast.noor)
    (edit,) = proposals.current(proposal).edits
    own = {edit.id: Adjusted(1, 0, 1, "One line about bright early hours.")}

    decide(db, proposal, cast.mirjam, Outcome.ADOPTED_IN_OTHER_WORDS, adjusted=own)

    assert taken(db, proposal, text) == words_kept.of(db, proposal) == ["early"]
    assert credits_of(db, text) == {
        "bright": "whoever made it",
        "early": cast.noor.display_name,
        "hours": "whoever made it",
    }


def test_where_two_brought_words_each_is_credited(db: Session, text: Text, cast: Cast) -> None:
    first = factories.proposal(db, text, "days", "mornings", by=cast.noor)
    second = factories.proposal(db, text, "nights", "evenings", by=cast.bram)

    decide(db, first, cast.mirjam, Outcome.ADOPTED)
    decide(db, second, cast.mirjam, Outcome.ADOPTED)

    assert credits_of(db, text) == {
        "mornings": cast.noor.display_name,
        "evenings": cast.bram.display_name,
    }


def test_the_record_moves_along_when_words_are_taken_out(
    db: Session, text: Text, cast: Cast
) -> None:
    proposal = factories.proposal(db, text, "nights", "evenings", by=cast.noor)
    decide(db, proposal, cast.mirjam, Outcome.ADOPTED)

    wanted = Wanted("One line")
    redaction.redact(db, cast.document, wanted, reason="A name.", by=cast.sanne, at=factories.AT)
    db.refresh(text)

    (kept,) = adopted_words.of_proposal(db, proposal)
    db.refresh(kept)
    assert taken(db, proposal, text) == ["evenings"]
