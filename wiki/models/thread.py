"""Threads, comments, and the anchors that keep them at their passage."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.base import Base, Id, table_args
from wiki.models.contribution import Contribution
from wiki.models.speaker import NO_TIME_FOR_VOICES, ONE_SPEAKER, Spoken
from wiki.models.text import Text


class Thread(Base):
    """A talk about one passage or block of a text; its first comment opens it."""

    __tablename__ = "thread"

    id: Mapped[Id] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    text_id: Mapped[str] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)

    contribution: Mapped[Contribution] = relationship(lazy="joined", innerjoin=True)
    text: Mapped[Text] = relationship()


class Comment(Spoken, Base):
    """One remark in a thread, or on a proposal. `parent_id` is the comment it answers.

    Depth is 0 for an opening, 1 for an answer, 2 for an answer to an answer: no deeper.
    A withdrawn comment keeps its row and loses its words.
    """

    __tablename__ = "comment"
    __table_args__ = table_args(
        Index("ix_comment_contribution_id", "contribution_id"), ONE_SPEAKER, NO_TIME_FOR_VOICES
    )

    id: Mapped[Id]
    contribution_id: Mapped[str] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("comment.id", ondelete="CASCADE"))
    depth: Mapped[int] = mapped_column(default=0)
    source: Mapped[str]
    html: Mapped[str]
    edited_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    held_at: Mapped[datetime | None]
    held_reason: Mapped[str] = mapped_column(default="")

    contribution: Mapped[Contribution] = relationship()


class Anchor(Base):
    """The passage a contribution hangs on, as it stood when it was made.

    Offsets are code points in the source of revision `number`; `visible_quote` is what the reader
    saw. `whole_block` says that a block was meant and no words were picked.
    """

    __tablename__ = "anchor"

    id: Mapped[Id]
    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), index=True
    )
    text_id: Mapped[str] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    quote: Mapped[str]
    prefix: Mapped[str]
    suffix: Mapped[str]
    start: Mapped[int]
    end: Mapped[int]
    visible_quote: Mapped[str]
    whole_block: Mapped[bool] = mapped_column(default=False)

    contribution: Mapped[Contribution] = relationship()


class Placement(Base):
    """Where an anchor stands in one revision: `same`, `reworded` or `removed`, and if it moved.

    Of a removed one `last_stood` is the number of the newest revision in which it stood, if any.
    """

    __tablename__ = "placement"
    __table_args__ = table_args(Index("ix_placement_text_id_number", "text_id", "number"))

    anchor_id: Mapped[str] = mapped_column(
        ForeignKey("anchor.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True)
    text_id: Mapped[str] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"))
    state: Mapped[str] = mapped_column(String(10))
    moved: Mapped[bool] = mapped_column(default=False)
    start: Mapped[int | None]
    end: Mapped[int | None]
    confidence: Mapped[float] = mapped_column(default=1.0)
    block_id: Mapped[str | None] = mapped_column(String(26))
    by_hand: Mapped[bool] = mapped_column(default=False)
    last_stood: Mapped[int | None]

    anchor: Mapped[Anchor] = relationship(lazy="joined", innerjoin=True)
