"""What every command shares: settings, the database, and how a refusal is told."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime

from wiki import clock
from wiki import settings as all_settings
from wiki.database import Database
from wiki.domain import defining, publishing, search_keeping
from wiki.migrations import upgrade
from wiki.settings import Settings


class CommandRefused(Exception):
    """The command can't be done; the text is a sentence that says what to do."""


def tell(line: str) -> None:
    """Print a line of the answer."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def amount(number: int, one: str, many: str = "") -> str:
    """Return how many of something there are, in words: 1 text, 2 texts."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def now() -> datetime:
    """Return the moment at which the command runs."""
    return clock.now()


def settings() -> Settings:
    """Return the settings of the environment; raises BadSetting."""
    return all_settings.read()


@contextmanager
def opened(found: Settings | None = None) -> Iterator[Database]:
    """Give the database of the settings, closed afterwards."""
    with closing(Database((found or settings()).database_url)) as database:
        yield database


@contextmanager
def at_head(purpose: str | None = None) -> Iterator[Database]:
    """Give the database with the newest schema, and with `purpose` nobody else writing to it.

    Raises CommandRefused where it has an older schema or none.
    """
    with opened() as database:
        require_at_head(database)
        if purpose is None:
            yield database
            return
        with database.exclusive(purpose):
            yield database


def require_at_head(database: Database) -> None:
    """Refuse a database that `init` must prepare first."""
    if not upgrade.at_head(database):
        raise CommandRefused(
            "The database is empty or of an older version: run `python -m wiki init` first."
        )


def bring_to_head(database: Database) -> None:
    """Bring the database to the newest schema; what older ones lack is made from what they hold."""
    if upgrade.to_head(database):
        with database.write() as db:
            search_keeping.rebuild(db)
            defining.remark_all(db)
            publishing.publish_all(db)
