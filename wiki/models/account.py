"""Accounts: who can sign in, and as what they are known."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.base import Base, Hash, Id, Language, Line, new_id, table_args
from wiki.models.document import Document
from wiki.models.vocabulary import MailFrequency, Role, Theme, foremost


class Account(Base):
    """Somebody who can sign in. An erased account keeps its row and loses everything that names."""

    __tablename__ = "account"

    id: Mapped[Id]
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    display_name: Mapped[Line]
    language: Mapped[Language]
    password_hash: Mapped[str | None] = mapped_column(String(200))
    is_administrator: Mapped[bool] = mapped_column(default=False)
    mails: Mapped[MailFrequency] = mapped_column(default=MailFrequency.AT_ONCE)
    theme: Mapped[Theme] = mapped_column(default=Theme.SYSTEM)
    created_on: Mapped[date]
    disabled_at: Mapped[datetime | None]
    erased_on: Mapped[date | None]

    memberships: Mapped[list[Membership]] = relationship(
        back_populates="account", cascade="all, delete-orphan"
    )

    def roles_on(self, document_id: str) -> frozenset[Role]:
        """Return the roles this account holds on a document."""
        return frozenset(m.role for m in self.memberships if m.document_id == document_id)

    def foremost_role_on(self, document_id: str) -> Role | None:
        """Return the role this account is known by on a document, or None."""
        return foremost(self.roles_on(document_id))


class Membership(Base):
    """One role of one account on one document."""

    __tablename__ = "membership"
    __table_args__ = table_args(UniqueConstraint("account_id", "document_id", "role"))

    id: Mapped[Id] = mapped_column(default=new_id)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    document_id: Mapped[str] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[Role]

    account: Mapped[Account] = relationship(back_populates="memberships")
    document: Mapped[Document] = relationship()


class Invitation(Base):
    """A link that gives one person a role. Only the hash of its secret is stored."""

    __tablename__ = "invitation"

    id: Mapped[Id]
    secret_hash: Mapped[Hash] = mapped_column(unique=True)
    email: Mapped[str | None] = mapped_column(String(254))
    document_id: Mapped[str | None] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    role: Mapped[Role | None]
    language: Mapped[Language]
    invited_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    invited_on: Mapped[date]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    document: Mapped[Document | None] = relationship()


class SignIn(Base):
    """One signed-in browser. Keeps the day it began and the week of last use, nothing finer."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    secret_hash: Mapped[Hash] = mapped_column(unique=True)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), index=True
    )
    began_on: Mapped[date]
    last_used_week: Mapped[date]
    expires_on: Mapped[date]

    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


class Attempt(Base):
    """A counter against guessing, per kind of act and hashed subject, in one window of time."""

    __tablename__ = "attempt"

    act: Mapped[str] = mapped_column(String(30), primary_key=True)
    subject_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    window: Mapped[datetime] = mapped_column(primary_key=True)
    count: Mapped[int] = mapped_column(default=0)
