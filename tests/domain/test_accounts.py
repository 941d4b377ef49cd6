"""Accounts: who may make, change and end them, and which passwords they take."""

from __future__ import annotations

from datetime import datetime

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.cast import Cast
from wiki.domain import accounts, invitations, mailed_sign_ins, passwords, sign_ins
from wiki.domain.accounts import OPERATOR
from wiki.errors import Invalid, NotAllowed, Stale
from wiki.models import Audit, MailedFor

GOOD = "seven quiet rivers"


def made(db: Session, at: datetime, **changed: object):
    given = {"email": "yara@example.org", "name": "Yara Smit", "language": "en", **changed}
    return accounts.create(db, **given, at=at)  # type: ignore[arg-type]


def test_an_address_is_one_account_in_whatever_case(db: Session, at: datetime) -> None:
    account = made(db, at, email="  Yara@Example.ORG ")

    assert account.email == "yara@example.org"
    assert accounts.get_by_email(db, "YARA@example.org") is account
    with pytest.raises(Invalid) as refusal:
        made(db, at, email="yara@EXAMPLE.org")
    assert refusal.value.key == "email_taken"


@pytest.mark.parametrize(
    "email",
    ["", "yara", "@example.org", "yara@", "a b@example.org", "yara@exa mple.org", "a@b@c.org",
     "yara@example.org\nBcc: x@y.z", '"yara"@example.org', "a" * 65 + "@x.org",
     "a@" + "b" * 260, "yara@example.", "<yara@example.org>"],
)  # fmt: skip
def test_what_is_no_address_is_refused(db: Session, at: datetime, email: str) -> None:
    with pytest.raises(Invalid) as refusal:
        made(db, at, email=email)

    assert (refusal.value.field, refusal.value.key) == ("email", "not_an_email")


@pytest.mark.parametrize(("name", "key"), [(" \t ", "missing"), ("y" * 81, "too_long")])
def test_a_name_must_say_something_short(db: Session, at: datetime, name: str, key: str) -> None:
    with pytest.raises(Invalid) as refusal:
        made(db, at, name=name)

    assert (refusal.value.field, refusal.value.key) == ("name", key)


def test_only_administrators_and_the_operator_make_administrators(
    db: Session, cast: Cast, at: datetime
) -> None:
    assert made(db, at, administrator=True, by=OPERATOR).is_administrator
    assert made(db, at, email="b@x.org", administrator=True, by=cast.ada).is_administrator
    for by in (None, cast.noor, cast.claire):
        with pytest.raises(NotAllowed):
            made(db, at, email="c@x.org", administrator=True, by=by)


def test_only_the_person_and_administrators_change_an_account(
    db: Session, cast: Cast, at: datetime
) -> None:
    accounts.rename(db, cast.noor, " Noor  El Haddad ", by=cast.noor, at=at)
    assert cast.noor.display_name == "Noor El Haddad"

    with pytest.raises(NotAllowed):
        accounts.rename(db, cast.noor, "Somebody", by=cast.mirjam, at=at)
    with pytest.raises(NotAllowed):
        accounts.set_password(db, cast.noor, passwords.choose(GOOD), by=cast.claire, at=at)
    with pytest.raises(NotAllowed):
        accounts.disable(db, cast.noor, by=cast.mirjam, at=at)


def test_a_new_password_ends_all_sign_ins(db: Session, cast: Cast, at: datetime) -> None:
    secret = sign_ins.begin(db, cast.noor, on=at.date())

    accounts.set_password(db, cast.noor, passwords.choose(GOOD), by=cast.noor, at=at)

    assert sign_ins.find(db, secret, on=at.date()) is None
    assert accounts.may_enter(cast.noor, GOOD, at_machine=False)
    assert not accounts.may_enter(cast.noor, GOOD + " ", at_machine=False)


def test_a_new_password_ends_links_that_are_on_their_way(
    db: Session, cast: Cast, at: datetime
) -> None:
    address = cast.noor.email or ""
    asked = mailed_sign_ins.ask(db, address, purpose=MailedFor.SIGN_IN, key="key", at=at)
    invited, _ = invitations.create_for_account(db, cast.noor, by=cast.ada, at=at)
    db.flush()

    accounts.set_password(db, cast.noor, passwords.choose(GOOD), by=cast.noor, at=at)

    with pytest.raises(Stale):
        mailed_sign_ins.use(db, asked, at=at)
    with pytest.raises(Stale):
        invitations.choose_password(db, invited, passwords.choose(GOOD), at=at)


def test_a_disabled_account_is_out_at_once_and_can_come_back(
    db: Session, cast: Cast, at: datetime
) -> None:
    accounts.set_password(db, cast.noor, passwords.choose(GOOD), by=OPERATOR, at=at)
    secret = sign_ins.begin(db, cast.noor, on=at.date())

    accounts.disable(db, cast.noor, by=cast.ada, at=at)
    assert sign_ins.find(db, secret, on=at.date()) is None
    assert not accounts.may_enter(cast.noor, GOOD, at_machine=True)

    accounts.enable(db, cast.noor, by=cast.ada, at=at)
    assert accounts.may_enter(cast.noor, GOOD, at_machine=False)


def test_nobody_enters_an_account_without_a_password(cast: Cast) -> None:
    assert not accounts.may_enter(cast.noor, "", at_machine=True)
    assert not accounts.may_enter(None, GOOD, at_machine=True)


def test_a_demo_account_opens_only_at_the_machine(cast: Cast) -> None:
    accounts.open_for_demo(cast.noor)

    assert accounts.may_enter(cast.noor, accounts.DEMO_PASSWORD, at_machine=True)
    assert not accounts.may_enter(cast.noor, accounts.DEMO_PASSWORD, at_machine=False)
    assert not accounts.may_enter(cast.noor, "anything", at_machine=True)


def test_a_weakly_hashed_password_is_hashed_anew_and_still_opens(
    db: Session, cast: Cast, at: datetime
) -> None:
    cast.noor.password_hash = PasswordHasher(time_cost=1, memory_cost=1024).hash(GOOD)
    weak = cast.noor.password_hash

    accounts.refresh_password(cast.noor, GOOD)

    assert cast.noor.password_hash != weak
    assert accounts.may_enter(cast.noor, GOOD, at_machine=False)
    strong = cast.noor.password_hash
    accounts.refresh_password(cast.noor, GOOD)
    assert cast.noor.password_hash == strong


def test_the_audit_of_accounts_holds_no_name_and_no_address(
    db: Session, cast: Cast, at: datetime
) -> None:
    account = made(db, at)
    accounts.rename(db, account, "Canary", by=account, at=at)
    db.flush()

    rows = db.scalars(select(Audit).where(Audit.subject_id == account.id)).all()

    assert {row.verb for row in rows} == {"account.created", "account.renamed"}
    for row in rows:
        assert "Canary" not in str(vars(row))
        assert "yara" not in str(vars(row))


class TestPasswords:
    @pytest.mark.parametrize(
        "password",
        ["seven quiet rivers", "correct horse battery", "Ωμέγα και άλφα 9", "zwölf blaue Kühe",
         "x7#kQ!p2vLz9", "één twee drie vier", "yyyyyabcdefghijk",
         "🦊🐻🐼🐨🐯🦁🐮🐷🐸🐵"],
    )  # fmt: skip
    def test_long_ones_of_any_characters_are_good(self, password: str) -> None:
        chosen = passwords.choose(password, about=("noor@example.org", "Noor Haddad"))

        assert passwords.matches(chosen.kept, password)
        assert password not in chosen.kept

    @pytest.mark.parametrize(
        ("password", "key"),
        [
            ("", "password_short"),
            ("ninechars", "password_short"),
            ("r" * 301, "too_long"),
            ("1234567890", "password_common"),
            ("Qwertyuiop", "password_common"),
            ("password123", "password_common"),
            ("aaaaaaaaaaaa", "password_common"),
            ("noorhaddad1985", "password_close"),
            ("Noor.Haddad!!", "password_close"),
            ("conduct-wiki-2026", "password_close"),
            ("Welkom2026!!", "password_close"),
            ("universiteit2026", "password_close"),
        ],
    )
    def test_short_known_and_obvious_ones_are_refused(self, password: str, key: str) -> None:
        with pytest.raises(Invalid) as refusal:
            passwords.choose(password, about=("noor@example.org", "Noor Haddad"))

        assert refusal.value.key == key

    def test_the_same_letters_from_another_keyboard_are_the_same_password(self) -> None:
        composed, decomposed = "caf\u00e9 om de hoek", "cafe\u0301 om de hoek"

        assert passwords.matches(passwords.hashed(composed), decomposed)

    def test_no_part_of_a_long_password_is_left_out(self) -> None:
        long = "ab cd ef gh ij " * 19

        assert not passwords.matches(passwords.hashed(long), long[:-1])

    @pytest.mark.parametrize("kept", [None, "", "demo$", "$argon2id$broken", "plain text here"])
    def test_what_is_no_hash_opens_to_nothing(self, kept: str | None) -> None:
        assert not passwords.matches(kept, "nobody has this password")
