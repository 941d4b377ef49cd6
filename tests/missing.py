"""What a test does when this machine lacks something it needs."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def missing(what: str) -> NoReturn:
    """Skip with one line; where CI is set, fail: there everything must be present."""
    if os.environ.get("CI") == "true":
        pytest.fail(what)
    pytest.skip(what)
