"""Contributions: anything somebody brought in, with what happened to it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import Base, Id, Language, table_args
from wiki.models.document import Document, Section
from wiki.models.speaker import NO_TIME_FOR_VOICES, ONE_SPEAKER, Spoken
from wiki.models.vocabulary import ContributionKind, Outcome

DECIDED_WITH_A_REASON = CheckConstraint(
    "outcome IS NULL OR outcome = 'withdrawn' OR reason <> ''", name="decided_with_a_reason"
)


class Contribution(Spoken, Base):
    """A thread, proposal or card: who it is by, where it belongs, its outcome and reason.

    `number` is what people see; it is given per section at publication. While `held_at` is set
    only its author and moderators see it.
    """

    __tablename__ = "contribution"
    __table_args__ = table_args(
        UniqueConstraint("section_id", "number"),
        Index("ix_contribution_document_id_outcome", "document_id", "outcome"),
        DECIDED_WITH_A_REASON,
        ONE_SPEAKER,
        NO_TIME_FOR_VOICES,
    )

    id: Mapped[Id]
    kind: Mapped[ContributionKind]
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    section_id: Mapped[str | None] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    round_id: Mapped[str | None] = mapped_column(ForeignKey("round.id"), index=True)
    language: Mapped[Language]
    number: Mapped[int | None]
    outcome: Mapped[Outcome | None]
    reason: Mapped[str] = mapped_column(default="")
    joined_id: Mapped[str | None] = mapped_column(ForeignKey("contribution.id"))
    decided_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    held_reason: Mapped[str] = mapped_column(default="")

    document: Mapped[Document] = relationship()
    section: Mapped[Section | None] = relationship()
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])
    round: Mapped[Round | None] = relationship()


class PastDecision(Base):
    """A decision that was undone: what it was, who undid it when, and why.

    `undone_because` is empty where whoever decided took it back at once.
    """

    __tablename__ = "past_decision"

    id: Mapped[Id]
    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    outcome: Mapped[Outcome]
    reason: Mapped[str]
    changes_taken: Mapped[list[Any] | None]
    decided_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    decided_at: Mapped[datetime]
    undone_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    undone_at: Mapped[datetime]
    undone_because: Mapped[str] = mapped_column(default="")

    contribution: Mapped[Contribution] = relationship()
    decided_by: Mapped[Account | None] = relationship(foreign_keys=[decided_by_id])
    undone_by: Mapped[Account | None] = relationship(foreign_keys=[undone_by_id])


class Round(Base):
    """A consultation with dates. It is settled once every contribution has an outcome."""

    __tablename__ = "round"

    id: Mapped[Id]
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    titles: Mapped[dict[str, str]]
    opens_on: Mapped[date]
    closes_on: Mapped[date]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))

    document: Mapped[Document] = relationship()
