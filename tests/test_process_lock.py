"""One program at a time writes to an embedded database, and the next is told who does."""

from __future__ import annotations

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from wiki.database import Database
from wiki.process_lock import Held, ProcessLock

HOLD_AND_WAIT = """
import sys
from pathlib import Path
from wiki.process_lock import ProcessLock
with ProcessLock(Path(sys.argv[1])).held("serve", wait=0):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_program_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "lock")

    with other_program(lock.path) as holder:
        with pytest.raises(Held) as refusal, lock.held("import", wait=0):
            pass

        assert f"in use by serve (process {holder.pid})" in str(refusal.value)


def test_a_program_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "lock")
    with other_program(lock.path) as holder:
        holder.kill()
        holder.wait()

        with lock.held("import", wait=0):
            assert lock.path.read_text().startswith("import")


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    lock = ProcessLock(tmp_path / "lock")

    with lock.held("import", wait=0):
        pass

    assert lock.path.read_text() == ""
    with lock.held("export", wait=0):
        pass


def test_a_database_is_locked_beside_its_file(tmp_path: Path) -> None:
    with (
        closing(Database(f"sqlite:///{tmp_path / 'wiki.sqlite3'}")) as database,
        database.exclusive("serve"),
        pytest.raises(Held, match="in use by serve"),
        ProcessLock(tmp_path / "lock").held("import", wait=0),
    ):
        pass


def other_program(lock: Path) -> subprocess.Popen[str]:
    """Start a program that holds the lock until it is killed or let go."""
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD_AND_WAIT, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert program.stdout is not None
    assert program.stdout.readline() == "held\n"
    return program
