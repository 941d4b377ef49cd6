"""Keeping a site safe: backups, putting one back, and looking whether all is well."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from wiki.commands import checks, postgres_copies, sqlite_copies
from wiki.commands.running import CommandRefused, amount, at_head, bring_to_head, opened, tell
from wiki.database import Database
from wiki.domain import search_keeping, verification
from wiki.domain.verification import INDEX_DIFFERS, Finding, Verified


def back_up(given: Namespace) -> None:
    """Write a copy of the database, also while it is in use."""
    target = Path(given.file)
    if target.exists():
        raise CommandRefused(f"{target} exists: name a new file, so that no backup is lost.")
    with at_head() as database:
        _copies(database).back_up(database, target)
    tell(f"{target} holds everything up to now. Keep it where only you can read it.")


def restore(given: Namespace) -> None:
    """Put a backup in the place of the database, and verify it."""
    source = Path(given.file)
    if not source.is_file():
        raise CommandRefused(f"{source} is no file: name a backup.")
    with opened() as database, database.exclusive("python -m wiki restore"):
        _copies(database).restore(database, source, replace=given.replace)
    with opened() as database, database.exclusive("python -m wiki restore"):
        bring_to_head(database)
        _tell_verified(database)
    tell(f"The database is as it was in {source}.")


def verify(_given: Namespace) -> None:
    """Check every history, place and seal; refuse where one is not right."""
    with at_head() as database:
        _tell_verified(database)


def reindex(_given: Namespace) -> None:
    """Write the index that searching asks anew, from what is stored."""
    with at_head("python -m wiki reindex") as database, database.write() as db:
        written = search_keeping.rebuild(db)
    tell(f"Everything is found by its words again: {amount(written, 'entry', 'entries')}.")


def examine(_given: Namespace) -> None:
    """Look at the settings and the machine, and refuse where something must be put right."""
    results = list(checks.all_of_them())
    for result in results:
        tell(f"{result.mark:<5} {result.words}")
    wrong = sum(result.is_wrong for result in results)
    if wrong:
        raise CommandRefused(f"{wrong} to put right.")
    tell("All is well.")


def _copies(database: Database) -> sqlite_copies.Copies | postgres_copies.Copies:
    return sqlite_copies.Copies() if database.is_sqlite else postgres_copies.Copies()


def _tell_verified(database: Database) -> None:
    with database.read() as db:
        seen = verification.verify(db)
    for finding in seen.findings:
        tell(_line(finding))
    if seen.findings:
        raise CommandRefused(f"{amount(len(seen.findings), 'finding')}: {_remedy(seen.findings)}")
    tell(_summary(seen))


def _line(finding: Finding) -> str:
    numbers = ", ".join(str(number) for number in finding.numbers)
    return f"{finding.kind} {finding.subject_id}: {finding.problem} {numbers}".rstrip()


def _remedy(findings: Sequence[Finding]) -> str:
    if all(finding.problem == INDEX_DIFFERS for finding in findings):
        return "only searching is affected; run `python -m wiki reindex`."
    return "restore a backup made before."


def _summary(seen: Verified) -> str:
    return (
        f"Verified {amount(seen.texts, 'text')} with {amount(seen.revisions, 'revision')}, "
        f"{amount(seen.anchors, 'anchor')} and {amount(seen.seals, 'seal')}: nothing wrong."
    )
