"""Who may do what: the whole table, so that a change of a rule is seen."""

from __future__ import annotations

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import PARTS, Cast
from wiki.domain import threads
from wiki.domain.permissions import RULES, Permission, can, require
from wiki.errors import NotAllowed, NotFound
from wiki.models import Base, Comment, Readers, Section, Text, Thread

P = Permission
WORKERS = {"noor", "bram", "tomasz", "joost", "ingrid", "mirjam", "claire", "sanne", "henk"}
EVERYONE = {*PARTS, "visitor"}

ON_THE_DOCUMENT = {
    P.DOCUMENT_READ: WORKERS,
    P.DOCUMENT_CREATE: {"sanne", "ada"},
    P.DOCUMENT_IMPORT: {"sanne"},
    P.READERS_SET: {"sanne"},
    P.RULES_SET: {"sanne"},
    P.THREAD_OPEN: WORKERS,
    P.REACTION_GIVE: WORKERS,
    P.PROPOSAL_SUBMIT: WORKERS,
    P.QUEUE_READ: {"mirjam", "claire", "sanne"},
    P.TEXT_EDIT: {"claire", "sanne"},
    P.RELEASE_MAKE: {"sanne"},
    P.HISTORY_REDACT: {"sanne"},
    P.ROUND_SETTLE: {"sanne"},
    P.MEMBER_INVITE: {"sanne", "ada"},
    P.GROUP_MAKE: {"sanne"},
    P.SITE_RUN: {"sanne", "ada"},
    P.OWN_ACCOUNT: set(PARTS),
}
ON_NOORS_TALK = {
    P.CONTRIBUTION_READ: WORKERS,
    P.COMMENT_REPLY: WORKERS,
    P.COMMENT_EDIT: {"noor"},
    P.PLACEMENT_SET: {"noor", "mirjam", "claire", "sanne"},
    P.PROPOSAL_REVISE: {"noor"},
    P.PROPOSAL_SUPPORT: WORKERS - {"noor"},
    P.CONTRIBUTION_WITHDRAW: {"noor"},
    P.CONTRIBUTION_DECIDE: {"mirjam", "claire"},
    P.CONTRIBUTION_HOLD: {"mirjam", "claire"},
}


@pytest.fixture
def thread(db: Session, cast: Cast) -> Thread:
    return factories.thread(db, factories.text(db, cast.document), by=cast.noor)


def test_every_permission_is_in_the_table() -> None:
    assert ON_THE_DOCUMENT.keys() | ON_NOORS_TALK.keys() == RULES.keys() == set(Permission)


@pytest.mark.parametrize("permission", ON_THE_DOCUMENT)
def test_who_may_do_what_with_the_document(cast: Cast, permission: Permission) -> None:
    people = cast.everyone().items()

    allowed = {name for name, who in people if can(who, permission, cast.document)}

    assert allowed == ON_THE_DOCUMENT[permission]


@pytest.mark.parametrize("permission", ON_NOORS_TALK)
def test_who_may_do_what_with_a_talk_of_noors(
    cast: Cast, thread: Thread, permission: Permission
) -> None:
    people = cast.everyone().items()

    allowed = {name for name, who in people if can(who, permission, thread.contribution)}

    assert allowed == ON_NOORS_TALK[permission]


@pytest.mark.parametrize("permission", Permission)
def test_a_closed_account_may_do_nothing(
    cast: Cast, thread: Thread, permission: Permission
) -> None:
    for who in cast.everyone().values():
        if who is not None:
            who.disabled_at = factories.AT
            assert not can(who, permission, cast.document)
            assert not can(who, permission, thread.contribution)


def test_roles_on_one_document_say_nothing_about_another(db: Session, cast: Cast) -> None:
    other = factories.document(db, key="other")

    allowed = {
        (name, permission)
        for name, who in cast.everyone().items()
        for permission in Permission
        if can(who, permission, other)
    }

    of_the_site = {P.DOCUMENT_CREATE, P.MEMBER_INVITE, P.SITE_RUN}
    assert allowed == {(name, P.OWN_ACCOUNT) for name in PARTS} | {
        (name, permission) for name in ("sanne", "ada") for permission in of_the_site
    }


def test_what_one_may_not_see_is_not_found_and_what_one_may_see_is_not_allowed(
    cast: Cast, thread: Thread
) -> None:
    with pytest.raises(NotFound):
        require(cast.otis, P.CONTRIBUTION_DECIDE, thread.contribution)
    with pytest.raises(NotAllowed, match="contribution:decide"):
        require(cast.bram, P.CONTRIBUTION_DECIDE, thread.contribution)


def test_visitors_read_what_is_public_and_take_no_part(cast: Cast, thread: Thread) -> None:
    cast.document.readers = Readers.PUBLIC

    allowed = {one for one in Permission if can(None, one, thread.contribution)}

    assert allowed == {P.DOCUMENT_READ, P.CONTRIBUTION_READ}


def test_each_kind_of_thing_leads_to_its_document(db: Session, cast: Cast, thread: Thread) -> None:
    proposal = factories.proposal(db, thread.text, by=cast.bram)
    (revision,) = factories.adopted(db, proposal, by=cast.mirjam)
    comment = opening(db, thread)
    section: Section = thread.text.section
    text: Text = thread.text

    things: list[Base] = [section, text, revision, thread, proposal, comment]
    for thing in things:
        assert can(cast.mirjam, P.DOCUMENT_READ, thing)
        assert not can(cast.otis, P.DOCUMENT_READ, thing)


def opening(db: Session, thread: Thread) -> Comment:
    (comment,) = threads.comments_on(
        db, [thread.id], thread.contribution.document, viewer=thread.contribution.account
    )
    return comment
