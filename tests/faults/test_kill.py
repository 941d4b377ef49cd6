"""What was acknowledged is kept, however the serving process ends."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.faults import prepared, writing
from tests.faults.prepared import Prepared
from tests.faults.served import serving
from tests.faults.writing import KINDS, SUGGESTED, Promise, Writing
from wiki.database import Database
from wiki.domain import verification

KILLS = {"sqlite": 2, "postgresql": 1}
KILLS_IN_A_SWEEP = 30


def test_nothing_acknowledged_is_lost_when_the_process_is_killed_while_people_write(
    database: Database, backend: str, tmp_path: Path
) -> None:
    _kill_often(prepared.prepare(database), KILLS[backend], tmp_path)


@pytest.mark.sweep("faults")
def test_nothing_acknowledged_is_lost_in_many_kills(database: Database, tmp_path: Path) -> None:
    _kill_often(prepared.prepare(database), KILLS_IN_A_SWEEP, tmp_path)


def _kill_often(site: Prepared, kills: int, folder: Path) -> None:
    chance = random.Random(2)  # noqa: S311 - the same moments in every run
    promises: list[Promise] = []
    for number in range(kills):
        part, decided = site.part(f"part-{number}"), site.part(f"decided-{number}", SUGGESTED)
        with serving(site.database, folder) as server:
            round_of_writing = Writing(server, site, part, decided)
            round_of_writing.until(chance.randint(8, 24))
        assert round_of_writing.strange == []
        promises += round_of_writing.promises
    with serving(site.database, folder) as server:
        assert server.get("/readyz").status == 200
        with site.database.read() as db:
            assert list(writing.broken(db, promises)) == []
            assert verification.verify(db).findings == ()
    assert {promise.kind for promise in promises} == set(KINDS)
