"""Templates are compiled once for all the apps of a run: each test makes an app of its own."""

from __future__ import annotations

import pytest
from jinja2 import FileSystemBytecodeCache

from wiki.app import Wiki


@pytest.fixture(scope="session", autouse=True)
def compiled_templates(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep what templates are compiled to, beside their source's checksum."""
    folder = tmp_path_factory.mktemp("templates")
    Wiki.jinja_options = {"bytecode_cache": FileSystemBytecodeCache(str(folder))}
