"""Bringing a database to the schema this version of the program works with.

Only forwards: an older program refuses a newer database, and going back is restoring a backup.
"""

from __future__ import annotations

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from wiki import paths
from wiki.database import Database

INDEX = "search_index"
"""The database's own index of words: what it is called, and what its tables begin with."""


class Newer(Exception):
    """The database was written by a newer version of the program."""


def to_head(database: Database) -> bool:
    """Bring the database to the newest schema, and tell whether it was not there already.

    Raises Newer, and changes nothing, where the database knows a step that this program doesn't.
    """
    with database.migration() as connection:
        if _standing(connection) == _newest():
            return False
        command.upgrade(config(connection), "head")
        return True


def at_head(database: Database) -> bool:
    """Tell whether the database has the newest schema. Raises Newer."""
    with database.read() as db:
        return _standing(db.connection()) == _newest()


def fits(database: Database) -> bool:
    """Tell whether the database has the newest schema; not one of a newer program."""
    try:
        return at_head(database)
    except Newer:
        return False


def config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, without any file of its own."""
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()).replace("%", "%%"))
    config.attributes["connection"] = connection
    return config


def is_ours(name: str | None, _kind: str, _within: object) -> bool:
    """Tell whether the models describe what is called so in the database."""
    return not (name or "").startswith(INDEX)


def _newest() -> set[str]:
    return set(ScriptDirectory.from_config(config()).get_heads())


def _standing(connection: Connection) -> set[str]:
    standing = set(MigrationContext.configure(connection).get_current_heads())
    scripts = ScriptDirectory.from_config(config())
    known = {script.revision for script in scripts.walk_revisions()}
    if not standing <= known:
        raise Newer(
            "The database was written by a newer version of Conduct Wiki: "
            "install that version, or restore a backup made with this one."
        )
    return standing
