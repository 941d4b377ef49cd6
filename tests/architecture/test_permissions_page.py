"""The page about permissions says what the program does."""

from __future__ import annotations

import pytest

from tests import guard
from wiki.domain.permissions import RULES, Permission


def test_the_page_is_what_make_guard_writes() -> None:
    assert guard.PAGE.read_text(encoding="utf-8") == guard.page(), "run make guard"


@pytest.mark.parametrize("permission", Permission)
def test_every_permission_is_said_in_words(permission: Permission) -> None:
    assert guard.ALLOWS[permission] in guard.page()
    assert all(
        guard.WORDS[each] in guard.who_may(permission) for one in RULES[permission] for each in one
    )


def test_a_rule_reads_as_a_sentence() -> None:
    assert guard.who_may(Permission.CONTRIBUTION_DECIDE) == (
        "a moderator, and not about something of one's own"
    )
    assert guard.who_may(Permission.MEMBER_INVITE) == "the lead; or an administrator"
