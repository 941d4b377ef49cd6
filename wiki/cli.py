"""The command line: `python -m wiki COMMAND`.

Ends with 0 when done, with 1 when refused and a reason on stderr, with 2 when not understood.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from wiki import __version__
from wiki.commands import documents, keeping, mailing, people, serving, starting
from wiki.commands.running import CommandRefused
from wiki.database import Busy, Full
from wiki.errors import Refusal
from wiki.i18n import LANGUAGES
from wiki.migrations.upgrade import Newer
from wiki.models import Role
from wiki.process_lock import Held
from wiki.settings import BadSetting
from wiki.web import messages

Commands = Any
"""What argparse calls the place to add commands to; its own name for it is private."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return how it ended."""
    given = parser().parse_args(arguments)
    try:
        given.run(given)
    except (CommandRefused, BadSetting, Held, Newer) as refused:
        return _refuse(str(refused))
    except Refusal as refusal:
        return _refuse(messages.in_english(refusal))
    except Busy:
        return _refuse("The database is busy: try again in a few seconds.")
    except Full:
        return _refuse("There is no room left for the database: make room and try again.")
    except KeyboardInterrupt:
        return _refuse("Stopped.")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return what understands the command line."""
    made = _Parser(
        prog="python -m wiki",
        description="Draft an organisation's code of conduct together.",
        epilog="Settings are read from the environment; docs/operating.md lists them.",
    )
    made.add_argument("--version", action="version", version=f"Conduct Wiki {__version__}")
    commands = made.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_starting(commands)
    _add_documents(commands)
    _add_people(commands)
    _add_keeping(commands)
    return made


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """End with what was not understood, and where it is explained."""
        more = f"`{self.prog} --help` explains each part."
        self.exit(2, f"{self.format_usage()}{self.prog}: {message}\n{more}\n")


def _add_starting(commands: Commands) -> None:
    _add(commands, "demo", starting.serve_demo, "fill an empty database with a demo and serve it")
    _add(commands, "serve", lambda _given: serving.serve(), "serve the site")
    init = _add(commands, "init", starting.init, "prepare the database and the first administrator")
    init.add_argument("--email", help="mail address of the first administrator")
    init.add_argument("--name", help="name of the first administrator")
    _add_language(init)


def _add_documents(commands: Commands) -> None:
    bring_in = _add(commands, "import", documents.bring_in, "import a folder, zip or Markdown file")
    bring_in.add_argument("path", metavar="PATH")
    bring_in.add_argument("--document", metavar="KEY", help="key of the document it becomes")
    bring_in.add_argument("--split", action="store_true", help="divide at top-level headings")
    bring_in.add_argument(
        "--replace",
        action="store_true",
        help="also where the wiki has other words by now; its history keeps those",
    )
    bring_in.add_argument("--summary", help="what the history says")
    bring_in.add_argument("--language", metavar="CODE", help="language of files that say none")
    export = _add(commands, "export", documents.export, "write a document to a file")
    export.add_argument("--format", choices=sorted(documents.FORMATS), required=True)
    export.add_argument("--output", metavar="PATH", required=True)
    export.add_argument("--force", action="store_true", help="replace the file if there is one")
    export.add_argument("--document", metavar="KEY", help="needed where there are several")
    export.add_argument("--language", metavar="CODE", help="the document's first if absent")
    export.add_argument(
        "--release", metavar="N", type=int, help="the texts as they stand if absent"
    )


def _add_people(commands: Commands) -> None:
    about = "make and change accounts"
    user = commands.add_parser("user", help=about, description=about)
    acts = user.add_subparsers(title="what to do", metavar="ACT", required=True)
    add = _add_for_one(acts, "add", people.add, "make an account")
    add.add_argument("--name", required=True)
    add.add_argument("--administrator", action="store_true", help="let them run the site")
    _add_language(add)
    _add(acts, "list", people.show_all, "show all accounts with their roles")
    _add_for_one(acts, "disable", people.disable, "close an account and sign it out")
    _add_for_one(acts, "enable", people.enable, "open a closed account again")
    password = _add_for_one(acts, "password", people.set_password, "give a link to a new password")
    password.add_argument("--type", action="store_true", help="type the password here instead")
    for name, act, words in (
        ("grant", people.grant, "give a role on a document"),
        ("revoke", people.revoke, "take a role on a document away"),
    ):
        role = _add_for_one(acts, name, act, words)
        role.add_argument("document", metavar="DOCUMENT", help="key of the document")
        role.add_argument("role", choices=[one.value for one in Role])


def _add_keeping(commands: Commands) -> None:
    back_up = _add(commands, "backup", keeping.back_up, "copy the database, also while in use")
    back_up.add_argument("file", metavar="FILE")
    restore = _add(commands, "restore", keeping.restore, "put a backup in the database's place")
    restore.add_argument("file", metavar="FILE")
    restore.add_argument("--replace", action="store_true", help="also where there is a database")
    _add(commands, "verify", keeping.verify, "check that everything stored is still right")
    _add(commands, "reindex", keeping.reindex, "write the index that searching asks anew")
    _add(commands, "doctor", keeping.examine, "look whether the site is set up well")
    _add_for_one(commands, "mail", mailing.try_out, "send a trial mail to an address")


def _add(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], None], words: str
) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=words, description=words)
    command.set_defaults(run=run)
    return command


def _add_for_one(
    commands: Commands, name: str, run: Callable[[argparse.Namespace], None], words: str
) -> argparse.ArgumentParser:
    command = _add(commands, name, run, words)
    command.add_argument("email", metavar="EMAIL", help="a mail address")
    return command


def _add_language(command: argparse.ArgumentParser) -> None:
    command.add_argument("--language", choices=LANGUAGES, help="language of the account")


def _refuse(words: str) -> int:
    sys.stderr.write(f"{words}\n")
    return 1
