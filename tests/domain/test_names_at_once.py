"""Two people who take one name, or one address, at the same moment: only the first has it."""

from __future__ import annotations

import threading

import pytest

from tests import factories
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import accounts
from wiki.errors import Invalid
from wiki.models import Account

LONG_ENOUGH_TO_OVERTAKE = 0.3
NAME = "Robin Visser"


@pytest.fixture
def people(database: Database) -> Cast:
    with database.write() as db:
        return gather(db, factories.document(db))


def take(database: Database, account: Account, name: str = NAME) -> None:
    with database.write() as db:
        own = db.get_one(Account, account.id)
        accounts.rename(db, own, name, by=own, at=factories.AT)


def test_a_name_that_somebody_just_took_is_refused_to_the_next(
    database: Database, people: Cast
) -> None:
    refused: list[str] = []

    def take_the_same() -> None:
        with pytest.raises(Invalid) as refusal:
            take(database, people.bram, "r\u043ebin VISSER")
        refused.append(refusal.value.key)

    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        accounts.rename(db, noor, NAME, by=noor, at=factories.AT)
        db.flush()
        other = threading.Thread(target=take_the_same)
        other.start()
        other.join(LONG_ENOUGH_TO_OVERTAKE)
    other.join()

    assert refused == ["name_of_another"]


def test_of_two_who_begin_with_one_address_the_second_is_told(
    database: Database, people: Cast
) -> None:
    refused: list[str] = []
    given = {"email": "robin@example.org", "language": "en", "at": factories.AT}

    def begin_with_the_same() -> None:
        with database.write() as db, pytest.raises(Invalid) as refusal:
            accounts.create(db, name="Somebody else", **given)
        refused.append(refusal.value.key)

    with database.write() as db:
        accounts.create(db, name=NAME, **given)
        other = threading.Thread(target=begin_with_the_same)
        other.start()
        other.join(LONG_ENOUGH_TO_OVERTAKE)
    other.join()

    assert refused == ["email_taken"]
