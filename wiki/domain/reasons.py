"""Reasons: what everything that is decided or put out of sight comes with."""

from wiki.errors import Invalid

LIMIT = 5_000


def required(reason: str) -> str:
    """Return a reason without blanks around it, or refuse with Invalid."""
    if not reason.strip():
        raise Invalid("reason", "reason_missing")
    if len(reason) > LIMIT:
        raise Invalid("reason", "too_long", limit=LIMIT)
    return reason.strip()
