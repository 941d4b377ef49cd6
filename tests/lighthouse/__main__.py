"""Measure pages with Lighthouse as on a phone: `make lighthouse`.

    python -m tests.lighthouse FOLDER

FOLDER holds the node_modules of package-lock.json. The demo is served on loopback; each page is
measured five times, and the median is printed beside its limit. Ends with 1 where one misses it.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests import chromium
from tests.demo import DOCUMENT, Demo, served

PAGES = {
    "home": ("noor", f"{DOCUMENT}/en"),
    "section": ("noor", f"{DOCUMENT}/en/sections/treating-each-other"),
    "proposal": ("noor", f"{DOCUMENT}/proposals/{{proposal}}"),
    "queue": ("mirjam", f"{DOCUMENT}/queue"),
    "published": ("noor", f"{DOCUMENT}/en/code"),
}
"""The pages that are measured, and who opens them."""

TIMES = 5
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
MOST_SHIFT = 0.0

Report = dict[str, Any]


def main() -> int:
    """Measure everything; return 0, or 1 where a page misses a limit."""
    program = chromium.program()
    if program is None or len(sys.argv) != 2:
        print("No Chromium on this machine." if len(sys.argv) == 2 else __doc__, file=sys.stderr)
        return 1
    with served() as demo:
        return max(_told(name, _measured(demo, name, program)) for name in PAGES)


def _measured(demo: Demo, name: str, program: str) -> list[Report]:
    who, address = PAGES[name]
    url = f"{demo.site}{address.format(proposal=demo.proposal())}"
    with tempfile.TemporaryDirectory() as folder:
        headers = Path(folder, "headers.json")
        headers.write_text(json.dumps({"Cookie": f"sign-in={demo.sign_in(who)}"}))
        return [_run(url, headers, program) for _ in range(TIMES)]


def _run(url: str, headers: Path, program: str) -> Report:
    """Return what Lighthouse says of one visit with a phone.

    The cookie comes in a file, so that neither a list of processes nor a traceback shows it.
    """
    flags = ["--headless=new", *chromium.flags()]
    command = [
        "node",
        str(Path(sys.argv[1], "node_modules", "lighthouse", "cli", "index.js")),
        url,
        "--quiet",
        "--output=json",
        "--form-factor=mobile",
        f"--only-categories={','.join(LEAST)}",
        f"--extra-headers={headers}",
        f"--chrome-flags={' '.join(flags)}",
    ]
    environment = {**os.environ, "CHROME_PATH": program}
    done = subprocess.run(command, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"Lighthouse ended with {done.returncode}: {done.stderr}")
    report: Report = json.loads(done.stdout)
    return report


def _told(name: str, reports: list[Report]) -> int:
    """Print the medians of a page; return 1 where one misses its limit."""
    scores = {
        category: statistics.median(100 * one["categories"][category]["score"] for one in reports)
        for category in LEAST
    }
    shift = statistics.median(
        one["audits"]["cumulative-layout-shift"]["numericValue"] for one in reports
    )
    words = ", ".join(f"{category} {score:.0f}" for category, score in scores.items())
    print(f"{name:<10} {words}, shift {shift:.3f}", flush=True)
    for audit in _wanting(reports[-1]):
        print(f"  {audit}")
    missed = any(scores[category] < least for category, least in LEAST.items())
    return int(missed or shift > MOST_SHIFT)


def _wanting(report: Report) -> list[str]:
    """Return the titles of what was found wanting, but for measured times."""
    found = report["categories"]
    refs = [ref for one in ("accessibility", "best-practices") for ref in found[one]["auditRefs"]]
    audits = [report["audits"][ref["id"]] for ref in refs if ref["weight"]]
    return [audit["title"] for audit in audits if audit["score"] not in (None, 1)]


if __name__ == "__main__":
    sys.exit(main())
