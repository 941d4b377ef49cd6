"""The database: opened from its address, read and written in transactions that end by themselves.

SQLite is the embedded default. A write takes its lock at once (`BEGIN IMMEDIATE`), because a lock
taken at the first change would let two writers read the same state and lose one of them silently;
a read (`BEGIN`) can't write at all. Writes and their checkpoints also queue inside the process:
SQLite before 3.51.3 can corrupt its log when two connections checkpoint and commit at once.

On PostgreSQL writes run READ COMMITTED and the domain compares and sets versions, which is refused
in words instead of failing at the end; reads see one snapshot (REPEATABLE READ, read only).
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from wiki import unchanged
from wiki.process_lock import ProcessLock

PATIENCE = 5
"""Seconds a transaction waits for its turn."""

MIGRATION_LOCK = 0x77696B69

POSTGRES_BUSY = frozenset({"40001", "40P01", "55P03", "53300"})
"""Serialisation failure, deadlock, lock not available, too many connections."""

POSTGRES_FULL = "53100"


class Busy(Exception):
    """Another transaction held the database too long; worth trying again."""

    retry_after = PATIENCE


class Full(Exception):
    """The database has no room left; nothing of this transaction was kept."""


class Database:
    """A database and its two ways in: `read` and `write`.

    The address `sqlite://` means a temporary file that goes when the database is closed.
    `durable=False` trades safety at power loss for speed and is meant for throw-away databases.
    """

    def __init__(self, address: str, *, durable: bool = True) -> None:
        self._closing = ExitStack()
        self._turn = threading.Lock()
        self.work_waits = threading.Event()
        """Set when a transaction asked for work, for whoever does it in this process."""
        self.url = self._located(make_url(address))
        if self.is_sqlite:
            self._writer = _sqlite_engine(self.url, writes=True, durable=durable)
            self._reader = _sqlite_engine(self.url, writes=False, durable=durable)
        else:
            self._writer, self._reader = _postgres_engines(self.url)

    @property
    def is_sqlite(self) -> bool:
        """Whether this is the embedded database."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of an embedded database; None on PostgreSQL."""
        return Path(str(self.url.database)) if self.is_sqlite else None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Give a handle that sees one state of the database and can't change it.

        Raises Busy.
        """
        with _translated(), Session(self._reader, expire_on_commit=False) as db:
            yield db

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Give a handle whose changes are kept together at the end, or not at all on an error.

        Compute before asking for it: others wait. Raises Busy and Full.
        """
        with _translated(), self._own_turn(), Session(self._writer, expire_on_commit=False) as db:
            yield db
            db.commit()
            if db.info.pop("work_asked", False):
                self.work_waits.set()

    def forget(self) -> None:
        """Keep nothing in memory of what idle connections read."""
        if self.is_sqlite:
            self._reader.dispose()

    def may_write(self, db: Session) -> bool:
        """Tell whether a handle was given by `write`."""
        return db.bind is self._writer

    @contextmanager
    def migration(self) -> Iterator[Connection]:
        """Give a connection for changes of the schema, one program at a time, all or nothing.

        SQLite rebuilds a table by dropping it, which would delete the rows that refer to it; its
        foreign keys are therefore off meanwhile and all checked before anything is kept.
        """
        alone = _sqlite_migration if self.is_sqlite else _postgres_migration
        with self._own_turn(), self._writer.connect() as connection, alone(connection):
            yield connection

    @contextmanager
    def exclusive(self, purpose: str, *, wait: float = PATIENCE) -> Iterator[None]:
        """Keep other programs from writing to an embedded database meanwhile.

        `purpose` is the command, told to those who come after. PostgreSQL needs no such lock.
        Raises process_lock.Held after `wait` seconds.
        """
        if self.file is None:
            yield
            return
        with ProcessLock(self.file.parent / "lock").held(purpose, wait=wait):
            yield

    def close(self) -> None:
        """Close all connections until somebody reads or writes; a temporary database goes."""
        self._writer.dispose()
        self._reader.dispose()
        self._closing.close()

    def _located(self, url: URL) -> URL:
        """Give an embedded database its file and folder."""
        if url.get_backend_name() != "sqlite":
            return url
        if url.database in (None, "", ":memory:"):
            folder = self._closing.enter_context(tempfile.TemporaryDirectory(prefix="wiki-"))
            return url.set(database=str(Path(folder, "wiki.sqlite3")))
        path = Path(str(url.database)).absolute()
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        return url.set(database=str(path))

    @contextmanager
    def _own_turn(self) -> Iterator[None]:
        if not self.is_sqlite:
            yield
            return
        if not self._turn.acquire(timeout=PATIENCE):
            raise Busy
        try:
            yield
        finally:
            self._turn.release()


def _sqlite_engine(url: URL, *, writes: bool, durable: bool) -> Engine:
    engine = create_engine(url, pool_timeout=PATIENCE)
    pragmas = (
        f"busy_timeout = {PATIENCE * 1000}",
        "journal_mode = WAL",
        f"synchronous = {'FULL' if durable else 'OFF'}",
        "foreign_keys = ON",
        "secure_delete = ON",
        f"query_only = {'OFF' if writes else 'ON'}",
    )

    @event.listens_for(engine, "do_connect")
    def make_private(*_arguments: object) -> None:
        _make_private(Path(str(url.database)))

    @event.listens_for(engine, "connect")
    def prepare(raw: sqlite3.Connection, _record: object) -> None:
        raw.isolation_level = None  # transactions are begun below, not by the driver
        for pragma in pragmas:
            raw.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
        if not writes:
            unchanged.begin(connection, _version(connection))

    return engine


def _version(connection: Connection) -> int:
    """Return a number that differs once another connection changed an embedded database."""
    raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    [version] = raw.execute("PRAGMA data_version").fetchone()
    return int(version)


def _make_private(path: Path) -> None:
    """Make the file of a new database readable by its owner only; its log and index follow it.

    One that exists is never opened here: closing it would free the locks of other connections.
    Where it can't be made, SQLite says so itself.
    """
    with suppress(OSError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def _postgres_engines(url: URL) -> tuple[Engine, Engine]:
    given = str(url.query.get("options", ""))
    options = f"{given} -c timezone=UTC -c lock_timeout={PATIENCE * 1000}".strip()
    writer = create_engine(
        url,
        connect_args={"options": options},
        isolation_level="READ COMMITTED",
        pool_timeout=PATIENCE,
    )
    reader = writer.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return writer, cast(Engine, reader)


@contextmanager
def _sqlite_migration(connection: Connection) -> Iterator[None]:
    raw = cast(sqlite3.Connection, connection.connection.dbapi_connection)
    raw.execute("PRAGMA foreign_keys = OFF").close()
    try:
        with connection.begin():
            yield
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"the migration left rows that refer to nothing: {broken[:5]}")
    finally:
        raw.execute("PRAGMA foreign_keys = ON").close()


@contextmanager
def _postgres_migration(connection: Connection) -> Iterator[None]:
    with connection.begin():
        connection.execute(text("SET LOCAL lock_timeout = 0"))
        connection.execute(text(f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})"))
        yield


@contextmanager
def _translated() -> Iterator[None]:
    """Turn what the two drivers say about a busy or full database into our words."""
    try:
        yield
    except PoolTimeout as error:
        raise Busy from error
    except DBAPIError as error:
        ours = _ours(error.orig)
        if ours is None:
            raise
        raise ours from error


def _ours(error: Any) -> type[Exception] | None:
    name = getattr(error, "sqlite_errorname", "")
    state = getattr(error, "sqlstate", "") or ""
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")) or state in POSTGRES_BUSY:
        return Busy
    if name.startswith("SQLITE_FULL") or state == POSTGRES_FULL:
        return Full
    return None
