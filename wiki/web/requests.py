"""The transactions of one request, and who asks.

A view asks for `db()`. In a request that may change things this begins a write at its first use;
it is kept when the view answers with a status below 400, before the answer leaves, and undone
otherwise. Every other request reads one state of the database and can't change it.

A view with something to compute first takes its own transactions instead: `reading()`, then
`writing()`. Then `db()` is the innermost of them, and outside of both it only reads.
"""

from __future__ import annotations

import contextlib
import ipaddress
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from datetime import date, datetime
from typing import cast
from urllib.parse import urlsplit

from flask import Flask, Response, g, request, session
from flask_login import LoginManager, UserMixin, current_user
from sqlalchemy.orm import Session

from wiki import clock
from wiki.database import Busy, Database, Full
from wiki.domain import sign_ins
from wiki.domain.viewers import SignedIn, Viewer
from wiki.models import Account
from wiki.settings import Settings
from wiki.web import present

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
PASSED_ON = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip")
VIEWER = "viewer"


class Visitor(UserMixin):  # type: ignore[misc]  # flask-login has no types
    """A browser that shows the secret of a sign-in, as flask-login sees it."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return self.secret

    @property
    def is_authenticated(self) -> bool:
        """Whether the secret stands for a sign-in that still holds."""
        return viewer() is not None


def init_app(app: Flask, database: Database) -> None:
    """Give an app its database, and have flask-login keep the cookie of the sign-in."""
    app.extensions["wiki_database"] = database
    login = LoginManager()
    login.init_app(app, add_context_processor=False)  # pages show our own `viewer`
    login.session_protection = None  # the sign-in is looked up, nothing else proves it
    login.user_loader(Visitor)
    app.teardown_request(_close)


def database() -> Database:
    """Return the database of the app."""
    return cast(Database, present.app().extensions["wiki_database"])


def settings() -> Settings:
    """Return the settings of the app."""
    return cast(Settings, present.app().extensions["wiki_settings"])


def is_at_machine() -> bool:
    """Tell whether the one who asks sits at this machine, which serves nobody else.

    A request that passed a proxy says nothing about where it comes from, so it never counts.
    """
    own = (settings().host, urlsplit(settings().base_url).hostname or "", request.remote_addr or "")
    passed_on = settings().proxies or any(name in request.headers for name in PASSED_ON)
    return not passed_on and all(_is_loopback(host) for host in own)


def now() -> datetime:
    """Return the one moment at which this request takes place, where the organisation is.

    Its date is the one on the wall there: rounds open and close by it.
    """
    if "now" not in g:
        g.now = clock.now().astimezone(settings().timezone)
    return cast(datetime, g.now)


def db() -> Session:
    """Return the handle of the innermost transaction, beginning one where there is none."""
    handles = _handles()
    if not handles:
        way = database().write if _may_change() else database().read
        handles.append(_open_until().enter_context(way()))
    return handles[-1]


@contextmanager
def reading() -> Iterator[Session]:
    """Read in a transaction of its own, for what is computed before others are kept waiting."""
    g.own_transactions = True
    with _innermost(database().read()) as handle:
        yield handle


@contextmanager
def writing() -> Iterator[Session]:
    """Write in a transaction of its own, kept at the end or undone by an error.

    Raises RuntimeError where `db()` already writes: it would wait for itself.
    """
    if _handles() and _may_change():
        raise RuntimeError("db() was used before writing(): take reading() for what comes first")
    g.own_transactions = True
    with _innermost(database().write()) as handle:
        yield handle


def viewer() -> Viewer:
    """Return who asks, as known in the present transaction, or None.

    Costs a query at its first use in a request, none without a cookie. Where things may change it
    is the account itself, asked for anew in each transaction.
    """
    if present.notes().get("without_database"):
        return None
    handles = _handles()
    if handles and VIEWER in handles[-1].info:
        return cast(Viewer, handles[-1].info[VIEWER])
    secret = current_user.get_id()
    return _find_viewer(db(), secret) if secret else None


def member() -> Account:
    """Return the account that asks, in a view that only signed-in people reach."""
    found = viewer()
    if isinstance(found, Account):
        return found
    if found is None:
        raise RuntimeError("this view needs a permission that only accounts have")
    return db().get_one(Account, found.id)


def is_signed_in() -> bool:
    """Tell whether somebody is signed in; asking keeps no one else waiting."""
    if request.method in SAFE:
        return viewer() is not None
    with _innermost(database().read()):
        return viewer() is not None


@contextmanager
def transactions() -> Iterator[None]:
    """Surround a view: what it began ends here, undone where an error passes."""
    with ExitStack() as stack:
        g.open_until = stack
        try:
            yield
        finally:
            g.pop("open_until")
            g.pop("handles", None)


def settle(response: Response) -> None:
    """Undo what a view changed where it answers with a refusal."""
    if response.status_code >= 400:
        for handle in _handles():
            handle.rollback()


def renew_sign_in() -> None:
    """Write down that a sign-in is in use this week; a busy database may miss it once."""
    secret = g.pop("renewal", None)
    if secret is None:
        return
    with contextlib.suppress(Busy, Full), database().write() as handle:
        sign_ins.renew(handle, secret, on=now().date())
        session.modified = True


def do_without_database() -> None:
    """Let the rest of this request show the page to nobody in particular."""
    g.without_database = True


def _is_loopback(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _find_viewer(handle: Session, secret: str) -> Viewer:
    """Look up who a secret signs in, and keep it for the rest of the transaction."""
    today = now().date()
    found: Viewer
    if database().may_write(handle):
        found = sign_ins.account(handle, secret, on=today)
    else:
        found = _find_reader(handle, secret, today)
    handle.info[VIEWER] = found
    return found


def _find_reader(handle: Session, secret: str, today: date) -> SignedIn | None:
    """Look up who reads, once a request: what they write is asked of the account itself."""
    known: dict[str, SignedIn | None] = g.setdefault("readers", {})
    if secret not in known:
        known[secret] = found = sign_ins.find(handle, secret, on=today)
        if found and sign_ins.is_due_for_renewal(found, on=today):
            g.renewal = secret
    return known[secret]


def _may_change() -> bool:
    in_view = "open_until" in g and not g.get("own_transactions")
    return in_view and request.method not in SAFE


def _handles() -> list[Session]:
    return cast("list[Session]", present.notes().setdefault("handles", []))


def _open_until() -> ExitStack:
    """Return what ends the transaction: the view, or outside of one the request."""
    if "open_until" in g:
        return cast(ExitStack, g.open_until)
    if "request_stack" not in g:
        g.request_stack = ExitStack()
    return cast(ExitStack, g.request_stack)


@contextmanager
def _innermost(transaction: AbstractContextManager[Session]) -> Iterator[Session]:
    with transaction as handle:
        _handles().append(handle)
        try:
            yield handle
        finally:
            _handles().remove(handle)


def _close(_error: BaseException | None) -> None:
    stack: ExitStack | None = g.pop("request_stack", None)
    if stack is not None:
        stack.close()
