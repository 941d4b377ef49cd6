"""What the system keeps of its own doings: the audit, jobs, notices and used forms.

Audit rows hold ids, a verb, a time and a salted commitment, never words or names; the salt lies
apart so that it can be forgotten (design decision 13). Jobs and notices hold ids only.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.models.base import Base, Hash, Id, table_args


class Audit(Base):
    """One act: who did what to which thing, and a commitment to what changed."""

    __tablename__ = "audit"
    __table_args__ = table_args(
        Index("ix_audit_subject_id", "subject_id"), Index("ix_audit_seal", "seal")
    )

    id: Mapped[Id]
    verb: Mapped[str] = mapped_column(String(40))
    subject_kind: Mapped[str] = mapped_column(String(20))
    subject_id: Mapped[str] = mapped_column(String(26))
    account_id: Mapped[str | None] = mapped_column(String(26))
    at: Mapped[datetime]
    commitment: Mapped[Hash]
    seal: Mapped[int | None]


class AuditSalt(Base):
    """The salt of a commitment; deleting it makes the commitment say nothing."""

    __tablename__ = "audit_salt"

    audit_id: Mapped[str] = mapped_column(
        ForeignKey("audit.id", ondelete="CASCADE"), primary_key=True
    )
    salt: Mapped[Hash]


class AuditSeal(Base):
    """A link of the hash chain over batches of audit rows."""

    __tablename__ = "audit_seal"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    previous: Mapped[Hash]
    digest: Mapped[Hash]
    row_count: Mapped[int]
    sealed_at: Mapped[datetime]


class Job(Base):
    """Work to do later, claimed by lease. `key` makes asking twice the same as asking once.

    `failure` is the kind of the last error; work that is given up stays for people to see.
    """

    __tablename__ = "job"
    __table_args__ = table_args(Index("ix_job_due_at", "done_at", "due_at"))

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    payload: Mapped[dict[str, Any]]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]
    failure: Mapped[str] = mapped_column(String(80), default="")


class Notice(Base):
    """Word for one account about one thing, until a mail tells it."""

    __tablename__ = "notice"
    __table_args__ = table_args(Index("ix_notice_sent_on", "sent_on"))

    id: Mapped[Id]
    kind: Mapped[str] = mapped_column(String(40))
    key: Mapped[str] = mapped_column(String(120), unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    subject_id: Mapped[str] = mapped_column(String(26))
    queued_on: Mapped[date]
    sent_on: Mapped[date | None]
    attempts: Mapped[int] = mapped_column(default=0)


class UsedForm(Base):
    """A form that was used, bound to no person, and where it led.

    Half of the hash stands for its key, the other half for what it said last.
    """

    __tablename__ = "used_form"

    key_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    used_on: Mapped[date]
    location: Mapped[str] = mapped_column(default="")
