"""Two people at the same moment: one is first, the other is told so, nothing is half done."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from tests.at_once import at_once
from tests.faults import prepared
from tests.faults.prepared import Part, Prepared
from tests.faults.served import SEAL
from wiki.database import Database
from wiki.domain import verification
from wiki.models import Audit, Comment, Contribution, Revision, Text

ROUNDS, ROUNDS_IN_A_SWEEP = {"sqlite": 20, "postgresql": 8}, 200
COMMENTS, COMMENTS_IN_A_SWEEP = {"sqlite": 40, "postgresql": 16}, 200


@pytest.fixture
def site(database: Database) -> Prepared:
    return prepared.prepare(database)


def visit(site: Prepared, who: str) -> FlaskClient:
    client = site.app.test_client()
    client.set_cookie("sign-in", site.visits[who][0])
    return client


def decision(site: Prepared, who: str, proposal: str, reason: str) -> Callable[[], object]:
    """Return the act of saving a decision whose result somebody has read."""
    path = f"/documents/code/proposals/{proposal}/decision"
    fields = {
        "csrf_token": site.visits[who][1],
        "form_key": reason,
        "outcome": "adopted",
        "take": "1",
        "reason": reason,
        "preview": "yes",
    }
    client = visit(site, who)
    shown = SEAL.search(client.post(path, data=fields).text)
    assert shown is not None
    sealed = {"seal": shown[1], "save": "yes", "cautions_read": "yes"}
    return lambda: client.post(path, data={**fields, **sealed})


def decide_together(site: Prepared, rounds: int) -> None:
    part = Part("", (), ())
    for number in range(rounds):
        if number % 20 == 0:
            part = site.part(f"part-{number}", suggested=20)
        proposal = part.suggested[number % 20]
        reasons = [f"{who} gives reason {number}." for who in ("mirjam", "claire")]
        acts = [
            decision(site, who, proposal, reason)
            for who, reason in zip(("mirjam", "claire"), reasons, strict=True)
        ]
        answers = dict(zip(reasons, at_once(acts), strict=True))
        won = [reason for reason, one in answers.items() if one.status_code == 303]  # type: ignore[attr-defined]
        lost = [one for one in answers.values() if one.status_code == 409]  # type: ignore[attr-defined]
        assert (len(won), len(lost)) == (1, 1), answers
        told = next(reason for reason in reasons if reason not in won)
        assert told in lost[0].text  # type: ignore[attr-defined]
        assert won[0] in lost[0].text  # type: ignore[attr-defined]
        assert traces(site.database, proposal) == (won[0], 1, 1)


def traces(database: Database, proposal: str) -> tuple[str, int, int]:
    """Return the reason that stands, the count of revisions and that of audit rows."""
    with database.read() as db:
        revisions = select(func.count()).where(Revision.proposal_id == proposal)
        audits = select(func.count()).where(
            Audit.subject_id == proposal, Audit.verb == "proposal.decided"
        )
        reason = db.get_one(Contribution, proposal).reason
        return reason, db.scalar(revisions) or 0, db.scalar(audits) or 0


def test_of_two_moderators_at_once_one_wins_and_the_other_is_told(
    site: Prepared, backend: str
) -> None:
    decide_together(site, ROUNDS[backend])


@pytest.mark.sweep("faults")
def test_of_two_moderators_at_once_one_wins_each_of_many_times(site: Prepared) -> None:
    decide_together(site, ROUNDS_IN_A_SWEEP)


def comment_while_deciding(site: Prepared, comments: int, suggested: int) -> None:
    part = site.part("part-0", suggested=suggested)

    def comment(first: int) -> list[int]:
        client = visit(site, "noor")
        return [
            client.post(
                "/documents/code/en/sections/part-0/threads", data=remark(site, part, number)
            ).status_code
            for number in range(first, comments, 4)
        ]

    def decide() -> list[int]:
        return [
            decision(site, "mirjam", proposal, f"Reason {number}.")().status_code  # type: ignore[attr-defined]
            for number, proposal in enumerate(part.suggested)
        ]

    *commented, decided = at_once([*(lambda n=n: comment(n) for n in range(4)), decide])

    assert decided == [303] * suggested
    assert [status for one in commented for status in one] == [303] * comments  # type: ignore[attr-defined]
    with site.database.read() as db:
        assert db.scalar(select(func.count()).select_from(Comment)) == comments
        assert db.scalars(select(Text.head).where(Text.head > 1)).all() == [1 + suggested]
        assert verification.verify(db).findings == ()


def remark(site: Prepared, part: Part, number: int) -> dict[str, object]:
    block = part.positions[number % len(part.positions)]
    return {
        "csrf_token": site.visits["noor"][1],
        "form_key": f"remark-{number}",
        "first_block": block,
        "last_block": block,
        "seen": 1,
        "source": f"Remark {number} comes while others decide.",
        "shown_as": "name",
        "readers": "public",
    }


def test_comments_that_race_decisions_all_have_a_place(site: Prepared, backend: str) -> None:
    comment_while_deciding(site, COMMENTS[backend], 4)


@pytest.mark.sweep("faults")
def test_many_comments_that_race_decisions_all_have_a_place(site: Prepared) -> None:
    comment_while_deciding(site, COMMENTS_IN_A_SWEEP, 20)
