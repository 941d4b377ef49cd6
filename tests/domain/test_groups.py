"""Focus groups: the lead describes them and names who leads the talks; readers read of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import accounts, erasure, groups, members
from wiki.domain.groups import Description
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import Account, Group, Role


@pytest.fixture
def linden(db: Session, cast: Cast) -> Group:
    """Give a group whose talks Joost leads."""
    return factories.group(db, cast.document, by=cast.sanne, facilitators=[cast.joost])


def said(*facilitators: Account) -> Description:
    return Description(
        {"en": "Beech", "nl": "Beuk"},
        {"en": "Work.", "nl": "Werk."},
        "020 123 45 67",
        [one.id for one in facilitators],
    )


def named(group: Group) -> list[str]:
    return [one.display_name for one in groups.facilitators_of(group)]


def test_the_lead_makes_a_group_and_readers_of_the_document_find_it(
    db: Session, cast: Cast, linden: Group
) -> None:
    for viewer in (cast.noor, cast.henk, cast.sanne):
        assert groups.listed(db, cast.document, viewer=viewer) == [linden]
        assert groups.get(db, cast.document, linden.id, viewer=viewer) is linden
    assert named(linden) == ["Joost Vermeer"]


def test_who_may_not_read_the_document_learns_of_no_group(
    db: Session, cast: Cast, linden: Group
) -> None:
    for viewer in (None, cast.otis, cast.ada):
        with pytest.raises(NotFound):
            groups.listed(db, cast.document, viewer=viewer)
        with pytest.raises(NotFound):
            groups.get(db, cast.document, linden.id, viewer=viewer)


def test_a_group_of_another_document_is_not_found(db: Session, cast: Cast, linden: Group) -> None:
    other = factories.document(db, key="other")
    members.add_role(db, cast.noor, other, Role.READER, by=accounts.OPERATOR, at=factories.AT)

    for missing in (linden.id, "nothing"):
        with pytest.raises(NotFound):
            groups.get(db, other, missing, viewer=cast.noor)


@pytest.mark.parametrize("who", ["noor", "joost", "mirjam", "claire", "henk"])
def test_nobody_but_the_lead_makes_or_changes_a_group(
    db: Session, cast: Cast, linden: Group, at: datetime, who: str
) -> None:
    by, seen = getattr(cast, who), groups.state(linden)

    with pytest.raises(NotAllowed):
        groups.make(db, cast.document, said(cast.joost), by=by, at=at)
    with pytest.raises(NotAllowed):
        groups.change(db, linden, said(cast.joost), seen=seen, by=by, at=at)
    assert groups.listed(db, cast.document, viewer=by) == [linden]
    assert groups.state(linden) == seen


def test_only_facilitators_of_the_document_lead_the_talks_and_somebody_does(
    db: Session, cast: Cast, at: datetime
) -> None:
    for refused, key in ((said(), "facilitator_needed"), (said(cast.noor), "not_a_choice")):
        with pytest.raises(Invalid, match=key):
            groups.make(db, cast.document, refused, by=cast.sanne, at=at)
    assert groups.who_may_facilitate(db, cast.document, by=cast.sanne) == [cast.joost]


def test_the_lead_describes_a_group_otherwise_and_names_somebody_else(
    db: Session, cast: Cast, linden: Group, at: datetime
) -> None:
    members.change(db, cast.document, cast.ingrid, give=[Role.FACILITATOR], by=cast.sanne, at=at)

    groups.change(db, linden, said(cast.ingrid), seen=groups.state(linden), by=cast.sanne, at=at)

    db.flush()
    db.expire_all()
    assert (linden.names["nl"], linden.contact) == ("Beuk", "020 123 45 67")
    assert named(linden) == ["Ingrid Olsen"]


def test_what_a_colleague_changed_meanwhile_is_not_overwritten(
    db: Session, cast: Cast, linden: Group, at: datetime
) -> None:
    seen = groups.state(linden)
    groups.change(db, linden, said(cast.joost), seen=seen, by=cast.sanne, at=at)
    later = replace(said(cast.joost), contact="me@example.org")

    with pytest.raises(Stale, match="group_changed"):
        groups.change(db, linden, later, seen=seen, by=cast.sanne, at=at)

    assert linden.contact == "020 123 45 67"


def test_who_is_no_facilitator_any_more_leads_no_group_also_after_coming_back(
    db: Session, cast: Cast, linden: Group, at: datetime
) -> None:
    role = [Role.FACILITATOR]
    members.change(db, cast.document, cast.joost, end=role, by=cast.sanne, at=at)
    members.change(db, cast.document, cast.joost, give=role, by=cast.sanne, at=at)

    db.expire_all()
    assert named(linden) == []


def test_who_left_for_good_or_cannot_sign_in_is_named_no_more(
    db: Session, cast: Cast, linden: Group, at: datetime
) -> None:
    cast.joost.disabled_at = at
    assert named(linden) == []
    cast.joost.disabled_at = None
    assert named(linden) == ["Joost Vermeer"]

    erasure.erase(db, cast.joost, by=cast.joost, at=at)

    db.expire_all()
    assert named(linden) == []
