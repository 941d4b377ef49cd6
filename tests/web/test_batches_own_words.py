"""The boxes for own words in a batch: which of them count, and what is ticked beside them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, seal_of, words_of
from wiki.database import Database
from wiki.models import Account, Contribution, Outcome, Proposal, Text

Visit = Callable[..., Browser]
BATCHES = "/documents/code/queue/batches"
HALLS = "Nobody runs in the hall.\n"
OWN = FIRST.replace("in the morning", "when we meet")


@pytest.fixture
def halls(database: Database, people: Cast, text: Text) -> str:
    """Give the id of a second text."""
    with database.write() as db:
        document = db.get_one(type(people.document), people.document.id)
        return factories.text(db, document, HALLS, key="halls").id


@pytest.fixture
def proposal(database: Database, people: Cast, text: Text, halls: str) -> str:
    """Give the id of a suggestion about both texts."""
    with database.write() as db:
        first, second = db.get_one(Text, text.id), db.get_one(Text, halls)
        wanted = [
            factories.rewording(first, "in the morning", "every day"),
            factories.rewording(second, "runs", "races"),
        ]
        noor = db.get_one(Account, people.noor.id)
        return factories.proposal(db, first, by=noor, wanted=wanted).id


def form(proposal: str, text: Text, halls: str, **fields: str) -> dict[str, Any]:
    """Return a form with own words for the first text, and the box for the second untouched."""
    return {
        "proposal": proposal,
        "wording": "1",
        f"outcome-{proposal}": "adopted_in_other_words",
        f"take-{proposal}": ["1", "2"],
        "reason": "Nearly so.",
        f"base-{text.id}": "1",
        f"first_block-{text.id}": "0",
        f"block_count-{text.id}": "1",
        f"words-{text.id}": OWN,
        f"base-{halls}": "1",
        f"first_block-{halls}": "0",
        f"block_count-{halls}": "1",
        f"words-{halls}": HALLS,
        **fields,
    }


def test_a_box_that_nobody_wrote_in_leaves_what_is_ticked_in_its_text(
    visit: Visit, people: Cast, proposal: str, text: Text, halls: str, database: Database
) -> None:
    mirjam = visit(people.mirjam)
    sent = form(proposal, text, halls)
    preview = mirjam.post(BATCHES, **sent, preview="yes")

    mirjam.post(BATCHES, **sent, save="yes", seal=seal_of(preview.text))

    with database.read() as db:
        assert OWN in db.get_one(Text, text.id).source
        assert db.get_one(Text, halls).source == HALLS.replace("runs", "races")
        assert db.get_one(Contribution, proposal).outcome is Outcome.ADOPTED_IN_OTHER_WORDS
        assert db.get_one(Proposal, proposal).changes_taken == [2]


def test_boxes_that_nobody_wrote_in_are_no_other_words(
    visit: Visit, people: Cast, proposal: str, text: Text, halls: str
) -> None:
    sent = form(proposal, text, halls, **{f"words-{text.id}": FIRST})

    answer = visit(people.mirjam).post(BATCHES, **sent, preview="yes")

    assert answer.status_code == 422
    assert "Your own words are the words of now." in words_of(answer.text)


def test_the_very_words_that_were_suggested_are_told_at_their_box(
    visit: Visit, people: Cast, proposal: str, text: Text, halls: str
) -> None:
    sent = form(proposal, text, halls, **{f"words-{text.id}": OTHER})

    answer = visit(people.mirjam).post(BATCHES, **sent, preview="yes")

    assert answer.status_code == 422
    assert f'id="error-words-{text.id}"' in answer.text
    assert "These are the words that were suggested." in words_of(answer.text)
    assert "Nearly so." in answer.text
