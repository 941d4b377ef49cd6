"""`python -m wiki import` of what it should not take: refused by name, nothing changed."""

from __future__ import annotations

import io
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from wiki.cli import main
from wiki.database import Database
from wiki.models import Base

SECTION = b"---\nkey: why\ntitle: Why\nlanguage: en\nposition: 1\n---\nText.\n"


@pytest.fixture
def address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Give the address of a prepared database that the commands use."""
    address = f"sqlite:///{tmp_path / 'site' / 'wiki.sqlite3'}"
    monkeypatch.setenv("WIKI_DATA_DIR", str(tmp_path / "site"))
    monkeypatch.setenv("WIKI_DATABASE_URL", address)
    assert main(["init"]) == 0
    good = tmp_path / "good.zip"
    good.write_bytes(zipped({"code/01-why.en.md": SECTION}))
    assert main(["import", str(good), "--document", "code"]) == 0
    return address


def zipped(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in files.items():
            made.writestr(zipfile.ZipInfo(name), content)
    return out.getvalue()


def other(name: str, content: bytes) -> bytes:
    """Return a zip in which a good section comes first and would be changed."""
    return zipped({"code/01-why.en.md": SECTION + b"More.\n", name: content})


OFFERED: dict[str, tuple[str, bytes, str]] = {
    "cut off": ("cut.zip", zipped({"a.md": SECTION * 90})[:200], "cut.zip"),
    "no zip at all": ("no.zip", b"PK\3\4 and then nothing", "no.zip"),
    "a path upwards": ("up.zip", other("../../etc/a.md", SECTION), "../../etc/a.md"),
    "an absolute path": ("root.zip", other("/etc/a.md", SECTION), "/etc/a.md"),
    "bytes that are no text": ("bytes.zip", other("code/b.md", b"caf\xe9"), "code/b.md"),
    "NUL": ("nul.zip", other("code/b.md", b"a\0b"), "code/b.md"),
    "a lone surrogate": ("half.zip", other("code/b.md", b"a\xed\xa0\x80"), "code/b.md"),
    "a section that is too long": ("long.zip", other("code/b.md", b"a" * 60_001), "code/b.md"),
    "one Markdown file, no text": ("b.md", b"\xff\xfe", "b.md"),
    "the same section twice": ("two.zip", other("code/02.en.md", SECTION), "code/02.en.md"),
    "a key with a slash": (
        "key.zip",
        other("code/b.en.md", SECTION.replace(b"key: why", b"key: ../why")),
        "code/b.en.md",
    ),
    "a title that is too long": (
        "title.zip",
        other("code/b.en.md", SECTION.replace(b"why", b"b").replace(b"Why", b"W" * 400)),
        "code/b.en.md",
    ),
    "a crowd": ("crowd.zip", zipped({f"{n}.md": b"" for n in range(2_001)}), "crowd.zip"),
}


def rows(address: str) -> dict[str, int]:
    with closing(Database(address)) as database, database.read() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


@pytest.mark.parametrize("what", OFFERED)
def test_what_cannot_be_taken_is_refused_by_its_name_and_changes_nothing(
    what: str, address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, content, named = OFFERED[what]
    offered = tmp_path / name
    offered.write_bytes(content)
    before = rows(address)
    capsys.readouterr()

    assert main(["import", str(offered), "--document", "code"]) == 1

    assert named in capsys.readouterr().err
    assert rows(address) == before


@pytest.mark.sweep("attacks")
def test_a_crowd_of_100_000_is_refused(
    address: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    offered = tmp_path / "crowd.zip"
    with zipfile.ZipFile(offered, "w") as made:
        for number in range(100_000):
            made.writestr(zipfile.ZipInfo(f"{number}.md"), b"")
    before = rows(address)

    assert main(["import", str(offered), "--document", "code"]) == 1

    assert "crowd.zip" in capsys.readouterr().err
    assert rows(address) == before
