"""What an operator can set, read once from the environment.

Every setting is a field below: its variable is the field's name in capitals after `WIKI_`, and
its line of documentation is the one in docs/operating.md. An empty variable counts as absent. A
bad value is refused in one sentence that names the setting, what was found and what to do;
a secret's value is never shown.
"""

from __future__ import annotations

import dataclasses
import difflib
import logging
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from wiki import kept_key
from wiki import setting_values as values
from wiki.mail_server import MailServer
from wiki.setting_values import Unfit

PREFIX = "WIKI_"
FOR_TESTS = "WIKI_TEST_"
EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104
LOOPBACK = ("localhost", "127.0.0.1")

log = logging.getLogger(__name__)


class BadSetting(Exception):
    """A setting that can't be used; its text is one sentence for the operator."""


def setting(default: str, doc: str, read: Callable[[str], Any], *, secret: bool = False) -> Any:
    """Declare a setting: its default as text, its line of documentation and its reader."""
    about = {"default": default, "doc": doc, "read": read, "secret": secret}
    return dataclasses.field(repr=not secret, metadata=about)


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Every setting, read and checked."""

    host: str = setting(
        "127.0.0.1", "Address to listen on; 0.0.0.0 serves the network.", values.line
    )
    port: int = setting("8000", "Port to listen on.", values.number(1, 65535))
    data_dir: Path = setting(
        "data", "Folder of the embedded database and the kept key.", values.folder
    )
    database_url: str = setting(
        "",
        "Database, as sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME. "
        "Absent: wiki.sqlite3 in the data folder.",
        values.database_url,
        secret=True,
    )
    secret_key: str = setting(
        "",
        "Key that signs cookies and forms, 32 characters or more. "
        "Absent: made once and kept in the data folder, readable by its owner only.",
        values.secret_key,
        secret=True,
    )
    base_url: str = setting(
        "",
        "Address people use, such as https://code.example.org; the links it makes for others start "
        "with it. Absent: http, the host and the port.",
        values.base_url,
    )
    trusted_hosts: tuple[str, ...] = setting(
        "",
        "Further host names the site answers to, separated by commas; "
        "the host of the base address and this machine's own always count.",
        values.hosts,
    )
    proxies: int = setting(
        "0", "Number of reverse proxies in front of the site.", values.number(0, 9)
    )
    cookie_secure: str = setting(
        "auto",
        "Send cookies over https only: yes, no, or auto, which follows the base address.",
        values.choice("auto", "yes", "no"),
    )
    default_language: str = setting(
        "en", "Language for those who have not chosen one: en or nl.", values.choice("en", "nl")
    )
    timezone: ZoneInfo = setting(
        "Europe/Amsterdam", "Time zone of dates and times on pages.", values.zone
    )
    organisation_name: str = setting(
        "", "Name of the organisation whose code of conduct this is.", values.line
    )
    contact_name: str = setting(
        "", "Name of the confidential adviser or their office.", values.line
    )
    contact_email: str = setting("", "Mail address of the confidential adviser.", values.email)
    contact_phone: str = setting("", "Telephone number of the confidential adviser.", values.line)
    smtp_url: MailServer | None = setting(
        "",
        "Mail server, as smtp://USER:PASSWORD@HOST:587 (with STARTTLS) or "
        "smtps://USER:PASSWORD@HOST:465. Absent: no mail is sent.",
        values.mail_server,
        secret=True,
    )
    mail_from: str = setting(
        "", "Mail address that mails come from; needed with a mail server.", values.email
    )

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies are sent over https only."""
        if self.cookie_secure == "auto":
            return self.base_url.startswith("https:")
        return self.cookie_secure == "yes"

    @property
    def sends_mail(self) -> bool:
        """Whether mail can be sent."""
        return self.smtp_url is not None

    @property
    def answers_to(self) -> list[str]:
        """Return the host names a request may be addressed to."""
        named = [urlsplit(self.base_url).hostname or "", self.host, *self.trusted_hosts]
        return list(dict.fromkeys(name for name in [*LOOPBACK, *named] if name))


def read(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read all settings, making and keeping a secret key where none is given.

    Raises BadSetting. Variables that start with WIKI_ and mean nothing are logged as warnings.
    """
    for message in strangers(environ):
        log.warning(message)
    found = {field.name: _read(field, environ) for field in dataclasses.fields(Settings)}
    if found["smtp_url"] and not found["mail_from"]:
        raise BadSetting(
            "WIKI_MAIL_FROM is absent, and WIKI_SMTP_URL is set: write the address mails come from."
        )
    return Settings(**_completed(found))


def folder_needed(environ: Mapping[str, str] = os.environ) -> Path | None:
    """Return the folder that holds the key or the database, None where it holds neither.

    Unlike `read` it makes nothing. Raises BadSetting.
    """
    fields = {field.name: field for field in dataclasses.fields(Settings)}
    if all(_read(fields[name], environ) for name in ("database_url", "secret_key")):
        return None
    return Path(_read(fields["data_dir"], environ))


def strangers(environ: Mapping[str, str]) -> list[str]:
    """Return a sentence for each variable with our prefix that is no setting."""
    known = set(variables())
    return [
        _stranger(name, sorted(known))
        for name in sorted(environ)
        if name.startswith(PREFIX) and not name.startswith(FOR_TESTS) and name not in known
    ]


def variables() -> list[str]:
    """Return the name of every variable that is read, in the order of the documentation."""
    return [
        name
        for about in documented()
        for name in [about.variable, *([f"{about.variable}_FILE"] if about.secret else [])]
    ]


@dataclass(frozen=True)
class About:
    """What the documentation says about one setting."""

    variable: str
    default: str
    doc: str
    secret: bool


def documented() -> list[About]:
    """Return what the documentation says, in its order."""
    return [
        About(
            variable(field.name), *(field.metadata[word] for word in ("default", "doc", "secret"))
        )
        for field in dataclasses.fields(Settings)
    ]


def variable(name: str) -> str:
    """Return the environment variable of a setting."""
    return PREFIX + name.upper()


def _stranger(name: str, known: list[str]) -> str:
    close = difflib.get_close_matches(name, known, n=1)
    hint = f"did you mean {close[0]}?" if close else "remove it, or see docs/operating.md."
    return f"{name} is not a setting: {hint}"


def _read(field: dataclasses.Field[Any], environ: Mapping[str, str]) -> Any:
    name, hidden = variable(field.name), field.metadata["secret"]
    raw = environ.get(name, "").strip()
    if hidden:
        raw = _from_file(name, raw, environ)
    try:
        return field.metadata["read"](raw or field.metadata["default"])
    except Unfit as unfit:
        found = "" if hidden else f" is {raw!r}, which"
        raise BadSetting(f"{name}{found or ' holds a value that'} {unfit}.") from None


def _from_file(name: str, raw: str, environ: Mapping[str, str]) -> str:
    path = environ.get(name + "_FILE", "").strip()
    if not path:
        return raw
    if raw:
        raise BadSetting(f"{name} and {name}_FILE are both set: remove one of them.")
    try:
        return Path(path).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise BadSetting(
            f"{name}_FILE is {path!r}, which can't be read: name a readable text file."
        ) from None


def _completed(found: dict[str, Any]) -> dict[str, Any]:
    """Fill in the values that follow from other settings."""
    folder: Path = found["data_dir"]
    if not found["database_url"]:
        found["database_url"] = f"sqlite:///{folder / 'wiki.sqlite3'}"
    if not found["base_url"]:
        found["base_url"] = f"http://{_reachable(found['host'])}:{found['port']}"
    if not found["secret_key"]:
        found["secret_key"] = _kept_key(folder)
    return found


def _reachable(host: str) -> str:
    if host in EVERYWHERE:
        return "localhost"
    return f"[{host}]" if ":" in host else host


def _kept_key(folder: Path) -> str:
    try:
        return kept_key.read(folder / "secret-key")
    except OSError as error:
        raise BadSetting(
            f"WIKI_DATA_DIR is '{folder}', where no key can be kept ({error.strerror}): "
            "name a folder this user may write to, or set WIKI_SECRET_KEY."
        ) from None
