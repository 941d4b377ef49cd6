"""What mail needs to remember: sign-ins that were asked for by mail, and links that end mail.

Links are kept as hashes. The secrets themselves, and the codes, are made from the key of the site
when a mail is written, so that a copy of the database opens nothing.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import Base, Hash, Id
from wiki.models.vocabulary import MailedFor


class MailedSignIn(Base):
    """A link and a code that somebody asked for. Without an account it opens nothing.

    `onward` is the page to go on to; `tries` counts the codes that were typed.
    """

    __tablename__ = "mailed_sign_in"

    id: Mapped[Id]
    secret_hash: Mapped[Hash] = mapped_column(unique=True)
    account_id: Mapped[str | None] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    purpose: Mapped[MailedFor]
    onward: Mapped[str] = mapped_column(default="")
    tries: Mapped[int] = mapped_column(default=0)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]

    account: Mapped[Account | None] = relationship()


class Unsubscription(Base):
    """A link in a mail that ends such mails to an account; it is gone once it was used."""

    __tablename__ = "unsubscription"

    id: Mapped[Id]
    secret_hash: Mapped[Hash] = mapped_column(unique=True)
    account_id: Mapped[str] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    expires_on: Mapped[date]

    account: Mapped[Account] = relationship()
