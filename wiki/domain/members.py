"""Members: who has which role on a document, looked up and changed by those who may.

The lead sees them, and administrators, who need not read the document for it. Of a document for its
groups only those who work on it are told: who is in a group is nobody's to look up. There is always
a lead. A role that ends changes nothing that was said in it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, delete, func, or_, select, tuple_
from sqlalchemy.orm import Session

from wiki.domain import audit, documents, outbox, permissions
from wiki.domain.accounts import By, Operator
from wiki.domain.permissions import WORKING, Permission
from wiki.errors import Invalid, NotFound
from wiki.models import (
    FOREMOST,
    Account,
    Document,
    Group,
    GroupFacilitator,
    Membership,
    Readers,
    Role,
    new_id,
)

PAGE = 50


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody with roles on a document, the foremost first; `is_closed` where the account is.

    `has_mail` says whether mail can reach them, where the site sends any.
    """

    id: str
    name: str
    roles: Sequence[Role]
    is_closed: bool
    has_mail: bool


@dataclass(frozen=True, slots=True)
class Members:
    """A page of members by name; `last` is the id the next page goes on after, empty at the end."""

    members: Sequence[Member]
    last: str


def listed(
    db: Session, document: Document, *, named: str = "", after: str = "", by: Account
) -> Members:
    """Return PAGE members by name, those whose name holds `named`, after the one of an id.

    Takes a fixed number of queries. Refuses with NotAllowed or NotFound.
    """
    permissions.require(by, Permission.MEMBER_INVITE, document)
    order = func.lower(Account.display_name), Account.id
    query = select(Account).where(_may_be_listed(document)).order_by(*order).limit(PAGE + 1)
    if named:
        query = query.where(_holds(named))
    before = db.execute(select(*order).where(Account.id == after)).one_or_none() if after else None
    if before is not None:
        query = query.where(tuple_(*order) > tuple_(*before))
    found = db.scalars(query).all()
    return Members(_with_roles(db, document, found[:PAGE]), found[-2].id if found[PAGE:] else "")


def get(db: Session, document: Document, account_id: str, *, by: Account) -> Member:
    """Return a member by account id; raises NotFound for who is none or may not be listed."""
    permissions.require(by, Permission.MEMBER_INVITE, document)
    query = select(Account).where(Account.id == account_id, _may_be_listed(document))
    found = db.scalars(query).all()
    if not found:
        raise NotFound
    return _with_roles(db, document, found)[0]


def change(
    db: Session,
    document: Document,
    account: Account,
    *,
    give: Collection[Role] = (),
    end: Collection[Role] = (),
    by: By,
    at: datetime,
) -> bool:
    """Give roles and end roles, and tell the person where somebody else did; False if none changed.

    Two who change the same person at once undo nothing of each other. Refuses with Invalid to end
    the role of the only lead.
    """
    if not isinstance(by, Operator):
        permissions.require(by, Permission.MEMBER_INVITE, document)
    documents.hold(db, document)
    db.refresh(account, ["memberships"])
    held = account.roles_on(document.id)
    given, ended = set(give) - held, held & set(end)
    if Role.LEAD in ended and is_only_lead(db, document, account):
        raise Invalid("roles", "only_lead")
    for role in sorted(given):
        add_role(db, account, document, role, by=by, at=at)
    for role in sorted(ended):
        _end_role(db, account, document, role, by=by, at=at)
    if (given or ended) and by is not account:
        outbox.ask(db, outbox.ROLES, account.id, key=f"roles:{new_id()}", due_at=at)
    return bool(given or ended)


def end_all(db: Session, document: Document, account_id: str, *, by: Account, at: datetime) -> bool:
    """End all roles of an account (by id) as `change` does; who has none any more is no error."""
    permissions.require(by, Permission.MEMBER_INVITE, document)
    account = db.get(Account, account_id)
    return account is not None and change(db, document, account, end=list(Role), by=by, at=at)


def add_role(
    db: Session, account: Account, document: Document, role: Role, *, by: By, at: datetime
) -> None:
    """Give an account a role that was already permitted, by an invitation or by `change`."""
    if role not in account.roles_on(document.id):
        account.memberships.append(Membership(document_id=document.id, role=role))
        _record(db, "account.role_granted", account, document, role, by=by, at=at)


def takes_part(db: Session, document: Document, email: str) -> bool:
    """Tell whether the account of a mail address holds a role on a document."""
    query = (
        select(Membership.role)
        .join(Membership.account)
        .where(Membership.document_id == document.id, Account.email == email)
    )
    return db.scalars(query.limit(1)).first() is not None


def is_only_lead(db: Session, document: Document, account: Account) -> bool:
    """Tell whether nobody else leads the document and can sign in."""
    others = (
        select(Membership.id)
        .join(Membership.account)
        .where(Membership.document_id == document.id, Membership.role == Role.LEAD)
        .where(Account.id != account.id, Account.disabled_at.is_(None), Account.erased_on.is_(None))
    )
    return db.scalars(others.limit(1)).first() is None


def _end_role(
    db: Session, account: Account, document: Document, role: Role, *, by: By, at: datetime
) -> None:
    for membership in list(account.memberships):
        if membership.document_id == document.id and membership.role is role:
            account.memberships.remove(membership)
    if role is Role.FACILITATOR:
        _lead_no_group(db, account, document)
    _record(db, "account.role_revoked", account, document, role, by=by, at=at)


def _lead_no_group(db: Session, account: Account, document: Document) -> None:
    """Take somebody's name off all focus groups of a document."""
    of_the_document = select(Group.id).where(Group.document_id == document.id)
    theirs = GroupFacilitator.account_id == account.id
    db.execute(
        delete(GroupFacilitator).where(theirs, GroupFacilitator.group_id.in_(of_the_document))
    )


def _may_be_listed(document: Document) -> ColumnElement[bool]:
    """Return the condition for accounts with a role that may be told."""
    holders = select(Membership.account_id).where(Membership.document_id == document.id)
    if document.readers is Readers.GROUPS:
        holders = holders.where(Membership.role.in_(WORKING))
    return Account.id.in_(holders)


def _holds(named: str) -> ColumnElement[bool]:
    """Return the condition for names that hold these letters, large or small.

    SQLite knows the large form of a to z only, so the usual ways to write the others are tried.
    """
    written = {named, named.lower(), named.upper(), named.title()}
    return or_(*(Account.display_name.icontains(way, autoescape=True) for way in sorted(written)))


def _with_roles(db: Session, document: Document, found: Sequence[Account]) -> Sequence[Member]:
    query = select(Membership.account_id, Membership.role).where(
        Membership.document_id == document.id, Membership.account_id.in_([one.id for one in found])
    )
    held: dict[str, set[Role]] = {one.id: set() for one in found}
    for account_id, role in db.execute(query):
        held[account_id].add(role)
    return [
        Member(
            one.id,
            one.display_name,
            [role for role in FOREMOST if role in held[one.id]],
            is_closed=one.disabled_at is not None,
            has_mail=one.disabled_at is None and one.email is not None,
        )
        for one in found
    ]


def _record(
    db: Session,
    verb: str,
    account: Account,
    document: Document,
    role: Role,
    *,
    by: By,
    at: datetime,
) -> None:
    actor, what = documents.actor(by), {"document": document.id, "role": role.value}
    audit.record(db, verb, "account", account.id, by=actor, at=at, **what)
