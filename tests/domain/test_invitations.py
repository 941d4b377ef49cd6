"""Invitations, as the domain holds them."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from wiki.database import Database
from wiki.domain import accounts, invitations, passwords
from wiki.domain.accounts import OPERATOR
from wiki.domain.invitations import LASTS, State
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Account, Invitation, Membership, Role

CHOSEN = passwords.Chosen("kept")


def invite(db: Session, cast: Cast, at: datetime, **changed: object) -> tuple[Invitation, str]:
    given = {"role": Role.PARTICIPANT, "language": "en", "by": cast.sanne, **changed}
    return invitations.create(db, cast.document, given.pop("role"), **given, at=at)  # type: ignore[arg-type]


def test_a_secret_finds_its_invitation_and_is_not_kept(
    db: Session, cast: Cast, at: datetime
) -> None:
    invitation, secret = invite(db, cast, at)

    assert invitations.get(db, secret) is invitation
    assert secret not in str(vars(invitation))
    for wrong in ("", "x", secret[:-1], invitation.secret_hash):
        with pytest.raises(NotFound):
            invitations.get(db, wrong)


def test_it_is_open_for_two_weeks_and_until_it_is_used(
    db: Session, cast: Cast, at: datetime
) -> None:
    invitation, _ = invite(db, cast, at)

    assert invitations.state(invitation, at=at + LASTS - timedelta(seconds=1)) is State.OPEN
    assert invitations.state(invitation, at=at + LASTS) is State.EXPIRED

    invitations.accept(db, invitation, by=cast.otis, at=at)
    db.refresh(invitation)
    assert invitations.state(invitation, at=at) is State.USED


def test_one_who_is_too_late_gets_nothing(db: Session, cast: Cast, at: datetime) -> None:
    invitation, _ = invite(db, cast, at)

    with pytest.raises(Stale):
        invitations.accept(db, invitation, by=cast.otis, at=at + LASTS)

    assert cast.otis.roles_on(cast.document.id) == frozenset()


@pytest.mark.parametrize("name", ["noor", "mirjam", "claire", "henk", "ingrid"])
def test_only_leads_and_administrators_invite(
    db: Session, cast: Cast, at: datetime, name: str
) -> None:
    with pytest.raises(NotAllowed):
        invite(db, cast, at, by=getattr(cast, name))


def test_an_unfit_address_is_refused(db: Session, cast: Cast, at: datetime) -> None:
    with pytest.raises(Invalid):
        invite(db, cast, at, email="not an address")


def test_the_link_of_an_account_gives_no_role_and_makes_no_account(
    db: Session, cast: Cast, at: datetime
) -> None:
    invitation, _ = invitations.create_for_account(db, cast.noor, by=OPERATOR, at=at)

    with pytest.raises(NotFound):
        invitations.accept(db, invitation, by=cast.otis, at=at)
    with pytest.raises(NotFound):
        invitations.accept_as_new(
            db, invitation, name="X", email="x@example.org", password=CHOSEN, at=at
        )


def test_the_link_to_a_document_chooses_nobodys_password(
    db: Session, cast: Cast, at: datetime
) -> None:
    invitation, _ = invite(db, cast, at, email="otis@example.org")

    with pytest.raises(NotFound):
        invitations.choose_password(db, invitation, CHOSEN, at=at)


def test_the_link_of_a_closed_account_opens_nothing(db: Session, cast: Cast, at: datetime) -> None:
    invitation, _ = invitations.create_for_account(db, cast.noor, by=OPERATOR, at=at)
    accounts.disable(db, cast.noor, by=OPERATOR, at=at)

    with pytest.raises(NotFound):
        invitations.choose_password(db, invitation, CHOSEN, at=at)


def test_only_administrators_let_others_choose_a_password(
    db: Session, cast: Cast, at: datetime
) -> None:
    invitations.create_for_account(db, cast.noor, by=cast.ada, at=at)

    with pytest.raises(NotAllowed):
        invitations.create_for_account(db, cast.noor, by=cast.claire, at=at)


def test_the_list_shows_what_is_open(db: Session, cast: Cast, at: datetime) -> None:
    open_one, _ = invite(db, cast, at)
    used, _ = invite(db, cast, at)
    invitations.accept(db, used, by=cast.otis, at=at)
    invite(db, cast, at - timedelta(days=30))

    listed = invitations.open_for(db, cast.document, by=cast.sanne, at=at)

    assert list(listed) == [open_one]


def test_one_taken_back_is_gone_but_a_used_one_stays(db: Session, cast: Cast, at: datetime) -> None:
    open_one, secret = invite(db, cast, at)
    used, used_secret = invite(db, cast, at)
    invitations.accept(db, used, by=cast.otis, at=at)

    for number in (open_one.id, used.id, "nothing"):
        invitations.withdraw(db, cast.document, number, by=cast.sanne, at=at)
    db.expire_all()

    with pytest.raises(NotFound):
        invitations.get(db, secret)
    assert invitations.get(db, used_secret).used_at == at


def test_of_two_who_accept_at_once_one_gets_in(database: Database, at: datetime) -> None:
    with database.write() as db:
        cast = casts.gather(db, factories.document(db))
        _, secret = invite(db, cast, at)
    late: list[Stale] = []

    def accept(name: str) -> None:
        try:
            with database.write() as db:
                invitation = invitations.get(db, secret)
                email = f"{name}@example.org"
                invitations.accept_as_new(
                    db, invitation, name=name, email=email, password=CHOSEN, at=at
                )
        except Stale as error:
            late.append(error)

    threads = [threading.Thread(target=accept, args=(name,)) for name in ("yara", "zoe", "xander")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.read() as db:
        new = db.scalars(
            select(Account).where(Account.display_name.in_(["yara", "zoe", "xander"]))
        ).all()
        roles = db.scalars(select(Membership.role).where(Membership.account_id == new[0].id)).all()
    assert len(late) == 2
    assert len(new) == 1
    assert list(roles) == [Role.PARTICIPANT]


def test_somebody_who_takes_part_is_not_invited_again(
    db: Session, cast: Cast, at: datetime
) -> None:
    with pytest.raises(Invalid) as refused:
        invite(db, cast, at, email=" Noor@Example.org")

    assert (refused.value.field, refused.value.key) == ("email", "takes_part_already")
