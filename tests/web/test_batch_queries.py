"""What a batch asks of the database does not grow with the number of suggestions in it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import move_on, queries_of
from wiki.database import Database
from wiki.models import Account, Text

Visit = Callable[..., Browser]
BATCHES = "/documents/code/queue/batches"
WORDS = ("listen", "greet", "morning", "may speak", "accent", "no answer")


@pytest.fixture
def proposals(database: Database, people: Cast, text: Text) -> list[str]:
    """Give the ids of six suggestions, made on different revisions of one text."""
    made = []
    for word in WORDS:
        with database.write() as db:
            found, noor = db.get_one(Text, text.id), db.get_one(Account, people.noor.id)
            made.append(factories.proposal(db, found, word, f"{word} now", by=noor).id)
        move_on(database, people.claire, "No", "No ")
    return made


def form(proposals: list[str]) -> dict[str, object]:
    return {
        "proposal": proposals,
        "wording": ["1"] * len(proposals),
        "reason": "All of them.",
        "preview": "yes",
        **{f"outcome-{one}": "adopted" for one in proposals},
        **{f"take-{one}": "1" for one in proposals},
    }


def test_the_form_asks_the_same_for_two_and_for_six(
    visit: Visit, people: Cast, proposals: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)

    def asked(count: int) -> int:
        named = "&".join(f"proposal={one}" for one in proposals[:count])
        return queries_of(database, lambda: mirjam.get(f"{BATCHES}/new?{named}"))

    assert asked(2) == asked(6)


def test_the_preview_asks_the_same_for_two_and_for_six(
    visit: Visit, people: Cast, proposals: list[str], database: Database
) -> None:
    mirjam = visit(people.mirjam)

    def asked(count: int) -> int:
        def preview() -> None:
            answer = mirjam.post(BATCHES, **form(proposals[:count]))
            assert answer.status_code == 200
            assert "Read the result" in answer.text

        return queries_of(database, preview)

    assert asked(2) == asked(6)
