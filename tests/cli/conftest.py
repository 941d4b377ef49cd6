"""Sites for tests of the command line."""

from __future__ import annotations

from tests.cli.commands import prepared, site

__all__ = ["prepared", "site"]
