"""The wheel is complete: installed without network, it works from any folder."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.architecture.sources import ROOT, name, tracked

SHIPPED = ("wiki", "templates", "static", "content")
FIRST_VISIT = """
import re, sys
from contextlib import closing
from wiki import paths, settings
from wiki.app import create_app
from wiki.database import Database
from wiki.migrations import upgrade

found = settings.read({"WIKI_DATA_DIR": sys.argv[1]})
with closing(Database(found.database_url)) as database:
    upgrade.to_head(database)
    visitor = create_app(found, database).test_client()
    page = visitor.get("/", follow_redirects=True)
    assert page.status_code == 200, page.status
    style = re.search(r'<link[^>]+href="([^"]+\\.css)"', page.text)[1]
    assert visitor.get(style).status_code == 200, style
print(paths.assets())
"""


@dataclass(frozen=True)
class Installed:
    """A wheel, and an environment it was installed in."""

    wheel: Path
    python: Path
    elsewhere: Path

    def run(self, *words: str) -> str:
        """Run Python there, in a folder that has nothing to do with the project."""
        clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
        done = subprocess.run(
            [self.python, *words], cwd=self.elsewhere, env=clean, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Build the wheel and install it, with the libraries of this environment beside it."""
    folder = tmp_path_factory.mktemp("packaging")
    quietly(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder))
    wheel = next(folder.glob("*.whl"))
    quietly(sys.executable, "-m", "venv", "--without-pip", str(folder / "venv"))
    python = folder / "venv" / "bin" / "python"
    install = ["install", "--quiet", "--no-deps", "--no-index", str(wheel)]
    quietly(sys.executable, "-m", "pip", "--python", str(python), *install)
    packages = next((folder / "venv" / "lib").glob("python*/site-packages"))
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib"))
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    return Installed(wheel, python, elsewhere)


def quietly(*command: str) -> None:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_wheel_holds_every_file_the_program_uses(installed: Installed) -> None:
    wanted = {name(path) for path in tracked() if name(path).startswith(SHIPPED)}
    inside = {path if path.startswith("wiki/") else f"wiki/{path}" for path in wanted}
    held = {path for path in ZipFile(installed.wheel).namelist() if ".dist-info/" not in path}

    assert inside - held - {"wiki/migrations/versions/.gitkeep"} == set()
    assert {path for path in held - inside if not path.endswith(".mo")} == set()


def test_the_wheel_carries_its_licence(installed: Installed) -> None:
    held = ZipFile(installed.wheel).namelist()

    assert any(path.endswith(".dist-info/licenses/LICENSE") for path in held)


def test_the_installed_program_says_what_it_can_do(installed: Installed) -> None:
    assert "serve" in installed.run("-m", "wiki", "--help")


def test_the_installed_program_serves_its_pages_and_styles(installed: Installed) -> None:
    assets = installed.run("-W", "error", "-c", FIRST_VISIT, str(installed.elsewhere / "data"))

    assert assets.strip().endswith("site-packages/wiki")
