"""Says at the end of a run how many equal pages were left out of it."""

from __future__ import annotations

import pytest

LEFT_OUT = "equal pages left out"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell the number, over all tests of the run."""
    reports = terminalreporter.stats.get("passed", []) + terminalreporter.stats.get("failed", [])
    told = [
        dict(report.user_properties) for report in reports if hasattr(report, "user_properties")
    ]
    counts = [int(properties[LEFT_OUT]) for properties in told if LEFT_OUT in properties]
    if counts:
        terminalreporter.write_line(f"{sum(counts)} {LEFT_OUT}: each was examined once")
