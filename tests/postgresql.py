"""A PostgreSQL server for the length of a test run, and databases on it.

The server runs in a temporary folder, listens on a socket there only and never waits for the
disk. It refuses to run as root, so root starts it as an unprivileged user.
"""

from __future__ import annotations

import ctypes
import itertools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import psycopg
from sqlalchemy import make_url

START_SECONDS = 30
UNPRIVILEGED = "nobody"
PR_SET_PDEATHSIG = 1
OPTIONS = (
    "listen_addresses=",
    "fsync=off",
    "full_page_writes=off",
    "synchronous_commit=off",
    "autovacuum=off",
    "max_connections=200",
    "shared_buffers=32MB",
)

Connection: TypeAlias = psycopg.Connection[Any]

_number = itertools.count(1)


def find_programs() -> Path | None:
    """Return the folder of the newest server programs on this machine."""
    packaged = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])
    )
    on_path = shutil.which("postgres")
    found = packaged[-1] if packaged else Path(on_path).resolve() if on_path else None
    return found.parent if found else None


@contextmanager
def started(programs: Path) -> Iterator[str]:
    """Start a server; gives its address and stops it afterwards."""
    with tempfile.TemporaryDirectory(prefix="wiki-pg-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, UNPRIVILEGED)
        log = Path(folder, "log")
        with log.open("wb") as output, _running(programs, folder, output):
            address = f"postgresql+psycopg://postgres@/postgres?host={folder}"
            _wait_for(address, log)
            yield address


@contextmanager
def created(server: str, *, template: str | None = None) -> Iterator[str]:
    """Create a database on the server; gives its address and drops it afterwards."""
    name = f"wiki_test_{os.getpid()}_{next(_number)}"
    _command(server, f"CREATE DATABASE {name} TEMPLATE {template or 'template0'}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _command(server, f"DROP DATABASE {name} WITH (FORCE)")


class Copies:
    """Copies of one database, lent to one test after the other.

    Making a copy takes a hundred times as long as emptying one, so a copy that comes back with
    the shape it had is emptied and lent again; any other is dropped.
    """

    def __init__(self, server: str, template: str) -> None:
        self._server = server
        self._template = make_url(template).database
        with _connected(template) as connection:
            self._shape = _shape(connection)
        self._free: list[str] = []
        self._all = ExitStack()

    @contextmanager
    def lent(self) -> Iterator[str]:
        """Lend a copy without rows; gives its address."""
        address = self._free.pop() if self._free else self._made()
        yield address
        with _connected(address) as connection:
            if _shape(connection) == self._shape:
                _empty(connection)
                self._free.append(address)

    def close(self) -> None:
        """Drop all copies."""
        self._all.close()

    def _made(self) -> str:
        return self._all.enter_context(created(self._server, template=self._template))


def _shape(connection: Connection) -> object:
    """Return what tells one schema from another: its columns and the migration it stands at."""
    columns = (
        "SELECT attrelid::regclass::text, attname, atttypid FROM pg_attribute "
        "JOIN pg_class ON pg_class.oid = attrelid "
        "WHERE relnamespace = 'public'::regnamespace AND attnum > 0 ORDER BY 1, 2"
    )
    standing = "SELECT version_num FROM alembic_version"
    return connection.execute(columns).fetchall(), connection.execute(standing).fetchall()


def _empty(connection: Connection) -> None:
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    names = {str(row[0]) for row in connection.execute(tables)} - {"alembic_version"}
    deletions = "; ".join(f'DELETE FROM "{name}"' for name in sorted(names))
    connection.execute(f"SET session_replication_role = replica; {deletions}".encode())


@contextmanager
def _running(programs: Path, folder: str, output: Any) -> Iterator[None]:
    rights = _rights()
    subprocess.run(
        [
            programs / "initdb",
            "-D",
            f"{folder}/db",
            "-U",
            "postgres",
            "--no-sync",
            "--auth=trust",
            "--encoding=UTF8",
            "--locale=C",
        ],
        check=True,
        stdout=output,
        stderr=output,
        cwd=folder,
        **rights,
    )
    options = [part for option in OPTIONS for part in ("-c", option)]
    server = subprocess.Popen(
        [programs / "postgres", "-D", f"{folder}/db", "-k", folder, *options],
        stdout=output,
        stderr=output,
        cwd=folder,
        preexec_fn=_end_with_the_tests,
        **rights,
    )
    try:
        yield
    finally:
        server.send_signal(signal.SIGQUIT)
        server.wait()


def _end_with_the_tests() -> None:
    """Have the system stop the server when the test run is killed before it could."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)


def _rights() -> dict[str, Any]:
    if os.getuid() != 0:
        return {}
    return {"user": UNPRIVILEGED, "group": "nogroup", "extra_groups": []}


def _wait_for(address: str, log: Path) -> None:
    for _ in range(START_SECONDS * 20):
        try:
            _command(address, "SELECT 1")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError(f"PostgreSQL did not start: {log.read_text()}")


def _command(address: str, sql: str) -> None:
    with _connected(address) as connection:
        connection.execute(sql.encode())


def _connected(address: str) -> closing[Connection]:
    plain = make_url(address).set(drivername="postgresql").render_as_string(hide_password=False)
    return closing(psycopg.connect(plain, autocommit=True))
