"""A lock on a folder that one program holds and others are told about.

The operating system frees it when its holder ends, however it ends, so it never goes stale.
It works between programs on one machine (POSIX), not over a network file system.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path

from wiki import clock

STEP = 0.05


class Held(Exception):
    """Another program holds the lock; the text is a sentence for the operator."""


class ProcessLock:
    """The lock kept in one file, which also says who holds it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def held(self, purpose: str, *, wait: float) -> Iterator[None]:
        """Hold the lock; `purpose` is told to programs that come meanwhile.

        Raises Held when it isn't free within `wait` seconds.
        """
        with self.path.open("a+", encoding="utf-8") as file:
            self._take(file, until=clock.elapsed() + wait)
            _sign(file, f"{purpose} (process {os.getpid()})")
            try:
                yield
            finally:
                _sign(file, "")

    def _take(self, file: TextIOWrapper, *, until: float) -> None:
        while not _locked(file):
            if clock.elapsed() >= until:
                raise Held(self._refusal())
            clock.pause(STEP)

    def _refusal(self) -> str:
        holder = self.path.read_text(encoding="utf-8").strip() or "another program"
        return (
            f"The database in {self.path.parent} is in use by {holder}: "
            "stop that, or wait until it is done, and try again."
        )


def _locked(file: TextIOWrapper) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _sign(file: TextIOWrapper, holder: str) -> None:
    file.seek(0)
    file.truncate()
    file.write(holder)
    file.flush()
