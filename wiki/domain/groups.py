"""Focus groups of a document: described by the lead, led by facilitators, read of by its readers.

Who leads the talks of a group stands on its page. It is somebody with the role of facilitator on
the document, and ends with that role.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wiki.domain import audit, documents
from wiki.domain.permissions import Permission, require
from wiki.domain.viewers import Viewer
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import (
    Account,
    Document,
    Group,
    GroupFacilitator,
    GroupKind,
    Membership,
    Role,
    new_id,
)


@dataclass(frozen=True, slots=True)
class Description:
    """What is said of a group: names and purposes by language, and how to reach who leads it.

    `facilitators` are the ids of their accounts.
    """

    names: Mapping[str, str]
    purposes: Mapping[str, str]
    contact: str
    facilitators: Collection[str]


def listed(db: Session, document: Document, *, viewer: Viewer) -> Sequence[Group]:
    """Return the groups of a document with their facilitators, in a fixed number of queries."""
    require(viewer, Permission.DOCUMENT_READ, document)
    query = (
        select(Group)
        .where(Group.document_id == document.id)
        .options(selectinload(Group.facilitators))
        .order_by(Group.id)
    )
    return db.scalars(query).all()


def get(db: Session, document: Document, group_id: str, *, viewer: Viewer) -> Group:
    """Return a group of a document that the viewer may read, or refuse with NotFound."""
    require(viewer, Permission.DOCUMENT_READ, document)
    found = db.get(Group, group_id)
    if found is None or found.document_id != document.id:
        raise NotFound
    return found


def facilitators_of(group: Group) -> Sequence[Account]:
    """Return who leads the talks of a group and can sign in, by name."""
    named = [one.account for one in group.facilitators]
    present = [one for one in named if one.disabled_at is None]
    return sorted(present, key=lambda one: (one.display_name.lower(), one.id))


def who_may_facilitate(db: Session, document: Document, *, by: Account) -> Sequence[Account]:
    """Return who can be named as facilitator of a group of this document, by name."""
    require(by, Permission.GROUP_MAKE, document)
    query = (
        select(Account)
        .join(Membership, Membership.account_id == Account.id)
        .where(Membership.document_id == document.id, Membership.role == Role.FACILITATOR)
        .where(Account.disabled_at.is_(None), Account.erased_on.is_(None))
        .order_by(Account.display_name, Account.id)
    )
    return db.scalars(query).all()


def make(db: Session, document: Document, said: Description, *, by: Account, at: datetime) -> Group:
    """Make an open group; refuses with Invalid facilitators who are none on the document."""
    require(by, Permission.GROUP_MAKE, document)
    made = Group(id=new_id(), document=document, kind=GroupKind.OPEN)
    _describe(db, made, said, by=by)
    db.add(made)
    db.flush()
    audit.record(db, "group.made", "group", made.id, by=by, at=at)
    return made


def change(
    db: Session, group: Group, said: Description, *, seen: str, by: Account, at: datetime
) -> None:
    """Describe a group otherwise, or name others to lead its talks.

    `seen` is the state it had on the page. Refuses with Stale("group_changed") where others were
    quicker, and as `make`.
    """
    require(by, Permission.GROUP_MAKE, group)
    documents.hold(db, group.document)
    db.refresh(group)
    if state(group) != seen:
        raise Stale("group_changed")
    _describe(db, group, said, by=by)
    audit.record(db, "group.changed", "group", group.id, by=by, at=at)


def state(group: Group) -> str:
    """Return what stands for all that is said of a group, as it is."""
    led_by = sorted(one.account_id for one in group.facilitators)
    said = [sorted(group.names.items()), sorted(group.purposes.items()), group.contact, led_by]
    return hashlib.sha256(repr(said).encode()).hexdigest()[:20]


def _describe(db: Session, group: Group, said: Description, *, by: Account) -> None:
    documents.hold(db, group.document)  # nobody's role ends meanwhile
    may_lead = {one.id for one in who_may_facilitate(db, group.document, by=by)}
    if not said.facilitators:
        raise Invalid("facilitators", "facilitator_needed")
    if not may_lead.issuperset(said.facilitators):
        raise Invalid("facilitators", "not_a_choice")
    group.names, group.purposes = dict(said.names), dict(said.purposes)
    group.contact = said.contact
    named = {one.account_id: one for one in group.facilitators}
    group.facilitators = [
        named.get(one) or GroupFacilitator(account_id=one) for one in sorted(set(said.facilitators))
    ]
