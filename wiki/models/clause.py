"""Clause kinds: what a block of a text is to the code: a value, behaviour, a procedure."""

from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.models.base import ID_LENGTH, Base
from wiki.models.vocabulary import ClauseKind


class Clause(Base):
    """A block of a text that an editor gave a kind.

    It hangs on the id of the block, which outlives revisions; the row of a block doesn't. One whose
    block is gone says nothing, until the kinds of its text are next set.
    """

    __tablename__ = "clause"

    text_id: Mapped[str] = mapped_column(
        ForeignKey("text.id", ondelete="CASCADE"), primary_key=True
    )
    block_id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True)
    kind: Mapped[ClauseKind]
