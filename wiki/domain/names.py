"""Names people go by: nobody takes one that others would take for somebody else, or for a role.

Two people who are called the same are told apart by what one of them adds. The operator, who knows
both, may give any name.
"""

from __future__ import annotations

from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import locks
from wiki.errors import Invalid
from wiki.models import Account
from wiki.text import alike

LIMIT = 80

_ROLES = [
    "reader",
    "participant",
    "facilitator",
    "note-taker",
    "moderator",
    "editor",
    "administrator",
    "admin",
    "lead",
    "council",
    "colleague",
    "voice",
    "lezer",
    "deelnemer",
    "gespreksleider",
    "notulist",
    "redacteur",
    "beheerder",
    "programmaleider",
    "collega",
    "stem",
]
_IN_WORDS = (
    "programme lead",
    "council reader",
    "member of the council",
    "former participant",
    "former colleague",
    "confidential adviser",
    "lezer voor de medezeggenschap",
    "lid van de medezeggenschap",
    "voormalige deelnemer",
    "voormalige collega",
    "vertrouwenspersoon",
)
_BEFORE = ("", "a ", "an ", "the ", "een ", "de ")


def fit(name: str) -> str:
    """Return a name as it may be shown.

    Refuses with Invalid what is empty or too long, and what holds a character that nobody sees.
    """
    name = " ".join(name.split())
    if not name:
        raise Invalid("name", "missing")
    if len(name) > LIMIT:
        raise Invalid("name", "too_long", limit=LIMIT, length=len(name))
    if alike.unseen(name):
        raise Invalid("name", "unseen_character")
    return name


def ensure_own(db: Session, name: str, account: Account | None = None) -> None:
    """Refuse with Invalid a name that looks like a role, or like another account's name.

    Until the end of the transaction nobody else takes a name: of two at once, one is first.
    """
    looks = alike.looks(name)
    if looks & _of_roles():
        raise Invalid("name", "name_of_a_role")
    locks.hold_names(db)
    others = select(Account.display_name).where(Account.erased_on.is_(None))
    if account is not None:
        others = others.where(Account.id != account.id)
    if any(looks & alike.looks(other) for other in db.scalars(others)):
        raise Invalid("name", "name_of_another")


@cache
def _of_roles() -> frozenset[str]:
    names = (before + role for role in (*_ROLES, *_IN_WORDS) for before in _BEFORE)
    return frozenset().union(*map(alike.looks, names))
