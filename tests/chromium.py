"""A real Chromium for tests of pages: the one of this machine, never one that is downloaded."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.missing import missing

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The shell comes first: the same engine, without windows that cost half of the time."""

QUIET = (
    "--font-render-hinting=none",  # the shell's own rounding makes lines touch each other
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def program() -> str | None:
    """Return where the Chromium of this machine is, None where there is none."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def flags() -> list[str]:
    """Return how to start it: quietly, and with its sandbox wherever that works."""
    return [*QUIET, "--no-sandbox"] if os.getuid() == 0 else [*QUIET]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Give a running Chromium."""
    found = program()
    if found is None:
        missing("no Chromium on this machine")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=flags())
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Give an empty page with cookies of its own."""
    context = chromium.new_context()
    yield context.new_page()
    context.close()
