"""Who may do what, as a page of the documentation.

    make guard

writes docs/permissions.md anew from the permission map and from the table of what everybody meets
on each page, and docs/life.md; tests compare them.
"""

from __future__ import annotations

from pathlib import Path

from tests import life
from tests.web.expectations import COLUMNS, GUARDS
from wiki.domain import permissions
from wiki.domain.permissions import RULES, Permission, Predicate
from wiki.models import Readers, Role

PAGE = Path(__file__).parent.parent / "docs" / "permissions.md"

ALLOWS: dict[Permission, str] = {
    Permission.DOCUMENT_READ: "read a document: texts, history, releases, files",
    Permission.DOCUMENT_CREATE: "make a document, also by importing one",
    Permission.DOCUMENT_IMPORT: "import texts and sections into a document",
    Permission.READERS_SET: "say who may read a document",
    Permission.CONTRIBUTION_READ: "read a thread, a proposal or a comment",
    Permission.THREAD_OPEN: "comment on a passage",
    Permission.COMMENT_REPLY: "answer, or talk about a proposal",
    Permission.COMMENT_EDIT: "change or withdraw a comment",
    Permission.PLACEMENT_SET: "attach a comment to other words",
    Permission.PROPOSAL_SUBMIT: "suggest other words, or another structure",
    Permission.PROPOSAL_REVISE: "give a proposal another wording",
    Permission.RULES_SET: "say how decisions are made",
    Permission.REACTION_GIVE: "react to a paragraph without writing",
    Permission.PROPOSAL_SUPPORT: "stand behind somebody else's proposal",
    Permission.CONTRIBUTION_WITHDRAW: "withdraw a thread or proposal",
    Permission.CONTRIBUTION_DECIDE: "give an outcome",
    Permission.CONTRIBUTION_HOLD: "take something out of sight, and put it back",
    Permission.QUEUE_READ: "see the queue",
    Permission.TEXT_EDIT: "edit a text directly, and restore an earlier revision",
    Permission.HISTORY_REDACT: "take words out of the whole history",
    Permission.RELEASE_MAKE: "make a release",
    Permission.ROUND_SETTLE: "plan, change, remove and settle a round",
    Permission.MEMBER_INVITE: "see and change who has which role, also by invitation",
    Permission.GROUP_MAKE: "make a focus group, describe it and name who leads its talks",
    Permission.SITE_RUN: "run the site",
    Permission.OWN_ACCOUNT: "see and change one's own account and input",
}
WORDS: dict[Predicate, str] = {
    permissions.is_signed_in: "everyone with an account",
    permissions.is_administrator: "an administrator",
    permissions.is_author: "who wrote it",
    permissions.is_not_author: "not about something of one's own",
    permissions.is_readable: "who may read the document",
    permissions.is_not_held: "while it is not held",
    permissions.is_in_sight: "what is held only by its author and moderators",
    permissions.works_on_it: "who works on the document",
    permissions.moderates: "a moderator",
    permissions.edits: "an editor or the lead",
    permissions.leads: "the lead",
    permissions.takes_part: "who takes part in the document",
}
READERS: dict[Readers, str] = {
    Readers.PUBLIC: "everyone, without an account",
    Readers.SIGNED_IN: "everyone with an account",
    Readers.MEMBERS: "everyone with a role on it",
    Readers.GROUPS: "those who work on it, and (once there are any) its focus groups",
}
LETTERS = {"o": "open", "O": "open, also unread", "s": "sign in", "r": "no"}

HEAD = """\
# Who may do what

Written by `make guard`; don't edit it here. The permissions are the map `RULES` in
`wiki/domain/permissions.py`, asked by every page and file. The last table says what everybody
meets on each page and form; `tests/web/test_guard_table.py` tries all of them. A closed account may
do nothing. What one may not see answers as what does not exist.
"""


def page() -> str:
    """Return the page in Markdown."""
    parts = (HEAD, _readers(), _permissions(), _roles(), _pages())
    return "\n".join(parts)


def who_may(permission: Permission) -> str:
    """Return in words who holds a permission."""
    return "; or ".join(
        ", and ".join(WORDS[predicate] for predicate in alternative)
        for alternative in RULES[permission]
    )


def _permissions() -> str:
    rows = [
        f"| {ALLOWS[permission]} | {who_may(permission)} | `{permission}` |"
        for permission in Permission
    ]
    return _table("## Permissions", "to", "may", "permission", rows=rows)


def _readers() -> str:
    rows = [f"| {READERS[kind]} | `{kind}` |" for kind in Readers]
    return _table("## Who may read a document", "it says", "readers", rows=rows)


def _roles() -> str:
    """Say which roles the words of the first table stand for."""
    works = ", ".join(_word(role) for role in permissions.WORKING)
    return (
        f"Who works on a document: {works}. Who takes part: these, and participants and council\n"
        "readers. An administrator reads nothing by being one.\n"
    )


def _pages() -> str:
    names = ("page or form", *COLUMNS)
    rows = [
        f"| `{row}` | " + " | ".join(LETTERS[letter] for letter in guard.letters) + " |"
        for row, guard in GUARDS.items()
    ]
    about = (
        "Where a page is about a document this is for those who may read that document. Others\n"
        "meet a page that says it does not exist, except where it says *also unread*.\n"
    )
    return f"{_table('## Every page and form', *names, rows=rows)}\n{about}"


def _table(title: str, *columns: str, rows: list[str]) -> str:
    lines = [title, "", f"| {' | '.join(columns)} |", "| --- " * len(columns) + "|", *rows]
    return "\n".join(lines) + "\n"


def _word(role: Role) -> str:
    return role.value.replace("_", "-")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    life.PAGE.write_text(life.page(), encoding="utf-8")
