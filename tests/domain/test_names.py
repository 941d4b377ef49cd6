"""Nobody takes a name that others would take for somebody else's, or for a role."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests.cast import Cast
from wiki import i18n
from wiki.domain import accounts, names
from wiki.domain.accounts import OPERATOR
from wiki.errors import Invalid
from wiki.web import speakers, words


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Sanne Hoekstra", "name_of_another"),
        ("S\u0430nne HOEKSTRA", "name_of_another"),
        ("San\u200bne Hoekstra", "unseen_character"),
        ("Moderator", "name_of_a_role"),
        ("M\u043eder\u0430tor!", "name_of_a_role"),
        ("De beheerder", "name_of_a_role"),
    ],
)
def test_nobody_takes_the_name_of_another_or_of_a_role(
    db: Session, cast: Cast, at: datetime, name: str, key: str
) -> None:
    with pytest.raises(Invalid, match=key):
        accounts.rename(db, cast.noor, name, by=cast.noor, at=at)
    with pytest.raises(Invalid, match=key):
        accounts.create(db, email="new@example.org", name=name, language="en", at=at)


def test_two_people_of_one_name_are_told_apart_or_named_by_the_operator(
    db: Session, cast: Cast, at: datetime
) -> None:
    accounts.rename(db, cast.bram, "Noor Haddad (Law)", by=cast.bram, at=at)
    given = {"email": "other@example.org", "name": "Noor Haddad", "language": "en"}
    other = accounts.create(db, **given, by=OPERATOR, at=at)

    accounts.rename(db, other, "Noor Haddad", by=other, at=at)
    accounts.rename(db, cast.noor, "Noor  Haddad", by=cast.noor, at=at)

    assert other.display_name == cast.noor.display_name == "Noor Haddad"


def test_an_erased_account_keeps_no_name_from_others(db: Session, cast: Cast, at: datetime) -> None:
    cast.bram.erased_on = at.date()
    db.flush()

    accounts.rename(db, cast.noor, "Bram de Wit", by=cast.noor, at=at)

    assert cast.noor.display_name == "Bram de Wit"


def test_what_people_without_a_name_are_called_is_nobodys_name(db: Session) -> None:
    called = {*words.ROLES.values(), *speakers.ROLES.values()}
    called |= {"a voice", "a colleague", "a former participant"}
    for language in i18n.LANGUAGES:
        for one in called:
            with pytest.raises(Invalid, match="name_of_a_role"):
                names.ensure_own(db, i18n.catalogue(language).gettext(one))
