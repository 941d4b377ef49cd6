"""What one can type stands in the documentation for operators."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator

from tests.documentation import OPERATING
from wiki.cli import parser


def commands(of: argparse.ArgumentParser, before: str = "") -> Iterator[str]:
    """Give every command there is, such as `user add`."""
    for action in of._actions:
        if isinstance(action, argparse._SubParsersAction):
            for name, below in action.choices.items():
                yield from commands(below, f"{before} {name}".strip())
            return
    yield before


def test_every_command_is_explained() -> None:
    told = OPERATING.read_text(encoding="utf-8")
    known = set(commands(parser()))

    assert {"backup", "user add"} <= known
    assert [name for name in sorted(known) if not re.search(rf"(`|wiki ){name}\b", told)] == []
