"""Invitations: a link that gives one person a role, or lets them choose their password.

The link holds a random secret that is shown once and kept as a hash. Looking at it changes
nothing, because mail programs follow links; it is used up by accepting, once, within two weeks.
An invitation without a document belongs to the account of its address, to choose a password.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.domain import (
    accounts,
    audit,
    documents,
    mail_secrets,
    members,
    outbox,
    passwords,
    permissions,
)
from wiki.domain.accounts import By, Operator
from wiki.domain.permissions import Permission
from wiki.errors import Invalid, NotFound, Stale
from wiki.models import Account, Document, Invitation, Role, new_id

LASTS = timedelta(days=14)

MAIL = "invitation:"
"""Beginning of the key of a mail with an invitation; its id is the rest."""


class State(StrEnum):
    """Whether an invitation can still be accepted."""

    OPEN = "open"
    USED = "used"
    EXPIRED = "expired"


def document_to_invite_for(db: Session, key: str, *, by: Account) -> Document:
    """Return the document of a key for somebody who may invite to it.

    An administrator may, also without reading it. Raises NotFound, in the same words for what is
    not there and for what others may not know of.
    """
    try:
        document = documents.known(db, key)
    except NotFound:
        raise NotFound from None
    permissions.require(by, Permission.MEMBER_INVITE, document)
    return document


def create(
    db: Session,
    document: Document,
    role: Role,
    *,
    email: str | None = None,
    language: str,
    by: By,
    at: datetime,
    secret: str | None = None,
    number: str | None = None,
) -> tuple[Invitation, str]:
    """Invite somebody to a document; return the invitation and its secret, shown only now.

    Refuses with Invalid an address of somebody who holds a role on it already.

    `secret` and `number` are ones that the caller made; random without them.
    """
    if not isinstance(by, Operator):
        permissions.require(by, Permission.MEMBER_INVITE, document)
    email = accounts.fit_email(email) if email else None
    if email and members.takes_part(db, document, email):
        raise Invalid("email", "takes_part_already")
    invitation, secret = _add(db, email, language, by=by, at=at, secret=secret, number=number)
    invitation.document, invitation.role = document, role
    what = {"document": document.id, "role": role.value}
    _record(db, "invitation.created", invitation, by=by, at=at, **what)
    return invitation, secret


def create_for_account(
    db: Session, account: Account, *, by: By, at: datetime
) -> tuple[Invitation, str]:
    """Let the person of an account choose a password; return the invitation and its secret."""
    if not isinstance(by, Operator):
        permissions.require(by, Permission.SITE_RUN)
    invitation, secret = _add(db, account.email, account.language, by=by, at=at)
    _record(db, "invitation.created", invitation, by=by, at=at, account=account.id)
    return invitation, secret


def mail(
    db: Session,
    document: Document,
    role: Role,
    *,
    email: str,
    language: str,
    by: Account,
    key: str,
    at: datetime,
) -> Invitation:
    """Invite somebody to a document by mail; refuses as `create`. `key` is the site's.

    The secret is made when the mail is written, so whoever invites never sees it.
    """
    number = new_id()
    secret = mailed_secret(number, key=key)
    invitation, _ = create(
        db,
        document,
        role,
        email=email,
        language=language,
        by=by,
        at=at,
        secret=secret,
        number=number,
    )
    outbox.ask(db, outbox.INVITATION, number, key=MAIL + number, due_at=at)
    return invitation


def troubles(db: Session, waiting: Iterable[Invitation]) -> dict[str, outbox.Trouble]:
    """Return what is wrong with the mails of invitations, by their ids; most have nothing."""
    found = outbox.troubles_of(db, [MAIL + invitation.id for invitation in waiting])
    return {key.removeprefix(MAIL): trouble for key, trouble in found.items()}


def mailed_secret(number: str, *, key: str) -> str:
    """Return the secret of an invitation that goes by mail."""
    return mail_secrets.link(key, "invitation", number)


def came_by_mail(invitation: Invitation, *, key: str) -> bool:
    """Tell whether who has the secret of an invitation reads the mail of its address.

    Of one that was handed over nobody knows that the address is theirs.
    """
    secret = mailed_secret(invitation.id, key=key)
    return invitation.email is not None and invitation.secret_hash == mail_secrets.hashed(secret)


def get(db: Session, secret: str) -> Invitation:
    """Return the invitation a secret belongs to, in whatever state; raises NotFound."""
    invitation = db.scalar(
        select(Invitation).where(Invitation.secret_hash == mail_secrets.hashed(secret))
    )
    if invitation is None:
        raise NotFound
    return invitation


def open_for(db: Session, document: Document, *, by: Account, at: datetime) -> Sequence[Invitation]:
    """Return the invitations to a document that can still be accepted, the next to end first."""
    permissions.require(by, Permission.MEMBER_INVITE, document)
    return db.scalars(
        select(Invitation)
        .where(Invitation.document_id == document.id)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > at)
        .order_by(Invitation.expires_at, Invitation.id)
    ).all()


def state(invitation: Invitation, *, at: datetime) -> State:
    """Tell whether an invitation can still be accepted."""
    if invitation.used_at is not None:
        return State.USED
    return State.OPEN if at < invitation.expires_at else State.EXPIRED


def accept_as_new(
    db: Session,
    invitation: Invitation,
    *,
    name: str,
    email: str,
    password: passwords.Chosen | None,
    at: datetime,
) -> Account:
    """Make the account of somebody who was invited, and give it the role.

    Without a password they sign in by mail: only for an invitation that `came_by_mail`. Refuses
    with Stale an invitation that is used or expired, with Invalid an address or name.
    """
    if invitation.document is None:
        raise NotFound
    email = invitation.email or email
    account = accounts.create(db, email=email, name=name, language=invitation.language, at=at)
    if password is not None:
        accounts.set_password(db, account, password, by=account, at=at)
    accept(db, invitation, by=account, at=at)
    return account


def accept(db: Session, invitation: Invitation, *, by: Account, at: datetime) -> None:
    """Give the role to an account; refuses with Stale an invitation that is used or expired."""
    if invitation.document is None or invitation.role is None:
        raise NotFound
    _use_up(db, invitation, by=by, at=at)
    members.add_role(db, by, invitation.document, invitation.role, by=by, at=at)


def account_of(db: Session, invitation: Invitation) -> Account:
    """Return the account whose password an invitation lets choose; raises NotFound."""
    account = accounts.find_by_email(db, invitation.email or "")
    if invitation.document is not None or account is None or account.disabled_at is not None:
        raise NotFound
    return account


def choose_password(
    db: Session, invitation: Invitation, password: passwords.Chosen, *, at: datetime
) -> Account:
    """Give the account of an invitation the password its person chose; refuses as `accept`."""
    account = account_of(db, invitation)
    _use_up(db, invitation, by=account, at=at)
    accounts.set_password(db, account, password, by=account, at=at)
    return account


def withdraw(db: Session, document: Document, number: str, *, by: Account, at: datetime) -> None:
    """Take an open invitation to a document back; one that is gone already is no error."""
    permissions.require(by, Permission.MEMBER_INVITE, document)
    invitation = db.get(Invitation, number)
    if invitation is not None and invitation.document_id == document.id:
        db.execute(delete(Invitation).where(Invitation.id == number, Invitation.used_at.is_(None)))
        _record(db, "invitation.withdrawn", invitation, by=by, at=at)


def _add(
    db: Session,
    email: str | None,
    language: str,
    *,
    by: By,
    at: datetime,
    secret: str | None = None,
    number: str | None = None,
) -> tuple[Invitation, str]:
    secret = secret or secrets.token_urlsafe(32)
    invitation = Invitation(
        id=number or new_id(),
        secret_hash=mail_secrets.hashed(secret),
        email=email,
        language=language,
        invited_by_id=None if isinstance(by, Operator) else by.id,
        invited_on=at.date(),
        expires_at=at + LASTS,
    )
    db.add(invitation)
    db.flush()
    return invitation, secret


def _use_up(db: Session, invitation: Invitation, *, by: Account, at: datetime) -> None:
    """Mark an invitation as used, unless somebody was first."""
    used = db.scalar(
        update(Invitation)
        .where(Invitation.id == invitation.id)
        .where(Invitation.used_at.is_(None), Invitation.expires_at > at)
        .values(used_at=at)
        .returning(Invitation.id)
    )
    if used is None:
        raise Stale("invitation_over")
    _record(db, "invitation.accepted", invitation, by=by, at=at)


def _record(
    db: Session, verb: str, invitation: Invitation, *, by: By, at: datetime, **what: object
) -> None:
    actor = None if isinstance(by, Operator) else by
    audit.record(db, verb, "invitation", invitation.id, by=actor, at=at, **what)
