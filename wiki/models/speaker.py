"""Who something is by: an account, a focus group, a meeting, or an untraceable voice.

A voice leaves no account: only the hash of a handle that is different in every thread. What is
shown as a role or a group does hold its account, and docs and interface say so (decision 11).
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from wiki.models.account import Account
from wiki.models.base import Base, Id, Line
from wiki.models.group import Group
from wiki.models.vocabulary import MeetingKind, Role, ShownAs


class Meeting(Base):
    """A gathering at which remarks are made; what is said there is by the meeting."""

    __tablename__ = "meeting"

    id: Mapped[Id]
    document_id: Mapped[str] = mapped_column(ForeignKey("document.id", ondelete="CASCADE"))
    group_id: Mapped[str | None] = mapped_column(ForeignKey("focus_group.id"))
    kind: Mapped[MeetingKind]
    title: Mapped[Line]
    held_on: Mapped[date]
    read_back_closed_on: Mapped[date | None]


ONE_SPEAKER = CheckConstraint(
    "(CASE WHEN account_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN voice_hash IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN group_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN meeting_id IS NULL THEN 0 ELSE 1 END) <= 1",
    name="one_speaker",
)
NO_TIME_FOR_VOICES = CheckConstraint(
    "voice_hash IS NULL OR said_at IS NULL", name="no_time_for_voices"
)


class Spoken:
    """Columns of a row that somebody said: at most one speaker, how shown, and when.

    No speaker at all is a voice whose round was cleared, or an erased account.
    `role` is the one held when it was said, where that is what is shown. `said_at` stays empty for
    voices, who keep only the day.
    """

    shown_as: Mapped[ShownAs]
    role: Mapped[Role | None]
    voice_hash: Mapped[str | None] = mapped_column(String(64))
    said_on: Mapped[date]
    said_at: Mapped[datetime | None]

    @declared_attr
    def account_id(cls) -> Mapped[str | None]:  # noqa: N805 - the mixin's class, not an instance
        """Return the column of the account that said it."""
        return mapped_column(ForeignKey("account.id"), index=True)

    @declared_attr
    def group_id(cls) -> Mapped[str | None]:  # noqa: N805
        """Return the column of the focus group that said it."""
        return mapped_column(ForeignKey("focus_group.id"))

    @declared_attr
    def meeting_id(cls) -> Mapped[str | None]:  # noqa: N805
        """Return the column of the meeting it was said at."""
        return mapped_column(ForeignKey("meeting.id"))

    @declared_attr
    def account(cls) -> Mapped[Account | None]:  # noqa: N805
        """Return the account that said it."""
        return relationship(Account, foreign_keys=[cls.account_id])  # type: ignore[list-item]

    @declared_attr
    def group(cls) -> Mapped[Group | None]:  # noqa: N805
        """Return the focus group that said it."""
        return relationship(Group)

    @declared_attr
    def meeting(cls) -> Mapped[Meeting | None]:  # noqa: N805
        """Return the meeting it was said at."""
        return relationship(Meeting)
