"""Browsers that somebody signed in from before, and how often each may guess.

Limits per address alone would let anybody keep somebody else out by guessing wrongly. A browser
that signed in before holds a signed cookie that says so, and has tries of its own.
"""

from __future__ import annotations

import ipaddress
import secrets

from flask import Response, request
from itsdangerous import BadData, URLSafeSerializer

from wiki.models import Account
from wiki.web import cookies, requests

COOKIE = "known"

PER_BROWSER = 10
PER_ADDRESS_AND_NETWORK = 10
PER_ADDRESS = 100
PER_NETWORK = 200


def remember(response: Response, account: Account) -> None:
    """Have the browser remember that this account signed in from it."""
    cookies.keep(response, COOKIE, _serializer().dumps([account.id, secrets.token_urlsafe(12)]))


def limits(account: Account | None, email: str) -> dict[str, int]:
    """Return the subjects a try to sign in counts for, with the most tries of each."""
    browser = _browser_of(account)
    if browser:
        return {f"browser {browser}": PER_BROWSER}
    near = network()
    return {
        f"address {email} from {near}": PER_ADDRESS_AND_NETWORK,
        f"address {email}": PER_ADDRESS,
        f"network {near}": PER_NETWORK,
    }


def limits_of_mails(
    account: Account | None, email: str, per_person: int, per_network: int
) -> dict[str, int]:
    """Return the same for asking for a mail: somebody else can't use up an owner's mails."""
    browser = _browser_of(account)
    person = f"browser {browser}" if browser else f"address {email}"
    return {person: per_person, f"network {network()}": per_network}


def _browser_of(account: Account | None) -> str | None:
    """Return the number of a browser that this account signed in from before."""
    try:
        account_id, browser = _serializer().loads(cookies.read(COOKIE))
    except (BadData, ValueError, TypeError):
        return None
    return str(browser) if account is not None and account.id == account_id else None


def _serializer() -> URLSafeSerializer:
    return URLSafeSerializer(requests.settings().secret_key, salt="known-browser")


def network() -> str:
    """Return the neighbourhood a request comes from: few people, and not one machine."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return "unknown"
    length = 24 if address.version == 4 else 56
    return str(ipaddress.ip_network(f"{address}/{length}", strict=False))
