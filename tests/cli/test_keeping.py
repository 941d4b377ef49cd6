"""Backups, putting them back, verifying and the doctor."""

from __future__ import annotations

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests import postgresql
from tests.cli.commands import Site
from tests.missing import missing
from wiki.database import Database


@contextmanager
def in_use(site: Site) -> Iterator[Database]:
    """Give the database of a site, held as if it were served."""
    own = Database(f"sqlite:///{site.database}")
    with closing(own) as database, database.exclusive("python -m wiki serve"):
        yield database


def test_a_backup_put_back_gives_the_same_site(prepared: Site, tmp_path: Path) -> None:
    copy = tmp_path / "monday.backup"
    prepared.done("user", "add", "noor@example.org", "--name", "Noor")
    prepared.done("backup", str(copy))
    prepared.done("user", "add", "late@example.org", "--name", "Late")

    prepared.done("restore", str(copy), "--replace")

    listed = prepared.done("user", "list")
    assert "noor@example.org" in listed
    assert "late@example.org" not in listed
    assert "2 texts" in prepared.done("verify")


def test_the_database_that_was_replaced_is_kept_aside_whole(prepared: Site, tmp_path: Path) -> None:
    prepared.done("backup", str(tmp_path / "b"))
    prepared.done("user", "add", "late@example.org", "--name", "Late")

    prepared.done("restore", str(tmp_path / "b"), "--replace")

    aside = prepared.database.with_name("wiki.sqlite3.before-restore")
    with closing(sqlite3.connect(aside)) as connection:
        assert connection.execute("SELECT email FROM account").fetchall() == [("late@example.org",)]


def test_a_database_and_what_is_kept_of_it_are_for_their_owner_only(
    prepared: Site, tmp_path: Path
) -> None:
    prepared.done("backup", str(tmp_path / "b"))
    with in_use(prepared) as database, database.read() as db:
        db.connection()
        files = [file for file in prepared.folder.iterdir() if file.name.startswith("wiki.sqlite3")]
        assert {file.name for file in files} >= {"wiki.sqlite3", "wiki.sqlite3-wal"}
        assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}

    prepared.database.chmod(0o644)
    prepared.done("restore", str(tmp_path / "b"), "--replace")

    for name in ("wiki.sqlite3", "wiki.sqlite3.before-restore"):
        assert stat.S_IMODE((prepared.folder / name).stat().st_mode) == 0o600


@pytest.mark.parametrize("ending", ["", ".before-restore"])
def test_the_doctor_names_a_database_that_others_can_read(
    prepared: Site, tmp_path: Path, ending: str
) -> None:
    prepared.done("backup", str(tmp_path / "b"))
    prepared.done("restore", str(tmp_path / "b"), "--replace")
    assert "The database can be read by its owner only." in prepared.done("doctor")
    open_to_all = prepared.folder / f"wiki.sqlite3{ending}"
    open_to_all.chmod(0o644)

    prepared.refused("doctor")

    assert f"chmod 600 {open_to_all}`" in prepared.out


def test_the_doctor_looks_at_files_of_the_database_alone_and_names_them_for_a_shell(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = site.folder / "our wiki[1].sqlite3"
    monkeypatch.setenv("WIKI_DATABASE_URL", f"sqlite:///{database}")
    site.done("init")
    other, folder = site.folder / "our wiki1.sqlite3", site.folder / f"{database.name}-copies"
    other.touch(0o644)
    folder.mkdir(0o755)
    database.with_name(f"{database.name}-gone").symlink_to(site.folder / "nowhere")
    assert "The database can be read by its owner only." in site.done("doctor")

    database.chmod(0o644)
    site.refused("doctor")

    assert f"run `chmod 600 '{database}'`." in site.out


def test_a_backup_can_be_put_back_where_nothing_was(
    prepared: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared.done("backup", str(tmp_path / "b"))
    monkeypatch.setenv("WIKI_DATA_DIR", str(tmp_path / "elsewhere"))

    prepared.done("restore", str(tmp_path / "b"))

    assert "2 texts" in prepared.done("verify")


def test_a_backup_is_for_its_owner_only_and_replaces_nothing(
    prepared: Site, tmp_path: Path
) -> None:
    copy = tmp_path / "b"
    prepared.done("backup", str(copy))

    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert "exists" in prepared.refused("backup", str(copy))


def test_a_backup_is_made_while_the_site_is_in_use(prepared: Site, tmp_path: Path) -> None:
    with in_use(prepared) as database, database.write() as db:
        db.connection().exec_driver_sql("DELETE FROM audit_salt")
        prepared.done("backup", str(tmp_path / "b"))

    with closing(sqlite3.connect(tmp_path / "b")) as copy:
        assert copy.execute("SELECT count(*) FROM audit_salt").fetchone()[0] > 0


def test_without_replace_a_database_is_never_replaced(prepared: Site, tmp_path: Path) -> None:
    prepared.done("backup", str(tmp_path / "b"))

    assert "--replace" in prepared.refused("restore", str(tmp_path / "b"))


def test_a_damaged_or_foreign_file_is_refused_and_nothing_changes(
    prepared: Site, tmp_path: Path
) -> None:
    prepared.done("backup", str(tmp_path / "b"))
    whole = (tmp_path / "b").read_bytes()
    torn = bytearray(whole)
    torn[len(whole) // 2 :] = bytes(len(whole) - len(whole) // 2)
    for name, content in (("torn", bytes(torn)), ("text", b"hello"), ("empty", b"")):
        (tmp_path / name).write_bytes(content)
        assert "damaged or no backup" in prepared.refused(
            "restore", str(tmp_path / name), "--replace"
        )

    assert "2 texts" in prepared.done("verify")
    assert not prepared.database.with_name("wiki.sqlite3.before-restore").exists()


def test_a_backup_of_a_newer_version_is_refused(prepared: Site, tmp_path: Path) -> None:
    copy = tmp_path / "b"
    prepared.done("backup", str(copy))
    with closing(sqlite3.connect(copy)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'ffffffffffff'")

    assert "newer version" in prepared.refused("restore", str(copy), "--replace")
    assert "2 texts" in prepared.done("verify")


def test_while_the_site_serves_writing_commands_say_who_holds_it(
    prepared: Site, tmp_path: Path
) -> None:
    prepared.done("backup", str(tmp_path / "b"))
    with in_use(prepared):
        said = prepared.refused("restore", str(tmp_path / "b"), "--replace")

    assert "python -m wiki serve" in said


def test_a_backup_of_postgresql_put_back_gives_the_same_site(
    site: Site, postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (shutil.which("pg_dump") and shutil.which("pg_restore")):
        missing("no client programs of PostgreSQL (pg_dump, pg_restore) on this machine")
    with postgresql.created(postgres) as address:
        monkeypatch.setenv("WIKI_DATABASE_URL", address)
        site.done("init", "--email", "ada@example.org")
        site.done("import", "content/employee-code")
        site.done("backup", str(tmp_path / "b"))
        site.done("user", "add", "late@example.org", "--name", "Late")

        assert "--replace" in site.refused("restore", str(tmp_path / "b"))
        site.done("restore", str(tmp_path / "b"), "--replace")

        listed = site.done("user", "list")
        assert "ada@example.org" in listed
        assert "late@example.org" not in listed


def test_verify_finds_a_changed_word(prepared: Site) -> None:
    with closing(sqlite3.connect(prepared.database)) as connection, connection:
        connection.execute("UPDATE text SET source = replace(source, 'listen', 'shout')")

    assert "findings" in prepared.refused("verify")
    assert "damaged" in prepared.out or "differ" in prepared.out


def test_the_doctor_finds_a_site_well_and_tells_what_is_not(
    prepared: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "All is well." in prepared.done("doctor")

    monkeypatch.setenv("WIKI_HOST", "192.0.2.1")
    prepared.refused("doctor")
    assert "wrong People reach" not in prepared.out
    assert "served without https" in prepared.out


def test_the_doctor_sees_a_key_that_others_can_read(
    prepared: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("WIKI_SECRET_KEY")
    prepared.done("doctor")
    (prepared.folder / "secret-key").chmod(0o644)

    prepared.refused("doctor")

    assert "chmod 600" in prepared.out


def test_the_doctor_names_a_bad_setting_and_an_empty_database(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(site.folder, ignore_errors=True)
    site.refused("doctor")
    assert "run `python -m wiki init`" in site.out
    assert not site.folder.exists()
    site.folder.mkdir()

    monkeypatch.setenv("WIKI_PORT", "x")
    site.refused("doctor")
    assert "WIKI_PORT" in site.out
