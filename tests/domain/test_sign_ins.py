"""Sign-ins: begun, found, renewed and ended."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.cast import Cast
from wiki.domain import invitations, mailed_sign_ins, sign_ins
from wiki.models import Account, MailedFor, MailedSignIn, Role, SignIn


def days(count: int) -> timedelta:
    return timedelta(days=count)


def test_a_secret_stands_for_one_account(db: Session, cast: Cast, at: datetime) -> None:
    noor, bram = (sign_ins.begin(db, who, on=at.date()) for who in (cast.noor, cast.bram))

    found = sign_ins.find(db, noor, on=at.date())

    assert found is not None
    assert found.id == cast.noor.id
    assert sign_ins.account(db, noor, on=at.date()) is cast.noor
    assert len({noor, bram}) == 2
    assert len(noor) >= 43


@pytest.mark.parametrize("secret", ["", "x", "é", "\x00", "a" * 10_000])
def test_what_is_no_secret_finds_nobody(db: Session, cast: Cast, at: datetime, secret: str) -> None:
    sign_ins.begin(db, cast.noor, on=at.date())

    assert sign_ins.find(db, secret, on=at.date()) is None


def test_it_ends_after_thirty_days_without_use(db: Session, cast: Cast, at: datetime) -> None:
    secret = sign_ins.begin(db, cast.noor, on=at.date())

    assert sign_ins.find(db, secret, on=at.date() + days(30))
    assert sign_ins.find(db, secret, on=at.date() + days(31)) is None


def test_used_every_week_it_still_ends_after_half_a_year(
    db: Session, cast: Cast, at: datetime
) -> None:
    today = at.date()
    secret = sign_ins.begin(db, cast.noor, on=today)

    lasted = 0
    while (found := sign_ins.find(db, secret, on=today)) is not None:
        if sign_ins.is_due_for_renewal(found, on=today):
            sign_ins.renew(db, secret, on=today)
            db.flush()
        today += days(7)
        lasted += 7

    assert 175 <= lasted <= 182 + 7


def test_it_is_renewed_once_a_week_and_tells_no_day(db: Session, cast: Cast, at: datetime) -> None:
    monday = at.date() - days(at.weekday())
    secret = sign_ins.begin(db, cast.noor, on=monday + days(3))
    found = sign_ins.find(db, secret, on=monday + days(3))
    assert found is not None

    due = [day for day in range(15) if sign_ins.is_due_for_renewal(found, on=monday + days(day))]

    assert found.last_used_week == monday
    assert due == list(range(7, 15))


def test_ending_one_leaves_the_others_and_ending_all_leaves_none(
    db: Session, cast: Cast, at: datetime
) -> None:
    one, other, third = (sign_ins.begin(db, cast.noor, on=at.date()) for _ in range(3))
    brams = sign_ins.begin(db, cast.bram, on=at.date())

    sign_ins.end(db, one)
    sign_ins.end(db, "nothing")
    assert sign_ins.find(db, one, on=at.date()) is None
    assert len(sign_ins.listed(db, cast.noor, here=other, on=at.date())) == 2

    sign_ins.end_all(db, cast.noor, at=at)
    assert sign_ins.find(db, other, on=at.date()) is None
    assert sign_ins.find(db, third, on=at.date()) is None
    assert sign_ins.find(db, brams, on=at.date())


@pytest.mark.parametrize("way", ["all", "others"])
def test_signing_out_elsewhere_ends_ones_own_open_links_and_no_invitations(
    db: Session, cast: Cast, at: datetime, way: str
) -> None:
    own = mail_to(db, cast.otis, at)
    brams = mail_to(db, cast.bram, at)
    password, _ = invitations.create_for_account(db, cast.otis, by=cast.ada, at=at)
    joining, _ = invitations.create(
        db, cast.document, Role.EDITOR, email=cast.otis.email, language="en", by=cast.sanne, at=at
    )
    db.flush()

    if way == "all":
        sign_ins.end_all(db, cast.otis, at=at)
    else:
        sign_ins.end_others(db, cast.otis, but=sign_ins.begin(db, cast.otis, on=at.date()), at=at)
    db.expire_all()

    open_ones = [one for one in (own, brams) if mailed_sign_ins.state(one, at=at) == "open"]
    assert open_ones == [brams]
    assert mailed_sign_ins.state(own, at=at) == "expired"
    assert invitations.state(password, at=at) == "expired"
    assert invitations.state(joining, at=at) == "open"


def mail_to(db: Session, who: Account, at: datetime) -> MailedSignIn:
    """Return a link that was mailed to somebody."""
    email = who.email or ""
    return mailed_sign_ins.ask(db, email, purpose=MailedFor.SIGN_IN, key="key", at=at)


def test_sign_ins_that_ended_do_not_pile_up(db: Session, cast: Cast, at: datetime) -> None:
    sign_ins.begin(db, cast.noor, on=at.date())

    sign_ins.begin(db, cast.bram, on=at.date() + days(31))

    assert db.scalar(select(func.count()).select_from(SignIn)) == 1
