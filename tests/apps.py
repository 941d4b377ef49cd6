"""Apps for tests: templates are compiled once a run, what no test changes is built once a file."""

from __future__ import annotations

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache

from wiki.app import Wiki, create_app
from wiki.database import Database
from wiki.settings import Settings
from wiki.web import pace


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what templates are compiled to, beside their source's checksum."""
    folder = tmp_path_factory.mktemp("templates")
    Wiki.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}


class Apps:
    """One app for each set of settings, given another database for each test."""

    def __init__(self) -> None:
        self._made: dict[Settings, Flask] = {}

    def on(self, settings: Settings, database: Database) -> Flask:
        """Return the app on a database, as it begins; to add pages to it, make another."""
        if settings not in self._made:
            self._made[settings] = create_app(settings, database)
        app = self._made[settings]
        app.extensions.update(wiki_settings=settings, wiki_database=database)
        pace.init_app(app)
        return app


@pytest.fixture(scope="module")
def apps() -> Apps:
    """Give the apps that the tests of a file share."""
    return Apps()
