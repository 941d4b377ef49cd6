"""Backups of the embedded database, by SQLite's own online backup."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from wiki.commands import files
from wiki.commands.running import CommandRefused
from wiki.database import Database
from wiki.migrations import upgrade

ASIDE = ".before-restore"
BESIDE = ("-wal", "-shm", "-journal")
PAGES = 512
"""Pages copied at a time; writers get their turn in between."""


class Copies:
    """Making and putting back copies of a file."""

    def back_up(self, database: Database, target: Path) -> None:
        """Copy the database to a new file, as it stands at one moment."""
        with files.appearing_whole(target, private=True) as draft:
            _copy(_file(database), draft)
            _require_sound(draft)

    def restore(self, database: Database, source: Path, *, replace: bool) -> None:
        """Put a copy in the place of the database, whose own file is kept aside.

        Refuses a copy that is damaged or of a newer version, and without `replace` a database
        that holds anything.
        """
        _require_sound(source)
        place = _file(database)
        holds_something = place.exists() and place.stat().st_size > 0
        if holds_something and not replace:
            raise CommandRefused(
                f"{place} holds a database: add --replace, and it is kept aside as {ASIDE}."
            )
        with files.appearing_whole(place, private=True) as draft:
            _copy(source, draft)
            _require_known(draft)
            database.close()
            if holds_something:
                _put_aside(place)


def _file(database: Database) -> Path:
    place = database.file
    if place is None:
        raise CommandRefused("This is no embedded database.")
    return place


def _copy(source: Path, target: Path) -> None:
    with closing(_opened(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new, pages=PAGES)
        new.execute("PRAGMA journal_mode = DELETE")


def _put_aside(place: Path) -> None:
    """Move a database away with what its log still holds, for its owner only."""
    aside = place.with_name(place.name + ASIDE)
    for ending in BESIDE:
        aside.with_name(aside.name + ending).unlink(missing_ok=True)
    for ending in ("", *BESIDE):
        beside = place.with_name(place.name + ending)
        if beside.exists():
            beside.chmod(0o600)
            beside.replace(aside.with_name(aside.name + ending))


def _require_sound(path: Path) -> None:
    """Refuse a file that is no whole database of ours."""
    try:
        with closing(_opened(path)) as connection:
            [sound] = connection.execute("PRAGMA integrity_check").fetchone()
            connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.DatabaseError:
        sound = "no database of Conduct Wiki"
    if sound != "ok":
        raise CommandRefused(f"{path} is damaged or no backup ({sound}): name another one.")


def _require_known(path: Path) -> None:
    """Refuse with Newer a database that a newer version wrote."""
    with closing(Database(f"sqlite:///{path}")) as copy:
        upgrade.at_head(copy)


def _opened(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{path.absolute()}?mode=ro", uri=True)
