"""The queries for contributions and comments find exactly what the permission lets somebody see."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import comments, contributions
from wiki.domain.permissions import Permission, can, sees
from wiki.models import (
    Account,
    Comment,
    Contribution,
    ContributionKind,
    Group,
    GroupKind,
    Meeting,
    MeetingKind,
    Outcome,
    Readers,
    ShownAs,
    new_id,
)

AT = factories.AT
KINDS = tuple(ContributionKind)
OUTCOMES = (None, Outcome.ADOPTED, Outcome.WITHDRAWN)
"""What one sees doesn't hang on it: one of each suffices."""

Speaker = dict[str, object]


@pytest.fixture
def viewers(db: Session, cast: Cast) -> dict[str, Account | None]:
    """Give everyone; the accounts of a participant and of a moderator are closed."""
    for who in (cast.tomasz, cast.claire):
        who.disabled_at = AT
    return cast.everyone()


@pytest.fixture
def speakers(db: Session, cast: Cast) -> list[Speaker]:
    """Give each way in which a row may be by somebody: account, group, meeting, voice, nobody."""
    names = {"en": "Linden"}
    group = Group(id=new_id(), document_id=cast.document.id, names=names, kind=GroupKind.OPEN)
    meeting = Meeting(
        id=new_id(),
        document_id=cast.document.id,
        kind=MeetingKind.THEME,
        title="Work",
        held_on=AT.date(),
    )
    db.add_all([group, meeting])
    db.flush()
    accounts = (cast.noor, cast.tomasz, cast.mirjam, cast.sanne, cast.otis)
    return [
        *({"account_id": one.id, "shown_as": ShownAs.NAME, "said_at": AT} for one in accounts),
        {"account_id": cast.bram.id, "shown_as": ShownAs.ROLE, "said_at": AT},
        {"group_id": group.id, "shown_as": ShownAs.GROUP, "said_at": AT},
        {"meeting_id": meeting.id, "shown_as": ShownAs.GROUP, "said_at": AT},
        {"voice_hash": "0" * 64, "shown_as": ShownAs.NOBODY},
        {"shown_as": ShownAs.NOBODY},
    ]


@pytest.fixture
def said(db: Session, cast: Cast, speakers: list[Speaker]) -> list[Contribution]:
    """Give a contribution of each kind, outcome and speaker, held and not held."""
    made = [
        Contribution(
            id=new_id(),
            kind=kind,
            document=cast.document,
            language="en",
            outcome=outcome,
            reason="Because.",
            held_at=held,
            said_on=AT.date(),
            **speaker,
        )
        for kind, outcome, held, speaker in product(KINDS, OUTCOMES, (None, AT), speakers)
    ]
    db.add_all(made)
    db.flush()
    return made


@pytest.fixture
def remarks(db: Session, said: list[Contribution], speakers: list[Speaker]) -> list[Comment]:
    """Give a comment of each speaker, held and not held, withdrawn and not, on every thread."""
    made = [
        Comment(
            id=new_id(),
            contribution=contribution,
            source="",
            html="",
            held_at=held,
            withdrawn_at=withdrawn,
            said_on=AT.date(),
            **speaker,
        )
        for contribution in said
        if contribution.kind is ContributionKind.THREAD and contribution.outcome is None
        for held, withdrawn, speaker in product((None, AT), (None, AT), speakers)
    ]
    db.add_all(made)
    db.flush()
    return made


def everybody(
    db: Session, cast: Cast, viewers: dict[str, Account | None]
) -> Iterator[tuple[str, Account | None]]:
    """Give everyone by name, for each way in which the document may be read."""
    for readers in Readers:
        cast.document.readers = readers
        db.flush()
        for name, who in viewers.items():
            yield f"{name}, {readers}", who


def test_the_query_finds_the_contributions_that_one_may_see(
    db: Session, cast: Cast, viewers: dict[str, Account | None], said: list[Contribution]
) -> None:
    for name, who in everybody(db, cast, viewers):
        condition = contributions.visible_to(who, cast.document)

        found = set(db.scalars(select(Contribution.id).where(condition)))

        assert found == {one.id for one in said if sees(who, one)}, name


def test_the_query_finds_the_comments_that_one_may_see(
    db: Session, cast: Cast, viewers: dict[str, Account | None], remarks: list[Comment]
) -> None:
    for name, who in everybody(db, cast, viewers):
        query = select(Comment.id).join(Comment.contribution)
        seen = (
            contributions.visible_to(who, cast.document),
            contributions.comments_visible_to(who, cast.document),
        )

        found = set(db.scalars(query.where(*seen)))

        assert found == {one.id for one in remarks if sees(who, one)}, name
        assert found == {
            one.id for one in remarks if comments.find(db, cast.document, one.id, viewer=who)
        }, name


def test_the_conditions_that_are_built_once_say_the_same(
    db: Session, cast: Cast, viewers: dict[str, Account | None], remarks: list[Comment]
) -> None:
    query = (
        select(Comment.id)
        .join(Comment.contribution)
        .where(contributions.SEEN, contributions.COMMENT_SEEN)
    )
    for name, who in everybody(db, cast, viewers):
        found = set(db.scalars(query, contributions.sight_of(who, cast.document)))

        assert found == {one.id for one in remarks if sees(who, one)}, name


def test_the_author_of_a_held_talk_sees_what_others_said_in_it_and_they_see_nothing(
    db: Session, cast: Cast, remarks: list[Comment]
) -> None:
    held = [one for one in remarks if one.contribution.held_at and one.held_at is None]
    of_noors = [one for one in held if one.contribution.account_id == cast.noor.id]
    by_bram = [one for one in of_noors if one.account_id == cast.bram.id]

    assert of_noors
    assert by_bram
    assert all(can(cast.noor, Permission.CONTRIBUTION_READ, one) for one in of_noors)
    assert not any(can(cast.bram, Permission.CONTRIBUTION_READ, one) for one in by_bram)
