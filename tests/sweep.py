"""Sweeps: every combination, in parts, taken up again where they were left.

`--sweep=PART` runs that part with hypothesis at its most thorough and all databases. What passed
is noted under .sweep/, by the state of the checkout, and left out next time.
"""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

PARTS = {
    "core": (".", "text", "domain", "migrations"),
    "attacks": ("attacks",),
    "faults": ("faults",),
    "pages": ("web", "export", "cli", "journeys", "browser", "reach"),
    "voices": ("voices",),
}
"""The parts and the folders of tests that belong to each, where a test doesn't say its own."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Take the part to sweep."""
    parser.addoption("--sweep", choices=[*PARTS], help="run every combination of this part")


def pytest_configure(config: pytest.Config) -> None:
    """Keep notes of a sweep."""
    part = config.getoption("--sweep")
    if part:
        notes = Sweep(part, config.rootpath, takes_notes=not hasattr(config, "workerinput"))
        config.pluginmanager.register(notes, "sweep-notes")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for sweeps only; in a sweep, what is of another part or passed before."""
    sweep = config.pluginmanager.get_plugin("sweep-notes")
    chosen = sweep.due if sweep else _is_ordinary
    left_out = [item for item in items if not chosen(item)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if chosen(item)]


class Sweep:
    """One part of the sweep and the notes of what passed."""

    def __init__(self, part: str, root: Path, *, takes_notes: bool) -> None:
        self.part = part
        self.takes_notes = takes_notes  # of several processes only the one that hears of all
        self.notes = root / ".sweep" / _state(root) / part
        self.passed = set(self.notes.read_text().splitlines()) if self.notes.exists() else set()
        self._failed: set[str] = set()

    def due(self, item: pytest.Item) -> bool:
        """Tell whether a test belongs to this part and has not passed yet."""
        return part_of(item) == self.part and item.nodeid not in self.passed

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note a test once its last phase is over and none failed."""
        if report.failed or report.skipped:
            self._failed.add(report.nodeid)
        passed = report.when == "teardown" and report.nodeid not in self._failed
        if passed and self.takes_notes:
            self.notes.parent.mkdir(parents=True, exist_ok=True)
            with self.notes.open("a") as file:
                file.write(report.nodeid + "\n")

    def pytest_sessionfinish(self, session: pytest.Session, exitstatus: int) -> None:
        """Count a part with nothing left to do as done."""
        if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
            session.exitstatus = pytest.ExitCode.OK


def part_of(item: pytest.Item) -> str | None:
    """Return the part a test belongs to: the one it says, else that of its folder."""
    marker = item.get_closest_marker("sweep")
    if marker:
        return str(marker.args[0])
    folder = item.path.relative_to(item.config.rootpath / "tests").parent.as_posix().split("/")[0]
    return next((part for part, folders in PARTS.items() if folder in folders), None)


def _is_ordinary(item: pytest.Item) -> bool:
    return item.get_closest_marker("sweep") is None


def _state(root: Path) -> str:
    """Name the state of the checkout: the commit, and what has changed since."""
    commit = _git(root, "rev-parse", "--short=12", "HEAD").decode().strip()
    changes = _git(root, "diff", "HEAD") + _git(root, "status", "--porcelain")
    return f"{commit}-{hashlib.sha256(changes).hexdigest()[:8]}" if changes else commit


def _git(root: Path, *words: str) -> bytes:
    command = ["git", *words]
    return subprocess.run(command, cwd=root, check=True, capture_output=True).stdout
