"""Documents and their sections: the structure that texts hang in."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.base import Base, Id, Key, Language, Line, table_args
from wiki.models.vocabulary import Readers


class Document(Base):
    """A code of conduct being drafted, in one or more languages.

    `titles` maps a language to a title. `preface` maps a language to what the overview says about
    the document: purpose, can_change, cannot_change, decided_by, contact. `approvals` is how many
    people must agree before words are adopted, whoever decides among them; `second_reader` says
    whether nothing is declined by one person alone.
    """

    __tablename__ = "document"

    id: Mapped[Id]
    key: Mapped[Key] = mapped_column(unique=True)
    titles: Mapped[dict[str, str]]
    preface: Mapped[dict[str, Any]]
    languages: Mapped[list[str]]
    readers: Mapped[Readers] = mapped_column(default=Readers.MEMBERS)
    approvals: Mapped[int] = mapped_column(default=1, server_default="1")
    second_reader: Mapped[bool] = mapped_column(default=False, server_default=false())
    created_at: Mapped[datetime]

    sections: Mapped[list[Section]] = relationship(
        back_populates="document", order_by="Section.position", cascade="all, delete-orphan"
    )

    def title_in(self, language: str) -> str:
        """Return the title in a language, or in the document's first language."""
        return self.titles.get(language) or self.titles[self.languages[0]]


class Section(Base):
    """A part of a document with one stable key in all languages.

    A removed section keeps its row, texts and history; `removed_at` says since when.
    `last_number` counts the contributions numbered so far.
    """

    __tablename__ = "section"
    __table_args__ = table_args(
        UniqueConstraint("document_id", "key"),
        Index(
            "ix_section_document_id_removed_at_position", "document_id", "removed_at", "position"
        ),
    )

    id: Mapped[Id]
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    key: Mapped[Key]
    position: Mapped[int]
    removed_at: Mapped[datetime | None]
    last_number: Mapped[int] = mapped_column(default=0)

    document: Mapped[Document] = relationship(back_populates="sections")
    terms: Mapped[list[Term]] = relationship(
        back_populates="section", order_by="Term.position", cascade="all, delete-orphan"
    )


class Term(Base):
    """A defined term of a section, in one language; `position` keeps the order they were given.

    `defined_at` is when it got the definition it has; None of one that is older than this column.
    """

    __tablename__ = "term"
    __table_args__ = table_args(UniqueConstraint("section_id", "language", "term"))

    id: Mapped[Id]
    section_id: Mapped[str] = mapped_column(ForeignKey("section.id", ondelete="CASCADE"))
    language: Mapped[Language]
    position: Mapped[int] = mapped_column(default=0)
    term: Mapped[Line]
    definition: Mapped[str]
    defined_at: Mapped[datetime | None]

    section: Mapped[Section] = relationship(back_populates="terms")
