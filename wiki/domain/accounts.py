"""Accounts: making and ending them, their passwords and names.

Changes are made by an administrator, by the person, or by the operator at the command line, who
needs no permission. A demo account has a password that everybody knows, so it opens only for
somebody at the machine itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from wiki.domain import audit, locks, names, passwords, permissions, sign_ins
from wiki.domain.permissions import Permission
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Account, MailFrequency, Theme

DEMO = "demo$"
DEMO_PASSWORD = "conduct-demo"  # noqa: S105 - everybody may know it
EMAIL = re.compile(r"[^@\s\"<>(),;:\\]{1,64}@[^@\s\"<>(),;:\\]+\.?[^@\s\"<>(),;:\\.]+")
EMAIL_LIMIT = 254


class Operator:
    """Whoever runs commands on the machine itself."""


OPERATOR = Operator()
By = Account | Operator


def find_by_email(db: Session, email: str) -> Account | None:
    """Return the account of an address, in whatever case it is written."""
    return db.scalar(select(Account).where(Account.email == normal(email)))


def get_by_email(db: Session, email: str) -> Account:
    """Return the account of an address; raises NotFound."""
    account = find_by_email(db, email)
    if account is None:
        raise NotFound("no_such_account")
    return account


def list_all(db: Session) -> Sequence[Account]:
    """Return all accounts that were not erased, by name."""
    return db.scalars(
        select(Account).where(Account.erased_on.is_(None)).order_by(Account.display_name)
    ).all()


def has_any(db: Session) -> bool:
    """Tell whether there is any account yet."""
    return db.scalar(select(Account.id).limit(1)) is not None


def create(
    db: Session,
    *,
    email: str,
    name: str,
    language: str,
    administrator: bool = False,
    by: By | None = None,
    at: datetime,
) -> Account:
    """Make an account without a password; `by` is None for somebody who was invited.

    Refuses with Invalid an address or name that is unfit, and an address that is taken; where
    somebody was invited, also a name that looks like another's.
    """
    if administrator:
        _require(by, Permission.SITE_RUN)
    email = fit_email(email)
    if by is None:
        locks.hold_names(db)  # two who accept at once: one has the address and the name first
    if find_by_email(db, email) is not None:
        raise Invalid("email", "email_taken")
    name = names.fit(name)
    if by is None:
        names.ensure_own(db, name)
    account = Account(
        email=email,
        display_name=name,
        language=language,
        is_administrator=administrator,
        created_on=at.date(),
    )
    db.add(account)
    db.flush()
    _record(db, "account.created", account, by=by or account, at=at, administrator=administrator)
    return account


def set_password(
    db: Session, account: Account, password: passwords.Chosen, *, by: By, at: datetime
) -> None:
    """Give an account a new password; all its sign-ins end, and links that could open it."""
    _require_self_or_site(by, account)
    account.password_hash = password.kept
    sign_ins.end_all(db, account, at=at)
    _record(db, "account.password_set", account, by=by, at=at)


def open_for_demo(account: Account) -> None:
    """Give an account the password of the demo, which opens it only at the machine itself."""
    account.password_hash = DEMO + passwords.hashed(DEMO_PASSWORD)


def is_open_for_demo(account: Account) -> bool:
    """Tell whether an account has the password of the demo."""
    return (account.password_hash or "").startswith(DEMO)


def may_enter(account: Account | None, password: str, *, at_machine: bool) -> bool:
    """Tell whether a password opens an account; as slow where there is no such account.

    `at_machine` tells whether the one who asks sits at the machine that serves only itself.
    """
    kept = account.password_hash if account is not None and account.disabled_at is None else None
    if kept is not None and kept.startswith(DEMO):
        kept = kept.removeprefix(DEMO) if at_machine else None
    return passwords.matches(kept, password)


def refresh_password(account: Account, password: str) -> None:
    """Hash a password that was just right by today's rule, where it was hashed more weakly."""
    kept = account.password_hash
    if kept and not kept.startswith(DEMO) and passwords.is_outdated(kept):
        account.password_hash = passwords.hashed(password)


def disable(db: Session, account: Account, *, by: By, at: datetime) -> None:
    """Close an account and end all its sign-ins; what it brought in stays."""
    _require(by, Permission.SITE_RUN)
    if account.disabled_at is None:
        account.disabled_at = at
        _record(db, "account.disabled", account, by=by, at=at)
    sign_ins.end_all(db, account, at=at)


def enable(db: Session, account: Account, *, by: By, at: datetime) -> None:
    """Open a closed account again."""
    _require(by, Permission.SITE_RUN)
    account.disabled_at = None
    _record(db, "account.enabled", account, by=by, at=at)


def rename(db: Session, account: Account, name: str, *, by: By, at: datetime) -> None:
    """Give an account another name.

    Refuses with Invalid one that is unfit, and where it isn't the operator's choice one that looks
    like another's.
    """
    _require_self_or_site(by, account)
    name = names.fit(name)
    if name != account.display_name and not isinstance(by, Operator):
        names.ensure_own(db, name, account)
    account.display_name = name
    _record(db, "account.renamed", account, by=by, at=at)


def set_language(account: Account, language: str) -> None:
    """Keep the language somebody reads pages and mail in."""
    account.language = language


def set_theme(account: Account, theme: Theme) -> None:
    """Keep how somebody wants pages to look."""
    account.theme = theme


def set_mails(account: Account, frequency: MailFrequency) -> None:
    """Keep how often somebody wants mail about what they brought in."""
    account.mails = frequency


def normal(email: str) -> str:
    """Return an address as it is kept: without spaces around it, in small letters."""
    return email.strip().lower()


def fit_email(email: str) -> str:
    """Return an address as it is kept; Invalid where it can't be one."""
    email = normal(email)
    if len(email) > EMAIL_LIMIT or not EMAIL.fullmatch(email):
        raise Invalid("email", "not_an_email")
    return email


def _require(by: By | None, permission: Permission) -> None:
    if not isinstance(by, Operator):
        permissions.require(by, permission)


def _require_self_or_site(by: By, account: Account) -> None:
    if isinstance(by, Operator) or by.id == account.id or by.is_administrator:
        return
    raise NotAllowed("not_your_account")


def _record(
    db: Session, verb: str, account: Account, *, by: By, at: datetime, **what: object
) -> None:
    actor = by if isinstance(by, Account) else None
    audit.record(db, verb, "account", account.id, by=actor, at=at, **what)
