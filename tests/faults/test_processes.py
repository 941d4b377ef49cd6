"""Stopping while people write, and two processes that serve one database."""

from __future__ import annotations

import signal
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from tests.at_once import at_once
from tests.faults import prepared
from tests.faults.prepared import Part, Prepared
from tests.faults.served import GONE, Answer, Server, serving
from wiki.database import Database
from wiki.domain import verification
from wiki.models import Comment, Revision

WAITING = 6
"""Forms under way when the server is told to stop: fewer than it has threads."""
TEN_SECONDS = 10


@pytest.fixture
def site(database: Database) -> Prepared:
    return prepared.prepare(database)


def comment(site: Prepared, server: Server, part: Part, number: int) -> Answer | None:
    """Send a comment; None where the server went away first."""
    block = part.positions[number]
    fields = {
        "first_block": block,
        "last_block": block,
        "seen": 1,
        "shown_as": "name",
        "readers": "public",
    }
    given = {**fields, "source": f"Remark {number} in passing.", "form_key": f"key-{number}"}
    try:
        path = f"/documents/code/en/sections/{part.key}/threads"
        return server.post(path, site.visits["noor"], given)
    except GONE:
        return None


def test_a_server_told_to_stop_finishes_what_is_under_way(site: Prepared, tmp_path: Path) -> None:
    part = site.part("part-0")
    answers: list[Answer | None] = []
    with serving(site.database, tmp_path) as server:
        threads = [
            threading.Thread(target=lambda n=n: answers.append(comment(site, server, part, n)))
            for n in range(WAITING)
        ]
        address = site.database.url.render_as_string(hide_password=False)
        with closing(Database(address)) as another, another.write() as db:
            db.execute(text("UPDATE text SET head = head"))  # keeps every comment waiting
            for thread in threads:
                thread.start()
            for _ in range(
                WAITING
            ):  # answered by the threads that are left, after the others began
                assert server.get("/healthz").status == 200
            server.process.send_signal(signal.SIGTERM)
        for thread in threads:
            thread.join()
        assert server.process.wait(TEN_SECONDS) == 0
    done = [one for one in answers if one is not None and one.is_done]
    assert all(one is None or one.is_done or one.status == 503 for one in answers)
    assert done
    with site.database.read() as db:
        assert db.scalar(select(func.count()).select_from(Comment)) == len(done)
        assert verification.verify(db).findings == ()


def test_two_processes_serve_postgresql_together_and_an_embedded_database_alone(
    site: Prepared, tmp_path: Path
) -> None:
    with serving(site.database, tmp_path) as one:
        if site.database.is_sqlite:
            second = serving(site.database, tmp_path)
            with pytest.raises(AssertionError, match="in use by python -m wiki serve"), second:
                raise RuntimeError("a second process served an embedded database")
        else:
            with serving(site.database, tmp_path) as other:
                decide_at_both(site, one, other)


def decide_at_both(site: Prepared, one: Server, other: Server) -> None:
    """Decide on the same things at two processes, and send one comment to both many times."""
    part = site.part("part-0", suggested=5)
    for number, proposal in enumerate(part.suggested):
        acts = [
            partial(decide, site, server, who, proposal, number)
            for server, who in ((one, "mirjam"), (other, "claire"))
        ]
        assert sorted(answer.status for answer in at_once(acts)) == [303, 409]  # type: ignore[attr-defined]
    duplicates = at_once([partial(comment, site, server, part, 7) for server in (one, other) * 5])
    assert len({answer.location for answer in duplicates}) == 1  # type: ignore[attr-defined]
    with site.database.read() as db:
        assert db.scalar(select(func.count()).select_from(Comment)) == 1
        made = select(func.count()).where(Revision.proposal_id.is_not(None))
        assert db.scalar(made) == len(part.suggested)
        assert verification.verify(db).findings == ()


def decide(site: Prepared, server: Server, who: str, proposal: str, number: int) -> Answer:
    reason = f"{who} gives reason {number}."
    fields = {"outcome": "adopted", "take": 1, "reason": reason, "form_key": reason}
    path = f"/documents/code/proposals/{proposal}/decision"
    return server.post_read(path, site.visits[who], fields)
