"""Words that move are taken where they go and where they come, or not at all."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import decisions, edits
from wiki.models import Proposal, Text


@pytest.fixture
def proposal(db: Session, cast: Cast) -> Proposal:
    text: Text = factories.text(db, cast.document)
    first, *others = text.source.split("\n\n")
    moved = "\n\n".join([*others, first]).replace("\n\nMessages", "\n\nMails", 1)
    return factories.proposal(
        db, text, by=cast.noor, wanted=[edits.between(text, 1, text.source, moved)]
    )


def test_one_half_of_a_move_brings_the_other(proposal: Proposal) -> None:
    ((gone, come),) = decisions.moves(decisions.changes(proposal))
    others = {one.number for one in decisions.changes(proposal)} - {gone, come}

    assert decisions.with_halves(proposal, {gone}) == {gone, come}
    assert decisions.with_halves(proposal, {come}) == {gone, come}
    assert decisions.with_halves(proposal, others) == others
    assert others
