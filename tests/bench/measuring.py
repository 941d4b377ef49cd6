"""How much processor time something takes, on a machine that others use too.

Only processor time counts, never the wall clock. A fixed loop, timed in the same run, tells how
slow the machine is at the moment; whole requests are compared with a bare page round by round.
"""

from __future__ import annotations

import resource
import statistics
import time
from collections.abc import Callable
from typing import TypeVar

QUIET_MS = 9.0
"""What the loop takes on a quiet machine of the kind the limits were set on."""

ROUNDS = 15
ROUND_MS = 60.0

Result = TypeVar("Result")
Spent = Callable[[], float]
"""Tells how many milliseconds of processor time have gone by so far."""


def own() -> float:
    """Return the processor time of this process so far, in milliseconds."""
    return time.process_time() * 1000


def with_children() -> float:
    """Return the processor time of this process and of those it waited for, in milliseconds."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own() + (children.ru_utime + children.ru_stime) * 1000


class Stopwatch:
    """The costs of many runs of one thing, in milliseconds of a quiet machine."""

    def __init__(self, slowness: float) -> None:
        self._slowness = slowness
        self.costs: list[float] = []

    def time(self, work: Callable[[], Result]) -> Result:
        """Return what the work gives, and note its cost."""
        before = with_children()
        result = work()
        self.costs.append((with_children() - before) / self._slowness)
        return result

    @property
    def mean(self) -> float:
        """The mean cost; 0 where nothing ran."""
        return statistics.fmean(self.costs) if self.costs else 0.0

    @property
    def worst(self) -> float:
        """The highest cost; 0 where nothing ran."""
        return max(self.costs, default=0.0)


def slowness() -> float:
    """Return how many times slower than a quiet machine this one is now."""
    return calibration() / QUIET_MS


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
