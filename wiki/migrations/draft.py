"""Draft the next migration from what the models say and the newest schema lacks.

    python -m wiki.migrations.draft "rounds get a closing date"

A draft is a start: read it, and write down by hand what happens to the rows that exist.
"""

from __future__ import annotations

import sys
from contextlib import closing

from alembic import command
from alembic.script import ScriptDirectory

from wiki.database import Database
from wiki.migrations import upgrade


def draft(message: str) -> None:
    """Write the draft beside the other migrations, numbered after the last one."""
    scripts = ScriptDirectory.from_config(upgrade.config())
    number = f"{len(list(scripts.walk_revisions())) + 1:04d}"
    with closing(Database("sqlite://", durable=False)) as database:
        upgrade.to_head(database)
        with database.migration() as connection:
            command.revision(upgrade.config(connection), message, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    draft(" ".join(sys.argv[1:]))
