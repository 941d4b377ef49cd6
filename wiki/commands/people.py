"""Accounts, from the command line: the operator needs no permission."""

from __future__ import annotations

import getpass
import sys
from argparse import Namespace

from wiki.commands.running import at_head, now, settings, tell
from wiki.domain import accounts, documents, invitations, members, passwords
from wiki.domain.accounts import OPERATOR
from wiki.models import Account, Role

PURPOSE = "python -m wiki user"


def add(given: Namespace) -> None:
    """Make an account and print the link with which its person chooses a password."""
    with at_head(PURPOSE) as database, database.write() as db:
        account = accounts.create(
            db,
            email=given.email,
            name=given.name,
            language=given.language or settings().default_language,
            administrator=given.administrator,
            by=OPERATOR,
            at=now(),
        )
        _, secret = invitations.create_for_account(db, account, by=OPERATOR, at=now())
    tell(f"{account.email} has an account. With this link they choose a password (14 days, once):")
    tell(f"  {link_for(secret)}")


def show_all(_given: Namespace) -> None:
    """Print every account with its roles."""
    with at_head() as database, database.read() as db:
        for account in accounts.list_all(db):
            tell(f"{account.email or '-':<32} {account.display_name:<24} {_standing(account)}")


def disable(given: Namespace) -> None:
    """Close an account and end its sign-ins."""
    with at_head(PURPOSE) as database, database.write() as db:
        account = accounts.get_by_email(db, given.email)
        accounts.disable(db, account, by=OPERATOR, at=now())
    tell(f"{given.email} is closed and signed out everywhere.")


def enable(given: Namespace) -> None:
    """Open a closed account again."""
    with at_head(PURPOSE) as database, database.write() as db:
        accounts.enable(db, accounts.get_by_email(db, given.email), by=OPERATOR, at=now())
    tell(f"{given.email} is open again.")


def set_password(given: Namespace) -> None:
    """Print a link to choose a password, or set the one that was typed."""
    if not given.type:
        with at_head(PURPOSE) as database, database.write() as db:
            account = accounts.get_by_email(db, given.email)
            _, secret = invitations.create_for_account(db, account, by=OPERATOR, at=now())
        tell(f"With this link {account.email} chooses a new password (14 days, once):")
        tell(f"  {link_for(secret)}")
        return
    chosen = passwords.choose(_typed_password(), about=(given.email,))
    with at_head(PURPOSE) as database, database.write() as db:
        account = accounts.get_by_email(db, given.email)
        accounts.set_password(db, account, chosen, by=OPERATOR, at=now())
    tell(f"{given.email} has a new password and is signed out everywhere.")


def grant(given: Namespace) -> None:
    """Give an account a role on a document."""
    with at_head(PURPOSE) as database, database.write() as db:
        account = accounts.get_by_email(db, given.email)
        document = documents.known(db, given.document)
        members.change(db, document, account, give=[Role(given.role)], by=OPERATOR, at=now())
    tell(f"{given.email} is {given.role} of {given.document}.")


def revoke(given: Namespace) -> None:
    """Take a role on a document away from an account."""
    with at_head(PURPOSE) as database, database.write() as db:
        account = accounts.get_by_email(db, given.email)
        document = documents.known(db, given.document)
        members.change(db, document, account, end=[Role(given.role)], by=OPERATOR, at=now())
    tell(f"{given.email} is not {given.role} of {given.document} any more.")


def link_for(secret: str) -> str:
    """Return the address behind which an invitation is accepted."""
    return f"{settings().base_url}/invitations/{secret}"


def roles_of(account: Account) -> str:
    """Return the roles of an account, each with its document."""
    held = {f"{member.role} of {member.document.key}" for member in account.memberships}
    return ", ".join(sorted(held))


def _standing(account: Account) -> str:
    facts = ["closed"] if account.disabled_at else []
    facts += ["administrator"] if account.is_administrator else []
    return ", ".join(filter(None, [*facts, roles_of(account)]))


def _typed_password() -> str:
    """Return the password typed at the prompt, or the first line of what is piped in."""
    if sys.stdin.isatty():
        return getpass.getpass("New password: ")
    return sys.stdin.readline().rstrip("\n")
