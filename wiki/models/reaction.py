"""Quick reactions: what somebody says of a block without writing."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.models.base import ID_LENGTH, Base
from wiki.models.vocabulary import ReactionKind


class Reaction(Base):
    """What an account says of a block of a text, since this day.

    It hangs on the id of the block, which outlives revisions. `to_earlier_words` says that the
    words of the block are others since; one whose block is gone says nothing any more.
    """

    __tablename__ = "reaction"

    text_id: Mapped[str] = mapped_column(
        ForeignKey("text.id", ondelete="CASCADE"), primary_key=True
    )
    block_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    kind: Mapped[ReactionKind]
    to_earlier_words: Mapped[bool] = mapped_column(default=False)
    said_on: Mapped[date]
