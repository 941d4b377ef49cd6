"""Somebody is erased: what they brought in stays, and no table holds who it was."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.at_once import at_once
from tests.cast import Cast, gather
from tests.domain import leaving
from tests.domain.forgetting import held_in
from wiki.database import Database
from wiki.domain import accounts, erasure, members, notices
from wiki.domain.accounts import OPERATOR
from wiki.domain.verification import verify
from wiki.errors import NotAllowed
from wiki.models import (
    Account,
    Audit,
    AuditSalt,
    Base,
    Comment,
    Contribution,
    Document,
    Membership,
    Notice,
    Revision,
    Role,
    SignIn,
)

ACTS = {
    "contribution.decided_by_id",
    "invitation.invited_by_id",
    "past_decision.decided_by_id",
    "past_decision.undone_by_id",
    "release.made_by_id",
    "revision.made_by_id",
    "round.settled_by_id",
}
"""What somebody did in a role: it stays the act of an account without a name."""


def test_no_table_holds_the_name_or_address_of_somebody_erased(
    db: Session, cast: Cast, at: datetime
) -> None:
    account, _ = leaving.at_work(db, cast, at)
    assert held_in(db, leaving.NAME) == ["account.display_name"]
    assert held_in(db, leaving.EMAIL) == ["account.email", "invitation.email"]

    erasure.erase(db, account, by=account, at=at)

    assert held_in(db, "kanarie") == held_in(db, "vogelaar") == []
    for table in (*erasure.KEPT_BY_ACCOUNT, Contribution, Comment):
        assert db.scalars(select(table).where(table.account_id == account.id)).all() == []


def test_every_column_that_names_an_account_is_emptied_or_is_an_act_that_stays() -> None:
    emptied = {table.__tablename__ for table in (*erasure.KEPT_BY_ACCOUNT, Contribution, Comment)}

    naming = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "account.id" for key in column.foreign_keys)
    }

    assert naming == {f"{table}.account_id" for table in emptied} | ACTS


def test_what_was_brought_in_stays_word_for_word(db: Session, cast: Cast, at: datetime) -> None:
    account, text = leaving.at_work(db, cast, at)
    own = [one.id for one in db.scalars(select(Comment).where(Comment.account_id == account.id))]
    given = [
        one.id for one in db.scalars(select(Contribution).where(Contribution.account == account))
    ]
    source = text.source
    words = {one.id: one.source for one in db.scalars(select(Comment))}

    erasure.erase(db, account, by=account, at=at)
    db.expire_all()

    assert "every day" in text.source == source
    assert {one.id: one.source for one in db.scalars(select(Comment))} == words
    said = [db.get_one(Comment, one) for one in own] + [
        db.get_one(Contribution, one) for one in given
    ]
    assert len(said) > 5
    assert {one.account_id for one in said} == {None}
    assert db.scalars(select(Revision).where(Revision.made_by == account)).all()
    assert verify(db).findings == ()


def test_who_is_erased_is_out_at_once_and_keeps_the_name_from_nobody(
    db: Session, cast: Cast, at: datetime
) -> None:
    account, _ = leaving.at_work(db, cast, at)

    erasure.erase(db, account, by=account, at=at)

    assert not accounts.may_enter(account, leaving.PASSWORD, at_machine=True)
    assert accounts.find_by_email(db, leaving.EMAIL) is None
    assert account not in accounts.list_all(db)
    accounts.rename(db, cast.noor, leaving.NAME, by=cast.noor, at=at)
    again = {"email": leaving.EMAIL, "name": "Somebody new", "language": "en"}
    assert accounts.create(db, **again, at=at).memberships == []


def test_nobody_is_told_of_an_answer_to_what_a_former_participant_brought_in(
    db: Session, cast: Cast, at: datetime
) -> None:
    account, _ = leaving.at_work(db, cast, at)
    own = select(Contribution).where(
        Contribution.account == account, Contribution.outcome.is_(None)
    )
    one = db.scalars(own).first()
    assert one is not None

    erasure.erase(db, account, by=account, at=at)
    db.refresh(one)

    assert notices.queue(db, "outcome", one, one.account_id, key="k", at=at) is None
    assert db.scalars(select(Notice).where(Notice.account_id == account.id)).all() == []


def test_the_audit_says_that_somebody_left_and_nothing_that_can_be_tried_out(
    db: Session, cast: Cast, at: datetime
) -> None:
    account, _ = leaving.at_work(db, cast, at)

    erasure.erase(db, account, by=account, at=at)

    rows = db.scalars(select(Audit).where(Audit.subject_id == account.id)).all()
    assert "account.erased" in {row.verb for row in rows}
    salts = select(AuditSalt).where(AuditSalt.audit_id.in_([row.id for row in rows]))
    assert db.scalars(salts).all() == []


def test_only_the_person_erases_an_account(db: Session, cast: Cast, at: datetime) -> None:
    for by in (cast.sanne, cast.ada, cast.noor):
        with pytest.raises(NotAllowed):
            erasure.erase(db, cast.bram, by=by, at=at)
    assert cast.bram.display_name == "Bram de Wit"


def test_the_only_lead_and_the_only_administrator_hand_over_first(
    db: Session, cast: Cast, at: datetime
) -> None:
    assert erasure.hindrances(db, cast.sanne).only_lead_of == [cast.document]
    assert not erasure.hindrances(db, cast.sanne).only_administrator
    with pytest.raises(NotAllowed, match="hand_over_first"):
        erasure.erase(db, cast.sanne, by=cast.sanne, at=at)

    members.change(db, cast.document, cast.claire, give=[Role.LEAD], by=cast.sanne, at=at)
    erasure.erase(db, cast.sanne, by=cast.sanne, at=at)
    assert erasure.hindrances(db, cast.ada).only_administrator
    with pytest.raises(NotAllowed, match="hand_over_first"):
        erasure.erase(db, cast.ada, by=cast.ada, at=at)


def test_of_two_leads_who_run_the_site_and_go_at_the_same_moment_one_stays(
    database: Database,
) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        cast.ada.is_administrator = False
        cast.claire.is_administrator = True
        members.add_role(db, cast.claire, cast.document, Role.LEAD, by=OPERATOR, at=factories.AT)
        leads = [cast.claire.id, cast.sanne.id]

    def leave(account_id: str) -> None:
        with database.write() as db:
            own = db.get_one(Account, account_id)
            erasure.erase(db, own, by=own, at=factories.AT)

    done = at_once([lambda: leave(leads[0]), lambda: leave(leads[1])])

    assert sorted(type(one).__name__ for one in done) == ["NoneType", "NotAllowed"]
    with database.read() as db:
        document = db.scalars(select(Document)).one()
        left = select(Membership).where(
            Membership.document_id == document.id, Membership.role == Role.LEAD
        )
        assert len(db.scalars(left).all()) == 1


def test_the_file_of_the_database_holds_the_name_no_more(database: Database) -> None:
    if database.file is None:
        pytest.skip("PostgreSQL keeps old rows until it vacuums: docs/operating.md")
    with database.write() as db:
        cast = gather(db, factories.document(db))
        account, _ = leaving.at_work(db, cast, factories.AT)
    with database.write() as db:
        own = db.get_one(Account, account.id)
        assert db.scalars(select(SignIn)).all()
        erasure.erase(db, own, by=own, at=factories.AT)

    database.close()

    assert b"kanarie" not in database.file.read_bytes().lower()
