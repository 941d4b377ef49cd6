"""Beginning: a new site with its first administrator, or the demo."""

from __future__ import annotations

from argparse import Namespace
from dataclasses import replace
from datetime import datetime
from typing import Any

import yaml
from sqlalchemy.orm import Session

from wiki import paths
from wiki.commands import serving
from wiki.commands.people import link_for
from wiki.commands.running import CommandRefused, bring_to_head, now, opened, settings, tell
from wiki.database import Database
from wiki.domain import accounts, demo, invitations
from wiki.domain.accounts import OPERATOR
from wiki.export import bundle, incoming
from wiki.models import Account
from wiki.settings import Settings
from wiki.web.words import ROLES

DEMO_CONTACT = "confidential.adviser@example.org"
STARTER = "employee-code"
LOOPBACK = ("127.0.0.1", "localhost", "::1")


def init(given: Namespace) -> None:
    """Prepare the database, and make the first administrator where one is named."""
    with opened() as database, database.exclusive("python -m wiki init"):
        bring_to_head(database)
        tell("The database is ready.")
        if given.email:
            _make_administrator(database, given, at=now())
        elif not _has_accounts(database):
            tell("Nobody can sign in yet. Make the first administrator with")
            tell("  python -m wiki init --email ADDRESS --name NAME")


def serve_demo(_given: Namespace) -> None:
    """Fill an empty database with the starter document and its story, and serve it here."""
    found = settings()
    if found.host not in LOOPBACK:
        raise CommandRefused(
            f"WIKI_HOST is {found.host!r}, but the demo has a password that everybody knows: "
            "serve it on 127.0.0.1, or use `init` and `serve` for a site of your own."
        )
    with opened(found) as database, database.exclusive("python -m wiki demo"):
        bring_to_head(database)
        if not _has_accounts(database):
            tell("Filling the demo …")
            with database.write() as db:
                fill(db, found, at=now())
        serving.run(
            _for_a_demo(found), database, announce=lambda: _tell_sign_ins(database), demo=True
        )


def fill(db: Session, found: Settings, *, at: datetime) -> None:
    """Bring in the starter document, the cast and their story, up to this moment."""
    starter = bundle.read(paths.content() / STARTER)
    code = incoming.document(starter, name=STARTER, language=found.default_language)
    demo.fill(db, code, _rows("cast.yaml"), _rows("story.yaml"), at=at)


def _for_a_demo(found: Settings) -> Settings:
    """Return the settings without a mail server, and with somebody to turn to.

    The people of a demo don't exist, so nothing is mailed to them.
    """
    quiet = replace(found, smtp_url=None)
    if found.contact_name or found.contact_email or found.contact_phone:
        return quiet
    return replace(quiet, contact_email=DEMO_CONTACT)


def _make_administrator(database: Database, given: Namespace, *, at: datetime) -> None:
    with database.write() as db:
        account = accounts.create(
            db,
            email=given.email,
            name=given.name or given.email.partition("@")[0],
            language=given.language or settings().default_language,
            administrator=True,
            by=OPERATOR,
            at=at,
        )
        _, secret = invitations.create_for_account(db, account, by=OPERATOR, at=at)
    tell(f"{account.email} runs the site. With this link they choose a password (14 days, once):")
    tell(f"  {link_for(secret)}")


def _has_accounts(database: Database) -> bool:
    with database.read() as db:
        return accounts.has_any(db)


def _tell_sign_ins(database: Database) -> None:
    with database.read() as db:
        people = [
            (account.email, _work_of(account))
            for account in accounts.list_all(db)
            if accounts.is_open_for_demo(account)
        ]
    if people:
        tell(f"Sign in with the password {accounts.DEMO_PASSWORD} as one of:")
    for email, roles in people:
        tell(f"  {email:<24} {roles}")


def _work_of(account: Account) -> str:
    """Return what somebody of the demo is, in words: it has but one document."""
    held = [ROLES[membership.role] for membership in account.memberships]
    return ", ".join(held) or "No role"


def _rows(name: str) -> list[dict[str, Any]]:
    path = paths.content() / "demo" / name
    rows: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return rows
