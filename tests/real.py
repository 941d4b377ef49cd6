"""Real documents to test with, from the folder that WIKI_TEST_DATA names.

They are never part of the project; without the folder the tests that want them are skipped.
"""

from __future__ import annotations

import json
import lzma
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

VARIABLE = "WIKI_TEST_DATA"


@dataclass(frozen=True)
class RealDocuments:
    """The folder, and its files as Python values."""

    folder: Path

    def rows(self, name: str) -> Iterator[dict[str, Any]]:
        """Give the records of a `.jsonl.xz` file one by one; `name` is without the endings."""
        with lzma.open(self.folder / f"{name}.jsonl.xz", "rt", encoding="utf-8") as file:
            for line in file:
                yield json.loads(line)

    def attacks(self) -> list[dict[str, Any]]:
        """Return the strings that attack renderers and cleaners."""
        with lzma.open(self.folder / "attacks.json.xz", "rt", encoding="utf-8") as file:
            return list(json.load(file))

    def commonmark(self) -> list[dict[str, Any]]:
        """Return the examples of the CommonMark specification."""
        text = (self.folder / "commonmark_spec.json").read_text(encoding="utf-8")
        return list(json.loads(text)["examples"])


def find() -> RealDocuments | None:
    """Return the real documents, or None where the variable names no folder."""
    named = os.environ.get(VARIABLE)
    return RealDocuments(Path(named)) if named else None


@pytest.fixture(scope="session")
def real() -> RealDocuments:
    """Give the real documents."""
    found = find()
    if found is None:
        pytest.skip(f"no real documents: {VARIABLE} names no folder")
    return found
