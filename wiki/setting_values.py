"""Readers of the text of one setting.

Each gives the value, or raises Unfit with the rest of the sentence that tells the operator
what is wrong and what to write instead.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from wiki.mail_server import MailServer

HOST_NAME = re.compile(r"\.?[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
SHORTEST_KEY = 32


class Unfit(Exception):
    """A text that is no value for its setting; the text completes "NAME is VALUE, which ..."."""


def line(raw: str) -> str:
    """Read a text of one line."""
    if any(unicodedata.category(char).startswith(("C", "Zl", "Zp")) for char in raw):
        raise Unfit("holds a line break or control character: write it as one line")
    return raw


def number(lowest: int, highest: int) -> Callable[[str], int]:
    """Return a reader of whole numbers in a range, both ends included."""

    def read(raw: str) -> int:
        if not (raw.isascii() and raw.isdigit() and lowest <= int(raw) <= highest):
            raise Unfit(f"is not a whole number from {lowest} to {highest}: write one")
        return int(raw)

    return read


def choice(*words: str) -> Callable[[str], str]:
    """Return a reader that accepts these words only, in any case."""

    def read(raw: str) -> str:
        if raw.lower() not in words:
            raise Unfit(f"is not a choice: write one of {', '.join(words)}")
        return raw.lower()

    return read


def folder(raw: str) -> Path:
    """Read the path of a folder, which need not exist yet."""
    path = Path(line(raw)).expanduser().absolute()
    if path.exists() and not path.is_dir():
        raise Unfit("is a file: name a folder")
    return path


def email(raw: str) -> str:
    """Read a mail address, or nothing."""
    if raw and not re.fullmatch(r"[^@\s]+@[^@\s]+", raw):
        raise Unfit("is not a mail address: write one, such as adviser@example.org")
    return raw


def hosts(raw: str) -> tuple[str, ...]:
    """Read host names separated by commas; a leading dot means every name below it."""
    names = [name.strip().lower() for name in raw.split(",") if name.strip()]
    for name in names:
        if not HOST_NAME.fullmatch(name):
            raise Unfit(f"holds {name!r}: write host names only, without scheme or port")
    return tuple(names)


def base_url(raw: str) -> str:
    """Read the address of a site without path, or nothing; a slash at the end is dropped."""
    if not raw:
        return raw
    parts = urlsplit(line(raw))
    only_site = not (parts.path.strip("/") or parts.query or parts.fragment or parts.username)
    if parts.scheme not in ("http", "https") or not parts.hostname or not only_site:
        raise Unfit("is not the address of a site: write one such as https://code.example.org")
    return f"{parts.scheme}://{parts.netloc}".lower()


def zone(raw: str) -> ZoneInfo:
    """Read the name of a time zone."""
    try:
        return ZoneInfo(raw)
    except (KeyError, OSError, ValueError):
        raise Unfit("is not a known time zone: write one such as Europe/Amsterdam") from None


def mail_server(raw: str) -> MailServer | None:
    """Read the address of a mail server, or nothing."""
    if not raw:
        return None
    try:
        return MailServer.at(line(raw))
    except ValueError:
        raise Unfit(
            "is not the address of a mail server: write smtp://USER:PASSWORD@HOST:587, "
            "or smtps://… for port 465"
        ) from None


def secret_key(raw: str) -> str:
    """Read a signing key, or nothing."""
    if raw and len(raw) < SHORTEST_KEY:
        raise Unfit(f"is shorter than {SHORTEST_KEY} characters: write a longer, random one")
    return raw


def database_url(raw: str) -> str:
    """Read the address of a database, or nothing; PostgreSQL always means its psycopg driver."""
    if not raw:
        return raw
    try:
        url = make_url(raw)
    except ArgumentError:
        raise Unfit("is not the address of a database") from None
    backend = url.get_backend_name()
    if backend not in ("sqlite", "postgresql", "postgres"):
        raise Unfit(
            "is of another kind of database: write sqlite:///PATH or postgresql://USER:PASSWORD@HOST/NAME"
        )
    driver = "sqlite" if backend == "sqlite" else "postgresql+psycopg"
    if backend != "sqlite" and find_spec("psycopg") is None:
        raise Unfit("needs psycopg, which is not installed: install requirements-production.txt")
    return url.set(drivername=driver).render_as_string(hide_password=False)
