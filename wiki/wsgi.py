"""For servers of their own that run the app, such as gunicorn: `wiki.wsgi:application()`.

Each of their processes asks for the embedded database for itself, so a second one is refused:
several processes need PostgreSQL.
"""

from __future__ import annotations

import atexit
from contextlib import ExitStack

from flask import Flask

from wiki import settings as all_settings
from wiki.app import create_app
from wiki.commands.running import require_at_head
from wiki.commands.serving import log_to_stderr, settle, start_jobs
from wiki.database import Database


def application() -> Flask:
    """Return the app on the database of the settings, held until this process ends.

    Raises BadSetting, CommandRefused where `init` must run first, and process_lock.Held.
    """
    log_to_stderr()
    found = all_settings.read()
    database = Database(found.database_url)
    require_at_head(database)
    held = ExitStack()
    held.callback(database.close)
    held.enter_context(database.exclusive("a server of wiki.wsgi"))
    atexit.register(held.close)
    app = create_app(found, database)
    start_jobs(app, database, found)
    settle()
    return app
