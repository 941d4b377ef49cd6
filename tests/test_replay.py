"""A small part of `make replay`: real documents go through the whole program unharmed."""

from __future__ import annotations

from itertools import islice

import pytest

from tests import factories
from tests.cast import gather
from tests.real import RealDocuments
from tests.replay import histories, passages, records, rivals
from tests.web.browsing import SETTINGS
from wiki import settings
from wiki.app import create_app
from wiki.database import Database

PAIRS = 6


@pytest.mark.parametrize("repository", ["basecamp/policies", "MinBZK/NeRDS"])
def test_a_real_history_is_replayed_to_the_byte_with_its_comments(
    database: Database, real: RealDocuments, repository: str
) -> None:
    rows = (row for row in real.rows("revisions") if row["repo"] == repository)
    history = next(histories.usable(rows))

    done = histories.replay(database, history)

    assert done.steps >= histories.FEWEST_REVISIONS - 1
    assert sum(done.places.values()) == passages.COUNT


def test_real_rivals_end_the_same_in_either_order(database: Database, real: RealDocuments) -> None:
    pairs = rivals.usable(real.rows("parallel"))
    small = (pair for pair in pairs if len(pair.base) < 10_000)
    with database.write() as db:
        cast = gather(db, factories.document(db))

    merged = [
        rivals.try_out(database, cast, pair, number)
        for number, pair in enumerate(islice(small, PAIRS))
    ]

    assert len(merged) == PAIRS
    assert any(merged)


def test_the_record_tells_each_adopted_word_of_real_rivals_once(
    database: Database, real: RealDocuments
) -> None:
    pairs = (one for one in rivals.usable(real.rows("parallel")) if len(one.base) < 10_000)
    with database.write() as db:
        cast = gather(db, factories.document(db))
    site = records.Records(create_app(settings.read(SETTINGS), database), database, cast)

    for number, pair in enumerate(islice(pairs, PAIRS)):
        site.try_out(pair, number)

    assert site.told.ends["adopted"] >= PAIRS
    assert site.told.words > 0


def test_the_judge_of_places_counts_letters_and_copies() -> None:
    assert passages.kept_letters("a cat sat", "the cat sits") == 5
    assert passages.kept_letters("", "words") == 0
    assert passages.copies("aaa", "aa") == 2
    assert passages.copies("a.b", "a+b") == 0
