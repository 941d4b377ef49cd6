"""Focus groups: a few people who meet, and who leads their talks."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import Base, Id, Line
from wiki.models.document import Document
from wiki.models.vocabulary import GroupKind


class Group(Base):
    """A focus group. A closed one has a neutral name and, anywhere in the system, no members.

    `names` and `purposes` map a language to what is shown in it. `contact` is how its facilitators
    can be reached by everyone who may read the document.
    """

    __tablename__ = "focus_group"

    id: Mapped[Id]
    document_id: Mapped[str] = mapped_column(
        ForeignKey("document.id", ondelete="CASCADE"), index=True
    )
    names: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    purposes: Mapped[dict[str, str]] = mapped_column(server_default="{}")
    contact: Mapped[Line] = mapped_column(server_default="")
    kind: Mapped[GroupKind]

    document: Mapped[Document] = relationship()
    facilitators: Mapped[list[GroupFacilitator]] = relationship(
        back_populates="group", cascade="all, delete-orphan"
    )

    def name_in(self, language: str) -> str:
        """Return its name in a language, or in the first one that it has."""
        return _in(language, self.names)

    def purpose_in(self, language: str) -> str:
        """Return what it is for in a language, or in the first one in which that is said."""
        return _in(language, self.purposes)


class GroupFacilitator(Base):
    """Somebody who leads the talks of a focus group; ends with that role on the document."""

    __tablename__ = "group_facilitator"

    group_id: Mapped[str] = mapped_column(
        ForeignKey("focus_group.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )

    group: Mapped[Group] = relationship(back_populates="facilitators")
    account: Mapped[Account] = relationship(lazy="joined", innerjoin=True)


def _in(language: str, words: Mapping[str, str]) -> str:
    return words.get(language) or next(iter(words.values()), "")
