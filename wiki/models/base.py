"""What every table shares: random public ids, aware times, tables without insertion order.

Ids say nothing: they are 128 random bits, so neither a reader nor a copy of the database can
tell from them what came first. On SQLite the tables have no rowid for the same reason.
"""

import secrets
from base64 import b32encode
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import JSON, Date, DateTime, Enum, MetaData, String, types
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column

ID_LENGTH = 26


def new_id() -> str:
    """Return a new public id: 128 random bits as 26 lowercase base-32 characters."""
    return b32encode(secrets.token_bytes(16)).decode().rstrip("=").lower()


class Moment(types.TypeDecorator[datetime]):
    """A time in UTC, aware on both databases (SQLite itself forgets the zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive times and store the rest in UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times must be aware")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the time back with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Id = Annotated[str, mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)]
Key = Annotated[str, mapped_column(String(80))]
Line = Annotated[str, mapped_column(String(300))]
Language = Annotated[str, mapped_column(String(2))]
Hash = Annotated[str, mapped_column(String(64))]
At = Annotated[datetime, mapped_column(Moment)]
On = Annotated[date, mapped_column(Date)]


_JSON = JSON(none_as_null=True)
# Nothing is NULL, which queries can ask for, not the word null of JSON.


class Base(DeclarativeBase):
    """The one declarative base; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dict[str, Any]: _JSON,
        dict[str, str]: _JSON,
        list[Any]: _JSON,
        list[str]: _JSON,
        datetime: Moment,
        StrEnum: Enum(
            StrEnum,
            native_enum=False,
            length=30,
            values_callable=lambda words: [word.value for word in words],
        ),
    }
    __table_args__: Any = {"sqlite_with_rowid": False}  # noqa: RUF012 - as the base declares it


def table_args(*constraints: Any) -> tuple[Any, ...]:
    """Return table arguments: the constraints, and no rowid on SQLite."""
    return (*constraints, {"sqlite_with_rowid": False})
