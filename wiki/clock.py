"""What time it is: the only place in the program that reads a clock.

Everything else is handed the moment (`at=`), so that it can be tested on any day.
"""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, tzinfo


def now() -> datetime:
    """Return the present moment, aware and in UTC."""
    return datetime.now(UTC)


def today(zone: tzinfo) -> date:
    """Return the date on the calendar of the given time zone."""
    return datetime.now(zone).date()


def elapsed() -> float:
    """Return seconds since an arbitrary start, for measuring how long something took."""
    return time.monotonic()


def pause(seconds: float) -> None:
    """Wait."""
    time.sleep(seconds)
