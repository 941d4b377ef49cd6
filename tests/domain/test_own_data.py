"""What is kept about somebody, as one value that programs read: complete, and nobody else's."""

from __future__ import annotations

import json
from datetime import datetime

from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.domain import leaving
from wiki.domain import members, own_data, still_meant, texts, undoing
from wiki.models import Role


def test_it_holds_all_that_was_said_and_done_and_is_plain_json(
    db: Session, cast: Cast, at: datetime
) -> None:
    account, _ = leaving.at_work(db, cast, at)

    data = json.loads(json.dumps(own_data.of(db, account)))

    assert data["account"]["name"] == leaving.NAME
    assert {one["role"] for one in data["roles"]} == set(Role) - {Role.LEAD}
    assert len(data["sign_ins"]) == 1
    assert [one["kind"] for one in data["contributions"]].count("proposal") == 2
    assert {one["words"] for one in data["comments"]} == {
        "Why so, name?", "Why so, role?", "I mean it, by name.", "I mean it, by role.",
    }  # fmt: skip
    assert [one["summary"] for one in data["revisions"]] == ["Warmer."]
    assert "thread.decided" in {one["verb"] for one in data["acts"]}


def test_what_others_said_on_a_document_that_is_closed_to_one_is_left_out(
    db: Session, cast: Cast, at: datetime
) -> None:
    account, _ = leaving.at_work(db, cast, at)
    members.end_all(db, cast.document, account.id, by=cast.sanne, at=at)

    data = own_data.of(db, account)

    assert {one["document"] for one in data["contributions"]} == {None}
    assert {one["reason"] for one in data["contributions"]} == {None}
    assert {one["section"] for one in data["revisions"]} == {None}
    assert len(data["comments"]) == 4


def test_who_did_nothing_gets_a_file_too(db: Session, cast: Cast) -> None:
    data = own_data.of(db, cast.otis)

    assert data["account"]["mail_address"] == "otis@example.org"
    assert data["contributions"] == data["comments"] == data["roles"] == []


def test_it_holds_decisions_that_were_undone_and_what_one_still_meant(
    db: Session, cast: Cast, at: datetime
) -> None:
    text = factories.text(db, cast.document, "We answer within two weeks.\n")
    proposal = factories.proposal(db, text, "two weeks", "a month", by=cast.noor)
    prepared = texts.prepare(db, text, "A person answers within two weeks.\n")
    texts.revise(db, text, prepared, by=None, at=at)
    still_meant.confirm(db, proposal, seen=[2], by=cast.noor, at=at)
    factories.adopted(db, proposal, by=cast.mirjam, reason="Fair.")
    seen = undoing.prepare(db, proposal.contribution, by=cast.claire)
    undoing.undo(db, proposal.contribution, reason="Too soon.", seen=seen, by=cast.claire, at=at)
    db.flush()

    (mine,) = own_data.of(db, cast.noor)["contributions"]
    (past,) = mine["past_decisions"]
    assert (past["outcome"], past["reason"], past["undone_because"]) == (
        "adopted", "Fair.", "Too soon.",
    )  # fmt: skip
    assert mine["wordings"][0]["still_meant_on"] == at.date().isoformat()

    (made,) = own_data.of(db, cast.mirjam)["undone_decisions"]
    assert (made["reason"], "undone_because" in made) == ("Fair.", False)
    (undone,) = own_data.of(db, cast.claire)["undone_decisions"]
    assert (undone["undone_because"], "reason" in undone) == ("Too soon.", False)
