"""What can be found by its words: an entry for each title, block, comment and part of a proposal.

Entries repeat what stands elsewhere, so that the database's own index of words can be asked; they
are written in the transaction of what they repeat, and can be made anew from it at any time.
"""

from __future__ import annotations

import secrets

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from wiki.models.base import ID_LENGTH, Base, Language
from wiki.models.vocabulary import EntryKind


def new_number() -> int:
    """Return a new number for an entry: random, since the index of words wants numbers."""
    return secrets.randbits(63)


class SearchEntry(Base):
    """The words of one thing that can be found.

    `subject_id` is the id of the text (a title), block, comment or contribution it repeats.
    `words` are as a reader sees them; `plain` the same, folded, and `stems` their stems: these two
    are what the index holds (see migration 0004).
    """

    __tablename__ = "search_entry"

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=new_number
    )
    kind: Mapped[EntryKind]
    subject_id: Mapped[str] = mapped_column(String(ID_LENGTH), index=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    language: Mapped[Language]
    text_id: Mapped[str | None] = mapped_column(ForeignKey("text.id", ondelete="CASCADE"))
    contribution_id: Mapped[str | None] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE")
    )
    words: Mapped[str]
    plain: Mapped[str]
    stems: Mapped[str]
