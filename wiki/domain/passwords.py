"""Passwords: which are good enough, and how they are kept and checked (Argon2id).

Length decides, not the kinds of characters (OWASP ASVS 5.0, 6.2). Refused are passwords that are
known from leaks, and those that say little more than whose account or which site it is. At most
two are hashed at once: each takes 32 MiB and a processor.
"""

from __future__ import annotations

import functools
import re
import threading
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from wiki.errors import Invalid

SHORTEST = 10
LONGEST = 300
COMMON = Path(__file__).with_name("common_passwords.txt")
OF_THE_SITE = ("conduct", "wiki", "code", "gedragscode", "university", "universiteit")
EVERYWHERE = ("password", "wachtwoord", "welcome", "welkom", "qwerty", "azerty", "letmein")
LEFT_OVER = 6
"""Characters that must remain once the words anyone would try first are taken away."""

_hasher = PasswordHasher(time_cost=3, memory_cost=32 * 1024, parallelism=1)
_seats = threading.BoundedSemaphore(2)


def hashed(password: str) -> str:
    """Return what is kept of a password."""
    with _seats:
        return _hasher.hash(_composed(password))


@dataclass(frozen=True)
class Chosen:
    """A password that is good enough, as it will be kept."""

    kept: str


def choose(password: str, *, field: str = "password", about: Iterable[str] = ()) -> Chosen:
    """Return a password ready to be kept; refuses as `require_good`.

    It takes a while, so choose before others are kept waiting.
    """
    require_good(password, field=field, about=about)
    return Chosen(hashed(password))


def matches(kept: str | None, password: str) -> bool:
    """Tell whether a password is the one kept; as slow where none is kept."""
    with _seats:
        try:
            return _hasher.verify(kept or _nobodys(), _composed(password)) and bool(kept)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False


def is_outdated(kept: str) -> bool:
    """Tell whether a kept password was hashed more weakly than is now the rule."""
    return _hasher.check_needs_rehash(kept)


def require_good(password: str, *, field: str, about: Iterable[str] = ()) -> None:
    """Refuse with Invalid a password that is too short, well known, or made of words `about` it."""
    if len(password) < SHORTEST:
        raise Invalid(field, "password_short", lowest=SHORTEST)
    if len(password) > LONGEST:
        raise Invalid(field, "too_long", limit=LONGEST, length=len(password))
    folded = _composed(password).casefold()
    if folded in _common() or len(set(folded)) < 4:
        raise Invalid(field, "password_common")
    if len(_without(folded, (*about, *OF_THE_SITE, *EVERYWHERE))) < LEFT_OVER:
        raise Invalid(field, "password_close")


def _without(folded: str, words: Iterable[str]) -> str:
    """Return what is left of a password without these words, years and punctuation."""
    parts = {part for word in words for part in re.split(r"[\W_]+", word.casefold())}
    for part in sorted(parts, key=len, reverse=True):
        if len(part) > 2:
            folded = folded.replace(part, "")
    return re.sub(r"(19|20)\d\d|[\s!-/:-@\[-`{-~]", "", folded)


def _composed(password: str) -> str:
    """Return the same characters whichever keyboard typed them (RFC 8265)."""
    return unicodedata.normalize("NFC", password)


@functools.cache
def _common() -> frozenset[str]:
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))


@functools.cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")
