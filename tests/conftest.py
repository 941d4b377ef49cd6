"""What every test may ask for; the fixtures themselves live beside this file, one noun each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, settings

pytest_plugins = (
    "pytester",
    "tests.missing",
    "tests.sweep",
    "tests.databases",
    "tests.apps",
    "tests.real",
    "tests.chromium",
    "tests.cast",
    "tests.mailbox",
    "tests.reach.counting",
)

settings.register_profile("test", derandomize=True, deadline=None, max_examples=150, database=None)
settings.register_profile(
    "sweep",
    parent=settings.get_profile("test"),
    max_examples=20_000,
    suppress_health_check=[HealthCheck.too_slow],
)


def pytest_configure(config: pytest.Config) -> None:
    """Choose how thoroughly properties are tried."""
    settings.load_profile("sweep" if config.getoption("--sweep") else "test")


@pytest.fixture
def at() -> datetime:
    """Give the moment at which a test plays."""
    return datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
