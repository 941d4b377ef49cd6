"""How much processor time something takes, on a machine that others use too.

Only processor time counts, never the wall clock. A fixed loop, timed in the same run, tells how
slow the machine is at the moment; whole requests are compared with a bare page round by round.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

QUIET_MS = 9.0
"""What the loop takes on a quiet machine of the kind the limits were set on."""

ROUNDS = 15
ROUND_MS = 60.0

Spent = Callable[[], float]
"""Tells how many milliseconds of processor time have gone by so far."""


def own() -> float:
    """Return the processor time of this process so far, in milliseconds."""
    return time.process_time() * 1000


def calibration() -> float:
    """Return the milliseconds the fixed loop takes now: the median of 15."""
    return statistics.median(
        cost(lambda: sum(i * i % 7 for i in range(150000)), own) for _ in range(15)
    )


def cost(work: Callable[[], object], spent: Spent, times: int = 1) -> float:
    """Return the milliseconds of processor time that one of so many runs took."""
    before = spent()
    for _ in range(times):
        work()
    return (spent() - before) / times


def typical(work: Callable[[], object], spent: Spent) -> float:
    """Return the median cost in milliseconds over several rounds."""
    times = enough(work, spent)
    return statistics.median(cost(work, spent, times) for _ in range(ROUNDS))


def multiple(
    work: Callable[[], object], bare: Callable[[], object], spent: Spent
) -> tuple[float, float]:
    """Return how many times a bare page something costs, and its cost in milliseconds.

    Each round measures both, so that a neighbour's noise falls on both.
    """
    often, bare_often = enough(work, spent), enough(bare, spent)
    rounds = [(cost(work, spent, often), cost(bare, spent, bare_often)) for _ in range(ROUNDS)]
    return (
        statistics.median(ours / theirs for ours, theirs in rounds),
        statistics.median(ours for ours, _ in rounds),
    )


def enough(work: Callable[[], object], spent: Spent) -> int:
    """Return how often to run something for a round to be long against the clock's ticks."""
    work()  # the first run fills caches
    return max(1, round(ROUND_MS / max(cost(work, spent), 0.05)))
