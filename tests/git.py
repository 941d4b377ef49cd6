"""What git, where it is installed, makes of the same texts."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

PROGRAM = shutil.which("git")
"""Where git is installed, None where it is not."""

needed = pytest.mark.skipif(
    PROGRAM is None and os.environ.get("CI") != "true", reason="git is not installed"
)
"""Marks a test that needs git: without it skipped, where CI is set failed."""

_PLAIN = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
_IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Tests"), ("EMAIL", "tests@example.org"))
}


def run(
    folder: Path, arguments: Sequence[str], *, given: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run git as nobody has configured it, in a folder; `given` is what it reads."""
    assert PROGRAM, "git is not installed"
    return subprocess.run(
        [PROGRAM, *arguments],
        cwd=folder,
        env={**os.environ, **_PLAIN, **_IDENTITY},
        input=given,
        capture_output=True,
        check=False,
    )


def merged(folder: Path, base: str, ours: str, theirs: str) -> str | None:
    """Return what git makes of a merge, None where it sees a conflict."""
    for name, text in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(text, encoding="utf-8", newline="")
    done = run(folder, ["merge-file", "-p", "ours", "base", "theirs"])
    return done.stdout.decode() if done.returncode == 0 else None
