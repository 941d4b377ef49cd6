"""Members: looked up by those who may, changed without losing a lead or anything that was said."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import members, outbox
from wiki.domain.accounts import OPERATOR
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Account, Audit, Document, Job, Readers, Role, ShownAs
from wiki.web.speakers import shown


def names(db: Session, cast: Cast, **asked: str) -> list[str]:
    return [one.name for one in members.listed(db, cast.document, by=cast.sanne, **asked).members]


def test_members_come_by_name_with_their_roles_and_without_who_has_none(
    db: Session, cast: Cast
) -> None:
    found = members.listed(db, cast.document, by=cast.sanne)

    assert [one.name for one in found.members] == sorted(
        who.display_name for who in cast.everyone().values() if who and who.memberships
    )
    roles = {one.name: one.roles for one in found.members}
    assert roles["Claire Ngata"] == [Role.MODERATOR, Role.EDITOR]
    assert "Otis Bell" not in roles
    assert found.last == ""


def test_members_come_in_pages_without_one_twice_or_left_out(
    db: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = names(db, cast)
    monkeypatch.setattr(members, "PAGE", 4)

    found, last = list[str](), ""
    while page := members.listed(db, cast.document, after=last, by=cast.sanne):
        found += [one.name for one in page.members]
        last = page.last
        if not last:
            break

    assert found == every


@pytest.mark.parametrize(
    ("looked_for", "found"),
    [("ngata", ["Claire Ngata"]), ("DE W", ["Bram de Wit"]), ("nobody", []), ("%", []), ("_", [])],
)
def test_members_are_found_by_a_part_of_their_name(
    db: Session, cast: Cast, looked_for: str, found: list[str]
) -> None:
    assert names(db, cast, named=looked_for) == found


def test_a_name_with_accents_is_found_in_large_and_small_letters(db: Session, cast: Cast) -> None:
    cast.noor.display_name = "Élodie Ünal"
    db.flush()

    for looked_for in ("Élodie", "élodie", "ÜNAL", "ünal"):
        assert names(db, cast, named=looked_for) == ["Élodie Ünal"]


def test_of_a_document_for_its_groups_only_those_who_work_on_it_are_told(
    db: Session, cast: Cast
) -> None:
    cast.document.readers = Readers.GROUPS

    assert names(db, cast) == [
        "Claire Ngata", "Ingrid Olsen", "Joost Vermeer", "Mirjam Kuipers", "Sanne Hoekstra",
    ]  # fmt: skip
    with pytest.raises(NotFound):
        members.get(db, cast.document, cast.noor.id, by=cast.sanne)


def test_only_the_lead_and_administrators_look_up_and_change_members(
    db: Session, cast: Cast, at: datetime
) -> None:
    for name, by in cast.everyone().items():
        if by is None or name in ("sanne", "ada"):
            continue
        refusal = NotFound if name == "otis" else NotAllowed
        with pytest.raises(refusal):
            members.listed(db, cast.document, by=by)
        with pytest.raises(refusal):
            members.get(db, cast.document, cast.bram.id, by=by)
        with pytest.raises(refusal):
            members.change(db, cast.document, cast.bram, give=[Role.LEAD], by=by, at=at)
        with pytest.raises(refusal):
            members.end_all(db, cast.document, cast.bram.id, by=by, at=at)

    assert members.listed(db, cast.document, by=cast.ada).members


def test_roles_are_given_and_ended_and_both_are_written_down_without_words(
    db: Session, cast: Cast, at: datetime
) -> None:
    change = {"give": [Role.MODERATOR, Role.PARTICIPANT], "end": [Role.READER], "by": cast.ada}

    assert members.change(db, cast.document, cast.noor, **change, at=at)
    assert not members.change(db, cast.document, cast.noor, **change, at=at)
    assert members.change(
        db, cast.document, cast.noor, end=[Role.PARTICIPANT], by=cast.sanne, at=at
    )

    assert cast.noor.roles_on(cast.document.id) == {Role.MODERATOR}
    rows = db.scalars(select(Audit).where(Audit.subject_id == cast.noor.id)).all()
    assert sorted((row.verb, row.account_id) for row in rows) == [
        ("account.role_granted", cast.ada.id),
        ("account.role_revoked", cast.sanne.id),
    ]


def test_there_is_always_a_lead_who_can_sign_in(db: Session, cast: Cast, at: datetime) -> None:
    document, closed = cast.document, cast.claire
    members.change(db, document, closed, give=[Role.LEAD], by=cast.sanne, at=at)
    closed.disabled_at = at
    db.flush()

    for by in (cast.sanne, cast.ada, OPERATOR):
        with pytest.raises(Invalid, match="only_lead"):
            members.change(db, document, cast.sanne, end=[Role.LEAD], by=by, at=at)
    with pytest.raises(Invalid, match="only_lead"):
        members.end_all(db, document, cast.sanne.id, by=cast.ada, at=at)

    closed.disabled_at = None
    db.flush()
    assert members.end_all(db, document, cast.sanne.id, by=cast.ada, at=at)


def test_the_person_is_told_where_somebody_else_changed_something(
    db: Session, cast: Cast, at: datetime
) -> None:
    def told() -> list[str]:
        jobs = db.scalars(select(Job).where(Job.kind == outbox.ROLES))
        return [job.payload["about"] for job in jobs]

    members.change(db, cast.document, cast.sanne, give=[Role.EDITOR], by=cast.sanne, at=at)
    members.change(db, cast.document, cast.noor, end=[Role.LEAD], by=cast.sanne, at=at)
    assert told() == []
    members.change(db, cast.document, cast.noor, give=[Role.EDITOR], by=cast.sanne, at=at)
    assert told() == [cast.noor.id]


def test_what_was_said_in_a_role_that_ended_is_shown_as_before(
    db: Session, cast: Cast, at: datetime
) -> None:
    text = factories.text(db, cast.document)
    by_role = factories.thread(db, text, by=cast.noor, shown_as=ShownAs.ROLE).contribution
    by_name = factories.proposal(db, text, by=cast.noor).contribution

    members.end_all(db, cast.document, cast.noor.id, by=cast.sanne, at=at)

    assert cast.noor.memberships == []
    assert (by_role.role, by_role.account_id) == (Role.PARTICIPANT, cast.noor.id)
    assert shown(by_name) == "Noor Haddad"


def test_of_two_leads_who_end_each_others_role_one_stays(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        members.add_role(db, cast.claire, cast.document, Role.LEAD, by=OPERATOR, at=factories.AT)

    def end(of: Account, by: Account) -> None:
        with database.write() as db:
            document = db.get_one(Document, cast.document.id)
            actor = db.get_one(Account, by.id)
            members.end_all(db, document, of.id, by=actor, at=factories.AT)

    at_once([lambda: end(cast.sanne, cast.claire), lambda: end(cast.claire, cast.sanne)])

    with database.read() as db:
        leads = [
            who
            for who in (cast.sanne, cast.claire)
            if Role.LEAD in db.get_one(Account, who.id).roles_on(cast.document.id)
        ]
    assert len(leads) == 1


def test_two_who_change_one_person_at_once_undo_nothing_of_each_other(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))

    def change(**wanted: list[Role]) -> None:
        with database.write() as db:
            document = db.get_one(Document, cast.document.id)
            noor, by = db.get_one(Account, cast.noor.id), db.get_one(Account, cast.sanne.id)
            members.change(db, document, noor, **wanted, by=by, at=factories.AT)

    done = at_once(
        [
            lambda: change(give=[Role.EDITOR], end=[Role.PARTICIPANT]),
            lambda: change(give=[Role.MODERATOR], end=[Role.PARTICIPANT]),
        ]
    )

    assert done == [None, None]
    with database.read() as db:
        held = db.get_one(Account, cast.noor.id).roles_on(cast.document.id)
    assert held == {Role.EDITOR, Role.MODERATOR}
