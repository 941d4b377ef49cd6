"""Databases for tests: a fresh one costs a copy, a shared one costs a rollback.

SQLite always; PostgreSQL for tests of the domain and the migrations, and for all in a sweep. The
server is the one named by WIKI_TEST_POSTGRES, else one started from the programs on this machine.
"""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from tests import postgresql
from tests.missing import missing
from wiki.database import Database
from wiki.migrations import upgrade

ON_BOTH = ("tests/domain/", "tests/faults/", "tests/migrations/", "tests/test_database.py")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give each test of the database the kinds of database it is for."""
    if "backend" in metafunc.fixturenames:
        path = metafunc.definition.path.relative_to(metafunc.config.rootpath).as_posix()
        both = path.startswith(ON_BOTH) or metafunc.config.getoption("--sweep")
        kinds = ["sqlite", "postgresql"] if both else ["sqlite"]
        metafunc.parametrize("backend", kinds, indirect=True, scope="session")


@pytest.fixture(scope="session")
def backend(request: pytest.FixtureRequest) -> str:
    """Name the kind of database of this test: sqlite or postgresql."""
    return str(request.param)


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """Give where databases come from, the same for all files however often the kind changes."""
    with ExitStack() as kept:
        yield Stores(kept, tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def postgres(stores: Stores) -> str:
    """Give the address of a PostgreSQL server."""
    return stores.postgres()


@pytest.fixture(scope="session")
def copies(backend: str, stores: Stores) -> Copies:
    """Give the way to get a copy of the newest schema for as long as one is needed."""
    return stores.copies(backend)


@pytest.fixture(scope="session")
def shared_database(backend: str, stores: Stores) -> Database:
    """Give a database that no test changes for good."""
    return stores.shared(backend)


@pytest.fixture
def database(copies: Copies, stores: Stores) -> Iterator[Database]:
    """Give a database of the test's own, at the newest schema and empty."""
    with copies.lent() as address, closing(stores.opened(address)) as own:
        yield own


@pytest.fixture
def db(shared_database: Database, request: pytest.FixtureRequest) -> Iterator[Session]:
    """Give a handle whose changes are undone after the test; it may not be committed."""
    if "database" in request.fixturenames:
        pytest.fail("ask for `db` (undone afterwards) or `database` (of your own), not for both")
    with shared_database.write() as handle:
        event.listen(handle, "before_commit", _refuse)
        yield handle
        handle.rollback()
        event.remove(handle, "before_commit", _refuse)


def _refuse(handle: Session) -> None:
    if not handle.in_nested_transaction():
        raise AssertionError("`db` is undone after the test; take `database` to commit")


class Copies(Protocol):
    """Where copies of the template come from."""

    def lent(self) -> AbstractContextManager[str]:
        """Lend a copy without rows; gives its address."""


class SqliteCopies:
    """Copies of a file, each in a folder that is lent to one test after the other."""

    def __init__(self, template: Path, folder: Path) -> None:
        self._template = template
        self._folder = folder
        self._free: list[Path] = []
        self._numbers = itertools.count(1)

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Lend a copy without rows; gives its address. All that lies beside it goes afterwards."""
        folder = self._free.pop() if self._free else self._folder / str(next(self._numbers))
        folder.mkdir(mode=0o700)
        path = shutil.copyfile(self._template, folder / "wiki.sqlite3")
        yield f"sqlite:///{path}"
        shutil.rmtree(folder)
        self._free.append(folder)


class Stores:
    """One template and one shared database of each kind, made when first asked for."""

    def __init__(self, kept: ExitStack, folder: Path) -> None:
        self._kept = kept
        self._folder = folder
        self._server = os.environ.get("WIKI_TEST_POSTGRES", "")
        self._copies: dict[str, Copies] = {}
        self._shared: dict[str, Database] = {}
        self._opened: dict[str, Database] = {}

    def copies(self, kind: str) -> Copies:
        """Return what lends copies of the template of a kind."""
        if kind not in self._copies:
            make = self._of_sqlite if kind == "sqlite" else self._of_postgresql
            self._copies[kind] = make()
        return self._copies[kind]

    def shared(self, kind: str) -> Database:
        """Return the shared database of a kind."""
        if kind not in self._shared:
            address = self._kept.enter_context(self.copies(kind).lent())
            database = Database(address, durable=False)
            self._shared[kind] = self._kept.enter_context(closing(database))
        return self._shared[kind]

    def opened(self, address: str) -> Database:
        """Return the database at an address: what was opened before still knows its statements."""
        if address not in self._opened:
            self._opened[address] = Database(address, durable=False)
        self._opened[address].work_waits.clear()
        return self._opened[address]

    def postgres(self) -> str:
        """Return the address of a PostgreSQL server."""
        if not self._server:
            programs = postgresql.find_programs()
            if programs is None:
                missing("no PostgreSQL: neither WIKI_TEST_POSTGRES nor server programs here")
            self._server = self._kept.enter_context(postgresql.started(programs))
        return self._server

    def _of_sqlite(self) -> Copies:
        template = self._folder / "wiki.sqlite3"
        migrate(f"sqlite:///{template}")
        return SqliteCopies(template, self._folder)

    def _of_postgresql(self) -> Copies:
        template = self._kept.enter_context(postgresql.created(self.postgres()))
        migrate(template)
        return self._kept.enter_context(closing(postgresql.Copies(self.postgres(), template)))


def migrate(address: str) -> None:
    """Bring a database to the newest schema and let go of it."""
    with closing(Database(address, durable=False)) as database:
        upgrade.to_head(database)
