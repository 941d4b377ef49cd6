"""Backups of a PostgreSQL database, by its own programs pg_dump and pg_restore."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from sqlalchemy import inspect

from wiki.commands import files
from wiki.commands.running import CommandRefused
from wiki.database import Database


class Copies:
    """Making and putting back dumps."""

    def back_up(self, database: Database, target: Path) -> None:
        """Dump the database to a new file, as it stands at one moment."""
        with files.appearing_whole(target, private=True) as draft:
            _run("pg_dump", database, "--format=custom", f"--file={draft}")

    def restore(self, database: Database, source: Path, *, replace: bool) -> None:
        """Put a dump in the place of the database; without `replace` only of an empty one."""
        with database.read() as db:
            tables = inspect(db.connection()).get_table_names()
        if tables and not replace:
            raise CommandRefused("The database is not empty: add --replace to lose what it holds.")
        options = ("--single-transaction", "--exit-on-error", "--no-owner", "--clean")
        _run("pg_restore", database, *options, "--if-exists", str(source))


def _run(program: str, database: Database, *options: str) -> None:
    """Run a program of PostgreSQL on a database; the password goes by the environment."""
    path = shutil.which(program)
    if path is None:
        raise CommandRefused(f"{program} is not installed: install PostgreSQL's client programs.")
    done = subprocess.run(  # noqa: S603 - a program of PostgreSQL, with the operator's own words
        [path, *_where(database), *options],
        env={**os.environ, "PGPASSWORD": str(database.url.password or "")},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        reason = done.stderr.strip().splitlines() or ["no reason given"]
        raise CommandRefused(f"{program} failed: {reason[-1]}")


def _where(database: Database) -> list[str]:
    url = database.url
    host = url.host or url.query.get("host")
    given = {"host": host, "port": url.port or url.query.get("port"), "username": url.username}
    return [f"--dbname={url.database}", *(f"--{key}={val}" for key, val in given.items() if val)]
