"""What the doctor looks at, one small check each: settings, files, database, machine."""

from __future__ import annotations

import glob
import shlex
import shutil
import sqlite3
import stat
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import SQLAlchemyError

from wiki import paths
from wiki.commands.running import now, settings
from wiki.database import Busy, Database
from wiki.domain import outbox
from wiki.mail_server import Undelivered
from wiki.migrations import upgrade
from wiki.settings import BadSetting, Settings, folder_needed

RARE_CORRUPTION_UNTIL = (3, 51, 3)
LEAST_FREE = 0.05


@dataclass(frozen=True)
class Result:
    """What a check found; `words` say what to do where something is wrong."""

    mark: str
    words: str

    @property
    def is_wrong(self) -> bool:
        """Whether this must be put right."""
        return self.mark == "wrong"


def all_of_them() -> Iterator[Result]:
    """Run every check, beginning with the settings that the others need."""
    try:
        folder = folder_needed()
        if folder is not None and not folder.exists():
            yield _wrong(f"There is no folder {folder}: run `python -m wiki init`, which makes it.")
            return
        found = settings()
    except BadSetting as error:
        yield _wrong(str(error))
        return
    yield _good("The settings can be read.")
    for check in CHECKS:
        yield check(found)


def _good(words: str) -> Result:
    return Result("good", words)


def _hint(words: str) -> Result:
    return Result("hint", words)


def _wrong(words: str) -> Result:
    return Result("wrong", words)


def _key(found: Settings) -> Result:
    path = found.data_dir / "secret-key"
    if not path.exists():
        return _good("The secret key comes from the environment.")
    if _others_read(path):
        return _wrong(f"{path} can be read by others: run `{_closing(path)}`.")
    return _good("The secret key can be read by its owner only.")


def _privacy(found: Settings) -> Result:
    """Look at the file of an embedded database, and at what lies beside it under its name."""
    url = make_url(found.database_url)
    if url.get_backend_name() != "sqlite" or not url.database:
        return _good("The database keeps no file here.")
    place = Path(url.database)
    beside = sorted(place.parent.glob(f"{glob.escape(place.name)}*"))
    seen = [one for one in beside if _others_read(one)]
    if seen:
        return _wrong(f"The database can be read by others: run `{_closing(*seen)}`.")
    return _good("The database can be read by its owner only.")


def _others_read(path: Path) -> bool:
    """Tell whether others may read a file; the log of a database goes while one looks."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return False
    return stat.S_ISREG(mode) and bool(stat.S_IMODE(mode) & 0o077)


def _closing(*paths: Path) -> str:
    """Return the command that keeps others from reading files."""
    return shlex.join(["chmod", "600", *map(str, paths)])


def _files(_found: Settings) -> Result:
    if (paths.assets() / paths.LANDMARK).is_file() and paths.content().is_dir():
        return _good("Templates and content are in place.")
    return _wrong("Templates or content are missing: install the program again.")


def _database(found: Settings) -> Result:
    try:
        database = Database(found.database_url)
        try:
            at_head = upgrade.at_head(database)
        finally:
            database.close()
    except upgrade.Newer as error:
        return _wrong(str(error))
    except (Busy, SQLAlchemyError, OSError) as error:
        kind = type(error).__name__
        return _wrong(f"The database can't be opened ({kind}): see WIKI_DATABASE_URL.")
    if at_head:
        return _good("The database has the newest schema.")
    return _wrong("The database is empty or old: run `python -m wiki init`.")


def _sqlite(found: Settings) -> Result:
    if not found.database_url.startswith("sqlite:"):
        return _good("PostgreSQL is used.")
    if sqlite3.sqlite_version_info < RARE_CORRUPTION_UNTIL:
        return _hint(
            f"SQLite {sqlite3.sqlite_version} can rarely corrupt its log; the program works around "
            "it by serving from one process. Make no other program write to the file."
        )
    return _good(f"SQLite {sqlite3.sqlite_version}.")


def _room(found: Settings) -> Result:
    folder = found.data_dir if found.data_dir.exists() else found.data_dir.parent
    usage = shutil.disk_usage(folder if folder.exists() else ".")
    if usage.free < usage.total * LEAST_FREE:
        return _wrong(f"The disk of {folder} is nearly full: make room.")
    return _good("There is room on the disk.")


def _mail_server(found: Settings) -> Result:
    if found.smtp_url is None:
        return _hint(
            "No mail is sent: set WIKI_SMTP_URL and WIKI_MAIL_FROM, and people can sign in by mail "
            "and hear of answers."
        )
    try:
        found.smtp_url.greet()
    except Undelivered as error:
        return _wrong(f"The mail server does not let us in ({error.failure}): see WIKI_SMTP_URL.")
    return _good("The mail server lets us in.")


def _mail(found: Settings) -> Result:
    """Look at what became of the mails that were to be sent."""
    try:
        with closing(Database(found.database_url)) as database, database.read() as db:
            seen = outbox.troubles(db, at=now())
    except (Busy, SQLAlchemyError, OSError):
        return _hint("Whether mails were sent can't be seen without the database.")
    if not seen.late and not seen.given_up:
        return _good("No mail waits for another try.")
    return _hint(
        f"Mails that wait for another try: {seen.late}; given up in the last 30 days: "
        f"{seen.given_up} ({', '.join(seen.failures)}): try `python -m wiki mail ADDRESS`."
    )


def _contact(found: Settings) -> Result:
    if found.contact_email or found.contact_phone:
        return _good("Pages name the confidential adviser.")
    return _hint("Set WIKI_CONTACT_NAME and WIKI_CONTACT_EMAIL: every page tells whom to turn to.")


def _https(found: Settings) -> Result:
    if found.base_url.startswith("https:") or found.host in ("127.0.0.1", "localhost", "::1"):
        return _good("People reach the site safely.")
    return _wrong("The site is served without https: put a proxy before it and set WIKI_BASE_URL.")


CHECKS: tuple[Callable[[Settings], Result], ...] = (
    _key,
    _files,
    _database,
    _privacy,
    _sqlite,
    _room,
    _mail_server,
    _mail,
    _contact,
    _https,
)
