"""Texts, their revisions and blocks: the words themselves.

A text holds its newest words whole, with rendered blocks, so that a page reads and never renders.
Its revisions are deltas with a keyframe now and then (design decision 5).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import Base, Hash, Id, Language, Line, table_args
from wiki.models.document import Section


class Text(Base):
    """A section in one language, as it stands now.

    `head` is the number of the newest revision; writers compare and set it. `credits` says which
    revision brought each stretch of the source: [[length in code points, revision number], …].
    """

    __tablename__ = "text"
    __table_args__ = table_args(UniqueConstraint("section_id", "language"))

    id: Mapped[Id]
    section_id: Mapped[str] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    language: Mapped[Language]
    title: Mapped[Line]
    source: Mapped[str]
    sha256: Mapped[Hash]
    head: Mapped[int] = mapped_column(default=0)
    word_count: Mapped[int] = mapped_column(default=0)
    credits: Mapped[list[Any]] = mapped_column(deferred=True)

    section: Mapped[Section] = relationship()
    blocks: Mapped[list[Block]] = relationship(
        back_populates="text", order_by="Block.position", cascade="all, delete-orphan"
    )


class Block(Base):
    """A block of the newest revision, rendered; its id stays the same while the block lives.

    `start` and `end` are its code points in the source. `marked_html` is `html` with the passages
    marked that people talk about.
    """

    __tablename__ = "block"

    id: Mapped[Id]
    text_id: Mapped[str] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]
    number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(String(20))
    start: Mapped[int]
    end: Mapped[int]
    html: Mapped[str]
    marked_html: Mapped[str]

    text: Mapped[Text] = relationship(back_populates="blocks")


class Revision(Base):
    """A saved state of a text, never changed afterwards except to forget (redaction).

    Exactly one of `keyframe` (the whole text) and `delta` (against the revision before) is set.
    `block_ids` names the blocks of this state in order. `redacted_on` is the day words were taken
    out of this state; `forgets` says of one made on such a day out of how many earlier ones.
    """

    __tablename__ = "revision"
    __table_args__ = table_args(UniqueConstraint("text_id", "number"))

    id: Mapped[Id]
    text_id: Mapped[str] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"))
    number: Mapped[int]
    title: Mapped[Line]
    keyframe: Mapped[str | None]
    delta: Mapped[str | None]
    sha256: Mapped[Hash]
    block_ids: Mapped[list[str]]
    summary: Mapped[str]
    made_by_id: Mapped[str | None] = mapped_column(ForeignKey("account.id"))
    made_at: Mapped[datetime]
    proposal_id: Mapped[str | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    restores: Mapped[int | None]
    words_added: Mapped[int] = mapped_column(default=0)
    words_removed: Mapped[int] = mapped_column(default=0)
    redacted_on: Mapped[date | None]
    forgets: Mapped[int | None]

    text: Mapped[Text] = relationship()
    made_by: Mapped[Account | None] = relationship()
