"""Approvals: what those who may decide think of a contribution before somebody does."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import Base
from wiki.models.vocabulary import Stance


class Approval(Base):
    """Somebody agrees with adopting a contribution, or with declining it, in one wording.

    `wording` is its number, 1 for what has only one. An approval of an earlier one is void.
    """

    __tablename__ = "approval"

    contribution_id: Mapped[str] = mapped_column(
        ForeignKey("contribution.id", ondelete="CASCADE"), primary_key=True
    )
    account_id: Mapped[str] = mapped_column(
        ForeignKey("account.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    wording: Mapped[int]
    stance: Mapped[Stance]
    said_on: Mapped[date]

    account: Mapped[Account] = relationship()
