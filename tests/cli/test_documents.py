"""Documents in and out by the command line."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.commands import Site


def test_what_was_imported_is_exported_to_the_same_bytes(prepared: Site, tmp_path: Path) -> None:
    out = tmp_path / "out.zip"
    prepared.done("export", "--format", "zip", "--output", str(out))

    with zipfile.ZipFile(out) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held["our-code/01-respect.en.md"].endswith(b"# Respect\n\nWe listen.\n")
    again = prepared.done("import", str(out))
    assert again == "our-code: 0 texts added, 0 revised, 2 unchanged.\n"


def test_one_file_becomes_one_section_and_comes_back_to_the_byte(
    site: Site, tmp_path: Path
) -> None:
    source, out = tmp_path / "rules.md", tmp_path / "out.md"
    source.write_bytes("# Rules\n\nBe kind; `ünïcode` stays.\n\n\n".encode())
    site.done("init")

    site.done("import", str(source), "--language", "en")
    site.done("export", "--format", "markdown", "--output", str(out))

    assert out.read_bytes() == source.read_bytes()


def test_a_file_saved_with_crlf_comes_back_with_lf_and_is_the_same_from_then_on(
    site: Site, tmp_path: Path
) -> None:
    source, out = tmp_path / "rules.md", tmp_path / "out.md"
    source.write_bytes(b"# Rules\r\n\r\nBe kind.\r\n")
    site.done("init")

    site.done("import", str(source))
    site.done("export", "--format", "markdown", "--output", str(out))

    assert out.read_bytes() == b"# Rules\n\nBe kind.\n"
    assert "0 texts added, 0 revised, 1 unchanged" in site.done("import", str(source))


def test_an_import_overwrites_what_people_changed_only_with_replace(
    prepared: Site, tmp_path: Path
) -> None:
    folder = tmp_path / "our-code"
    (folder / "01-respect.en.md").write_text("# Respect\n\nWe all listen.\n", encoding="utf-8")

    said = prepared.refused("import", str(folder))
    assert "respect (en)" in said
    assert "--replace" in said
    again = prepared.done("import", str(folder), "--replace")

    assert again == "our-code: 0 texts added, 1 revised, 1 unchanged.\n"


def test_an_import_tells_of_a_section_that_stands_again(prepared: Site, tmp_path: Path) -> None:
    with closing(sqlite3.connect(prepared.database)) as connection, connection:
        connection.execute("UPDATE section SET removed_at = '2026-03-02' WHERE key = 'help'")

    said = prepared.done("import", str(tmp_path / "our-code"), "--replace")

    assert said.splitlines() == [
        "our-code: 0 texts added, 0 revised, 2 unchanged.",
        "Sections that had been removed and stand again: 1.",
    ]


def test_a_pdf_is_written(prepared: Site, tmp_path: Path) -> None:
    prepared.done("export", "--format", "pdf", "--output", str(tmp_path / "code.pdf"))

    assert (tmp_path / "code.pdf").read_bytes().startswith(b"%PDF-")


def test_an_export_replaces_a_file_only_where_that_is_asked_for(
    prepared: Site, tmp_path: Path
) -> None:
    target = tmp_path / "code.md"
    target.write_text("Mine.\n", encoding="utf-8")
    export = ("export", "--format", "markdown", "--output", str(target))

    said = prepared.refused(*export)

    assert f"{target} exists" in said
    assert "--force" in said
    assert target.read_text(encoding="utf-8") == "Mine.\n"
    prepared.done(*export, "--force")
    assert "We listen." in target.read_text(encoding="utf-8")


def test_an_export_never_replaces_a_folder(prepared: Site, tmp_path: Path) -> None:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "kept.txt").write_text("Mine.\n", encoding="utf-8")
    export = ("export", "--format", "zip", "--output", str(folder))

    for arguments in (export, (*export, "--force")):
        assert f"{folder} is a folder" in prepared.refused(*arguments)
    assert [one.name for one in folder.iterdir()] == ["kept.txt"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (("--language", "xx"), "has no language 'xx'; it has: en"),
        (("--document", "nothing"), "There is no document with this key."),
        (("--release", "7"), "our-code has no release 7; it has: none yet."),
        (("--release", "0"), "our-code has no release 0; it has: none yet."),
        (("--output", "no/such/folder/x.md"), "can't be written"),
    ],
)
def test_an_export_that_can_not_be_made_says_why(
    prepared: Site, tmp_path: Path, arguments: tuple[str, ...], reason: str
) -> None:
    common = ("export", "--format", "markdown", "--output", str(tmp_path / "x.md"))

    assert reason in prepared.refused(*common, *arguments)
    assert not (tmp_path / "x.md").exists()


def test_with_several_documents_one_must_be_named(prepared: Site, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Other\n\nText.\n", encoding="utf-8")
    refused = prepared.refused("import", str(other))
    assert "there is: our-code" in refused
    assert "--document other" in refused
    prepared.done("import", str(other), "--document", "other")

    said = prepared.refused("export", "--format", "zip", "--output", str(tmp_path / "x"))

    assert "our-code" in said
    assert "other" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("broken.zip", b"PK\x03\x04 not a zip"),
        ("latin.md", "# Café\n".encode("latin-1")),
        ("nul.md", b"# A\x00b\n"),
    ],
)
def test_a_file_that_can_not_be_read_is_named_and_nothing_changes(
    prepared: Site, tmp_path: Path, name: str, content: bytes
) -> None:
    before = prepared.done("verify")
    (tmp_path / name).write_bytes(content)

    assert name in prepared.refused("import", str(tmp_path / name))
    assert prepared.done("verify") == before


def test_a_path_that_is_not_there_is_named(prepared: Site) -> None:
    assert "nowhere.md" in prepared.refused("import", "nowhere.md")


def test_an_entry_that_leads_outside_is_refused(prepared: Site, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("../../evil.en.md", "# Evil\n")

    assert "leads outside" in prepared.refused("import", str(tmp_path / "evil.zip"))
