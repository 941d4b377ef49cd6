"""Erasure: somebody leaves, and nothing tells any more who it was (GDPR, article 17).

What they brought in stays, by a former participant: it is in the text, in decisions and in what
others answered. Their account keeps a row without a name, for the acts that refer to it. Their name
in what others wrote is for the lead to take out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from wiki.domain import audit, documents, members
from wiki.errors import NotAllowed
from wiki.models import (
    Account,
    Approval,
    Comment,
    Contribution,
    Document,
    GroupFacilitator,
    Invitation,
    MailedSignIn,
    MailFrequency,
    Membership,
    Notice,
    Reaction,
    Role,
    SignIn,
    Support,
    Theme,
    Unsubscription,
)

KEPT_BY_ACCOUNT = (
    SignIn,
    MailedSignIn,
    Unsubscription,
    Notice,
    Membership,
    Support,
    Approval,
    Reaction,
    GroupFacilitator,
)
"""Tables of which all rows of an account go."""


@dataclass(frozen=True, slots=True)
class Hindrances:
    """What somebody must hand over first: the documents only they lead, or the site."""

    only_administrator: bool
    only_lead_of: Sequence[Document]

    def __bool__(self) -> bool:
        """Tell whether there is any."""
        return self.only_administrator or bool(self.only_lead_of)


def hindrances(db: Session, account: Account) -> Hindrances:
    """Return why an account cannot be erased yet, if so."""
    led = [
        document for document in _led(db, account) if members.is_only_lead(db, document, account)
    ]
    return Hindrances(account.is_administrator and _others_run_nothing(db, account), led)


def erase(db: Session, account: Account, *, by: Account, at: datetime) -> None:
    """Take out of everything who an account is, and end it; whoever asks proved who they are.

    Refuses with NotAllowed somebody else, and whom nobody else could take over from.
    """
    if by is not account:
        raise NotAllowed("not_your_account")
    _hold_what_others_take_over(db, account)
    if hindrances(db, account):
        raise NotAllowed("hand_over_first")
    for said in (Contribution, Comment):
        own = update(said).where(said.account_id == account.id)
        db.execute(own.values(account_id=None))
    db.execute(delete(Invitation).where(Invitation.email == account.email))
    for table in KEPT_BY_ACCOUNT:
        db.execute(delete(table).where(table.account_id == account.id))
    _empty(account, at)
    audit.record(db, "account.erased", "account", account.id, by=account, at=at)
    audit.forget(db, [account.id])
    db.flush()
    db.expire(account, ["memberships"])


def _hold_what_others_take_over(db: Session, account: Account) -> None:
    """Let nobody else go at the same moment: of two leads or administrators, one stays."""
    for document in _led(db, account):
        documents.hold(db, document)
    if account.is_administrator:
        runs_it = select(Account).where(Account.is_administrator).order_by(Account.id)
        db.scalars(runs_it.with_for_update(key_share=True)).all()


def _empty(account: Account, at: datetime) -> None:
    account.email = account.password_hash = None
    account.display_name = ""
    account.is_administrator = False
    account.mails, account.theme = MailFrequency.NEVER, Theme.SYSTEM
    account.erased_on = at.date()


def _led(db: Session, account: Account) -> Sequence[Document]:
    query = (
        select(Document)
        .join(Membership, Membership.document_id == Document.id)
        .where(Membership.account_id == account.id, Membership.role == Role.LEAD)
        .order_by(Document.id)
    )
    return db.scalars(query).all()


def _others_run_nothing(db: Session, account: Account) -> bool:
    """Tell whether no other account that is open runs the site."""
    others = select(Account.id).where(
        Account.is_administrator, Account.disabled_at.is_(None), Account.id != account.id
    )
    return db.scalars(others.limit(1)).first() is None
