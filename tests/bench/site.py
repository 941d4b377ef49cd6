"""The wiki that is measured, with what is in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from wsgiref.types import WSGIApplication

from wiki import settings
from wiki.app import create_app
from wiki.database import Database
from wiki.migrations import upgrade


@contextmanager
def built() -> Iterator[WSGIApplication]:
    """Give the app over a temporary database."""
    with (
        tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder,
        closing(Database(f"sqlite:///{folder}/wiki.sqlite3")) as database,
    ):
        upgrade.to_head(database)
        yield create_app(settings.read({"WIKI_DATA_DIR": folder}), database)
