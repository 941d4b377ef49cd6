"""A comment that was joined with another leads there, and says who decided while they are known."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import speak_english
from wiki.database import Database
from wiki.domain import threads
from wiki.models import Account, Document, Outcome, Thread

Visit = Callable[..., Browser]


@pytest.fixture
def two(database: Database, people: Cast) -> tuple[str, str]:
    """Give the addresses of two comments by the same author."""
    with database.write() as db:
        speak_english(db)
        text = factories.text(db, db.get_one(Document, people.document.id))
        author = db.get_one(Account, people.noor.id)
        made: list[Thread] = [
            factories.thread(db, text, by=author, words=words) for words in ("Why?", "Why not?")
        ]
        first, second = (f"/documents/code/threads/{one.id}" for one in made)
        return first, second


def join(visit: Visit, people: Cast, two: tuple[str, str]) -> None:
    first, second = two
    answer = visit(people.mirjam).post(
        f"{first}/outcome", outcome="joined", reason="The same.", joined=second.rpartition("/")[2]
    )
    assert answer.status_code == 303


def test_a_comment_joined_with_another_leads_to_it(
    visit: Visit, people: Cast, two: tuple[str, str]
) -> None:
    join(visit, people, two)

    page = visit(people.noor).get(two[0]).text

    assert f'href="{two[1]}"' in page
    assert "See the one it was joined with" in page


def test_who_decided_is_a_former_participant_once_their_account_is_erased(
    visit: Visit, people: Cast, two: tuple[str, str], database: Database
) -> None:
    join(visit, people, two)
    with database.write() as db:
        erased = update(Account).where(Account.id == people.mirjam.id)
        db.execute(erased.values(erased_on=factories.TODAY))

    page = visit(people.noor).get(two[0]).text

    assert people.mirjam.display_name not in page
    assert "a former participant" in page


def test_what_it_can_be_joined_with_is_told_in_words_also_with_its_outcome(
    visit: Visit, people: Cast, two: tuple[str, str], database: Database
) -> None:
    with database.write() as db:
        asked = db.get_one(Thread, two[1].rpartition("/")[2])
        said = {"outcome": Outcome.ANSWERED, "reason": "Because.", "at": factories.AT}
        threads.answer(db, asked, by=db.get_one(Account, people.mirjam.id), **said)

    assert "Comment 2: Why not?" in visit(people.mirjam).get(two[0]).text
    assert "Comment 2: Why not?" not in visit(people.bram).get(two[0]).text
