"""What a test does when this machine lacks something it needs."""

from __future__ import annotations

import os
from collections import Counter
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip with one line; where CI is set, fail: there everything must be present."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say once for each reason what was skipped."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    for reason, count in sorted(reasons.items()):
        terminalreporter.write_line(f"{count} skipped: {reason.removeprefix('Skipped: ')}")
