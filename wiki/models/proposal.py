"""Proposals: other words, or another structure, that somebody suggests."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.base import Base, Id, Language, table_args
from wiki.models.contribution import Contribution
from wiki.models.document import Section
from wiki.models.text import Revision, Text
from wiki.models.vocabulary import Doubt, EditKind


class Proposal(Base):
    """One or more edits, decided whole or in part, with one outcome.

    `wording` is the number of the current wording; earlier ones stay readable.
    `changes_taken` are the numbers of the changes a moderator took, once decided.
    """

    __tablename__ = "proposal"

    id: Mapped[Id] = mapped_column(ForeignKey("contribution.id", ondelete="CASCADE"))
    wording: Mapped[int] = mapped_column(default=1)
    changes_taken: Mapped[list[Any] | None]

    contribution: Mapped[Contribution] = relationship(lazy="joined", innerjoin=True)
    wordings: Mapped[list[Wording]] = relationship(
        back_populates="proposal", order_by="Wording.number", cascade="all, delete-orphan"
    )


class Wording(Base):
    """One version of a proposal: why, and the edits."""

    __tablename__ = "wording"
    __table_args__ = table_args(UniqueConstraint("proposal_id", "number"))

    id: Mapped[Id]
    proposal_id: Mapped[str] = mapped_column(ForeignKey("proposal.id", ondelete="CASCADE"))
    number: Mapped[int]
    why: Mapped[str]
    said_on: Mapped[date]
    said_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship(back_populates="wordings")
    edits: Mapped[list[Edit]] = relationship(
        back_populates="wording", order_by="Edit.position", cascade="all, delete-orphan"
    )


class AdoptedWords(Base):
    """Which words of a revision a proposal brought: there is one for each it takes up.

    `runs` are [start, end, change, offset]: code points in the source of the revision, the number
    of the change in its edit, and where they stand in the words it brings. Words in no run are
    those of whoever made the revision. `position` counts the proposals of a revision, from 1.
    """

    __tablename__ = "adopted_words"

    revision_id: Mapped[str] = mapped_column(
        ForeignKey("revision.id", ondelete="CASCADE"), primary_key=True
    )
    proposal_id: Mapped[str] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    position: Mapped[int]
    runs: Mapped[list[Any]]

    revision: Mapped[Revision] = relationship()
    proposal: Mapped[Proposal] = relationship()


class Edit(Base):
    """One edit of a wording.

    For words: `text_id`, revision `base`, `block_count` blocks from `first_block` on (positions in
    that revision; a count of 0 is a place between two), their words `before` and `after`, and the
    stored `pieces` of the redline; `fields` hold its `place` (see domain/edit_places.py). For
    structure: `section_id` and, as far as the kind needs them, `fields`: key, title, titles, texts,
    position, after, term, definition, and the titles_before of its section.
    """

    __tablename__ = "edit"

    id: Mapped[Id]
    wording_id: Mapped[str] = mapped_column(
        ForeignKey("wording.id", ondelete="CASCADE"), index=True
    )
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[EditKind]
    section_id: Mapped[str | None] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    text_id: Mapped[str | None] = mapped_column(
        ForeignKey("text.id", ondelete="CASCADE"), index=True
    )
    language: Mapped[Language | None]
    base: Mapped[int | None]
    first_block: Mapped[int | None]
    block_count: Mapped[int | None]
    before: Mapped[str] = mapped_column(default="")
    after: Mapped[str] = mapped_column(default="")
    pieces: Mapped[list[Any] | None]
    fields: Mapped[dict[str, Any] | None]

    wording: Mapped[Wording] = relationship(back_populates="edits")
    text: Mapped[Text | None] = relationship()
    section: Mapped[Section | None] = relationship()


class Likeness(Base):
    """That a proposal, as it is worded now, seems to ask for the same as another.

    Each of the two has its row.
    """

    __tablename__ = "likeness"

    proposal_id: Mapped[str] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True
    )
    other_id: Mapped[str] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class StillMeant(Base):
    """The question to an author whether an edit still says what they mean, and the answer.

    It is asked where revision `number` changed the text around it; `answered_on` is the day they
    said yes. Rewording or withdrawing answers otherwise, without a word here.
    """

    __tablename__ = "still_meant"

    edit_id: Mapped[str] = mapped_column(
        ForeignKey("edit.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int]
    doubt: Mapped[Doubt]
    asked_on: Mapped[date]
    answered_on: Mapped[date | None]

    edit: Mapped[Edit] = relationship()


class Support(Base):
    """Somebody stands behind a proposal, in the wording of this number, since this day."""

    __tablename__ = "support"

    proposal_id: Mapped[str] = mapped_column(
        ForeignKey("proposal.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    wording: Mapped[int]
    said_on: Mapped[date]
