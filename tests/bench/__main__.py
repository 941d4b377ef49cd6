"""`make bench`: measure, print the tables, and end with 1 where a limit or an aim is missed."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial

from tests import git, real
from tests.bench import (
    anchoring,
    carrying,
    chaining,
    core,
    differing,
    identity,
    measuring,
    merging,
    rendering,
    storing,
)
from tests.bench.pages import pages
from tests.bench.visitor import Visitor


def main() -> int:
    """Run everything; gives the exit code."""
    slowness = measuring.slowness()
    print(f"The fixed loop takes {slowness * measuring.QUIET_MS:.1f} ms (9 on a quiet machine).\n")
    missed = [f"over its limit: {name}" for name in (*in_the_core(slowness), *whole_requests())]
    missed += beside_others()
    print(*missed, sep="\n")
    return 1 if missed else 0


def in_the_core(slowness: float) -> Iterator[str]:
    """Print what the text core costs, and a revision that carries much; gives what is over."""
    print(f"{'text core, and what a text carries':36} {'ms':>8} {'quiet ms':>9} {'limit':>6}")
    with carrying.work() as carried:
        for work in (*core.work(), *carried):
            ms = measuring.typical(work.run, measuring.own)
            print(f"{work.name:36} {ms:8.2f} {ms / slowness:9.2f} {work.limit:6g}", flush=True)
            if ms / slowness > work.limit:
                yield work.name
    print()


def whole_requests() -> Iterator[str]:
    """Print what whole requests cost; gives the names of what is over its limit."""
    print(f"{'whole requests':36} {'ms':>8} {'× bare':>9} {'limit':>6}")
    with server() as address, closing(Visitor(address)) as meter:
        for page in pages():
            with closing(Visitor(address)) as visitor:
                page.enter(visitor)
                bare = partial(meter.get, "/-/bare/")
                times, ms = measuring.multiple(
                    partial(page.visit, visitor),
                    partial(page.beside, visitor) if page.beside else bare,
                    lambda: float(meter.get("/-/spent")),
                )
            print(f"{page.name:36} {ms:8.2f} {times:9.2f} {page.limit:6g}", flush=True)
            if times > page.limit:
                yield page.name


def beside_others() -> Iterator[str]:
    """Print what the text core and others make of real documents; gives the aims that are missed.

    Each part of it is compared with how slow the machine is at its time.
    """
    documents = real.find()
    if documents is None:
        print(f"\nReal documents are left out: {real.VARIABLE} names no folder.\n")
        return
    if not git.PROGRAM:
        print("\ngit is left out: it is not installed.")
    print("\nReal documents; times are ms of a quiet machine, those of dmp end by the clock.\n")
    for part in (merging, anchoring, chaining, differing, identity, rendering, storing):
        for table in part.tables(documents, measuring.slowness()):
            print(table, end="\n\n", flush=True)
            yield from table.missed


@contextmanager
def server() -> Iterator[str]:
    """Start the server in a process of its own; gives its address."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.server"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()
        assert process.stdin is not None
        process.stdin.close()


if __name__ == "__main__":
    sys.exit(main())
