"""Who asks: an account, whole or as the plain values that permissions and pages need, or nobody."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from wiki.models import Account, Role, foremost


class Held(NamedTuple):
    """A role that is held on a document."""

    document_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An account that is signed in, as plain values.

    `last_used_week` is the Monday of the week its sign-in was last used.
    """

    id: str
    display_name: str
    language: str
    is_administrator: bool
    last_used_week: date
    memberships: tuple[Held, ...] = ()

    @property
    def disabled_at(self) -> None:
        """Nothing: an account that was closed is not signed in."""
        return None

    def roles_on(self, document_id: str) -> frozenset[Role]:
        """Return the roles held on a document."""
        return frozenset(held.role for held in self.memberships if held.document_id == document_id)

    def foremost_role_on(self, document_id: str) -> Role | None:
        """Return the role this account is known by on a document, or None."""
        return foremost(self.roles_on(document_id))


Viewer = Account | SignedIn | None
