"""Running the command line in a site of its own: in this process, or as a program."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wiki import cli

LANDMARK = Path(__file__).parents[2]


class Site:
    """A data folder, and what the last command said there."""

    def __init__(
        self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.folder = folder
        self.database = folder / "wiki.sqlite3"
        self._capsys = capsys
        for name in list(os.environ):
            if name.startswith("WIKI_") and not name.startswith("WIKI_TEST_"):
                monkeypatch.delenv(name)
        monkeypatch.setenv("WIKI_DATA_DIR", str(folder))
        monkeypatch.setenv("WIKI_SECRET_KEY", "k" * 40)

    def run(self, *arguments: str) -> int:
        """Run a command and return how it ended; what it said is in `out` and `err`."""
        try:
            ended = cli.main(arguments)
        except SystemExit as usage:
            ended = int(usage.code or 0)
        self.out, self.err = self._capsys.readouterr()
        return ended

    def done(self, *arguments: str) -> str:
        """Run a command that must end well, and return what it said."""
        assert self.run(*arguments) == 0, self.err
        return self.out

    def refused(self, *arguments: str) -> str:
        """Run a command that must be refused, and return the reason."""
        assert self.run(*arguments) == 1, self.out
        assert "Traceback" not in self.err
        return self.err

    def started(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """Start a command as a program of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "wiki", *arguments],
            cwd=LANDMARK,
            env={**os.environ, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


@pytest.fixture
def site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Site:
    """Give a site without anything in it."""
    return Site(tmp_path / "site", monkeypatch, capsys)


@pytest.fixture
def prepared(site: Site) -> Site:
    """Give a site with the newest schema and one small document."""
    source = site.folder.parent / "our-code"
    source.mkdir()
    (source / "01-respect.en.md").write_text("# Respect\n\nWe listen.\n", encoding="utf-8")
    (source / "02-help.en.md").write_text("# Help\n\nWe help.\n", encoding="utf-8")
    site.done("init")
    site.done("import", str(source))
    return site
