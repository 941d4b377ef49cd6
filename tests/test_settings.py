"""Settings come from the environment; a bad one is refused in a sentence that helps."""

from __future__ import annotations

import logging
import stat
from pathlib import Path

import pytest

from wiki import settings
from wiki.settings import BadSetting, Settings

KEY = "k" * 32


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    return {"WIKI_DATA_DIR": str(tmp_path / "data")}


def test_without_any_variable_everything_has_a_value(
    environ: dict[str, str], tmp_path: Path
) -> None:
    found = settings.read(environ)

    assert (found.host, found.port) == ("127.0.0.1", 8000)
    assert found.database_url == f"sqlite:///{tmp_path / 'data' / 'wiki.sqlite3'}"
    assert found.base_url == "http://127.0.0.1:8000"
    assert str(found.timezone) == "Europe/Amsterdam"


def test_a_key_is_made_once_and_kept_for_its_owner_only(
    environ: dict[str, str], tmp_path: Path
) -> None:
    first = settings.read(environ).secret_key
    second = settings.read(environ).secret_key

    kept = tmp_path / "data" / "secret-key"
    assert first == second
    assert len(first) >= 32
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
    assert list(kept.parent.iterdir()) == [kept]


def test_a_secret_may_come_from_a_file(environ: dict[str, str], tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY + "\n")

    assert settings.read({**environ, "WIKI_SECRET_KEY_FILE": str(file)}).secret_key == KEY


def test_an_empty_variable_counts_as_absent(environ: dict[str, str]) -> None:
    assert settings.read({**environ, "WIKI_PORT": "", "WIKI_SECRET_KEY": " "}).port == 8000


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WIKI_PORT", "eighty"),
        ("WIKI_PORT", "65536"),
        ("WIKI_PORT", "٨٠"),
        ("WIKI_PROXIES", "-1"),
        ("WIKI_COOKIE_SECURE", "perhaps"),
        ("WIKI_DEFAULT_LANGUAGE", "fr"),
        ("WIKI_TIMEZONE", "Mars/Olympus"),
        ("WIKI_TIMEZONE", "../etc/passwd"),
        ("WIKI_BASE_URL", "code.example.org"),
        ("WIKI_BASE_URL", "https://code.example.org/wiki"),
        ("WIKI_TRUSTED_HOSTS", "code.example.org, http://x"),
        ("WIKI_CONTACT_EMAIL", "adviser"),
        ("WIKI_ORGANISATION_NAME", "two\nlines"),
        ("WIKI_DATA_DIR", __file__),
    ],
)
def test_a_bad_value_is_refused_with_its_name_the_value_and_what_to_do(
    environ: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(BadSetting) as refusal:
        settings.read({**environ, name: value})

    sentence = str(refusal.value)
    assert sentence.startswith(f"{name} is {value!r}, which ")
    assert ": " in sentence
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WIKI_SECRET_KEY", "too-short"),
        ("WIKI_DATABASE_URL", "mysql://me:password@host/name"),
        ("WIKI_DATABASE_URL", "no address at all"),
    ],
)
def test_a_bad_secret_is_refused_without_showing_it(
    environ: dict[str, str], name: str, value: str
) -> None:
    with pytest.raises(BadSetting) as refusal:
        settings.read({**environ, name: value})

    assert str(refusal.value).startswith(f"{name} holds a value that ")
    assert value not in str(refusal.value)


def test_a_secret_given_twice_is_refused(environ: dict[str, str], tmp_path: Path) -> None:
    twice = {"WIKI_SECRET_KEY": KEY, "WIKI_SECRET_KEY_FILE": str(tmp_path / "key")}

    with pytest.raises(BadSetting, match="are both set"):
        settings.read({**environ, **twice})


def test_a_file_that_cannot_be_read_is_named(environ: dict[str, str], tmp_path: Path) -> None:
    absent = str(tmp_path / "absent")

    with pytest.raises(BadSetting, match=r"WIKI_SECRET_KEY_FILE is .*absent"):
        settings.read({**environ, "WIKI_SECRET_KEY_FILE": absent})


def test_a_folder_where_no_key_can_be_kept_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(BadSetting, match="no key can be kept"):
        settings.read({"WIKI_DATA_DIR": str(tmp_path / "file" / "data")})


def test_a_misspelt_variable_is_warned_about(
    environ: dict[str, str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        settings.read({**environ, "WIKI_PROT": "80", "WIKI_TEST_DATA": "x", "HOME": "y"})

    assert caplog.messages == ["WIKI_PROT is not a setting: did you mean WIKI_PORT?"]


def test_secrets_do_not_show_when_settings_are_printed(environ: dict[str, str]) -> None:
    url = "postgresql://me:hunter2@host/name"
    found = settings.read({**environ, "WIKI_SECRET_KEY": KEY, "WIKI_DATABASE_URL": url})

    assert KEY not in repr(found)
    assert "hunter2" not in repr(found)
    assert found.database_url == "postgresql+psycopg://me:hunter2@host/name"


@pytest.mark.parametrize(
    ("base_url", "cookie_secure", "secure"),
    [
        ("https://code.example.org", "auto", True),
        ("http://code.example.org", "auto", False),
        ("http://code.example.org", "yes", True),
        ("https://code.example.org", "no", False),
    ],
)
def test_cookies_follow_the_base_address_unless_told_otherwise(
    environ: dict[str, str], base_url: str, cookie_secure: str, secure: bool
) -> None:
    given = {"WIKI_BASE_URL": base_url, "WIKI_COOKIE_SECURE": cookie_secure}

    assert settings.read({**environ, **given}).secure_cookies is secure


def test_the_site_answers_to_its_own_names_and_the_further_ones(environ: dict[str, str]) -> None:
    given = {"WIKI_BASE_URL": "https://Code.example.org/", "WIKI_TRUSTED_HOSTS": ".example.net"}
    found = settings.read({**environ, **given})

    assert found.answers_to == ["localhost", "127.0.0.1", "code.example.org", ".example.net"]


def test_every_setting_has_a_line_of_documentation_and_a_variable() -> None:
    assert all(about.doc.endswith(".") for about in settings.documented())
    assert len(settings.documented()) == len(Settings.__dataclass_fields__)
