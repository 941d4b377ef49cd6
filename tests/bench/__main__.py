"""`make bench`: measure, print the tables, and end with 1 where something is over its limit."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial

from tests.bench import core, measuring
from tests.bench.pages import pages
from tests.bench.visitor import Visitor


def main() -> int:
    """Run everything; gives the exit code."""
    slowness = measuring.calibration() / measuring.QUIET_MS
    print(f"The fixed loop takes {slowness * measuring.QUIET_MS:.1f} ms (9 on a quiet machine).\n")
    over = [*in_the_core(slowness), *whole_requests()]
    for name in over:
        print(f"over its limit: {name}")
    return 1 if over else 0


def in_the_core(slowness: float) -> Iterator[str]:
    """Print what the text core costs; gives the names of what is over its limit."""
    print(f"{'text core':36} {'ms':>8} {'quiet ms':>9} {'limit':>6}")
    for work in core.work():
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
