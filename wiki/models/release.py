"""Releases: a numbered, frozen whole of a document."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import ID_LENGTH, Base, Id, Line, table_args
from wiki.models.document import Document
from wiki.models.text import Revision


class Release(Base):
    """A document at one moment, in all its languages; it never changes afterwards."""

    __tablename__ = "release"
    __table_args__ = table_args(UniqueConstraint("document_id", "number"))

    id: Mapped[Id]
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[Line]
    made_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]

    document: Mapped[Document] = relationship()
    made_by: Mapped[Account | None] = relationship()
    texts: Mapped[list[ReleaseText]] = relationship(
        back_populates="release", order_by="ReleaseText.position", cascade="all, delete-orphan"
    )


class ReleaseText(Base):
    """One frozen text of a release: its revision, place and defined terms at that moment.

    `clauses` are the kinds of its blocks, by their number.
    """

    __tablename__ = "release_text"

    release_id: Mapped[str] = mapped_column(
        ForeignKey("release.id", ondelete="CASCADE"), primary_key=True
    )
    revision_id: Mapped[str] = mapped_column(ForeignKey("revision.id"), primary_key=True)
    position: Mapped[int]
    terms: Mapped[dict[str, str]]
    clauses: Mapped[dict[str, str]] = mapped_column(default=dict)

    release: Mapped[Release] = relationship(back_populates="texts")
    revision: Mapped[Revision] = relationship()


class PublishedBlock(Base):
    """A block of a revision that a release holds, rendered to stand in a page of the whole code.

    Releases that hold the same revision share it. `block_id` outlives revisions, so that a number
    of an earlier release leads to where its block stands now. `words` are as a reader sees them.
    """

    __tablename__ = "published_block"

    revision_id: Mapped[str] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True
    )
    position: Mapped[int] = mapped_column(primary_key=True)
    block_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20))
    html: Mapped[str]
    words: Mapped[str]
