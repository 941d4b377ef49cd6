"""Measure pages with Lighthouse as on a phone: `make lighthouse`.

    python -m tests.lighthouse FOLDER

FOLDER holds the node_modules of package-lock.json. The demo is served on loopback; each page is
measured five times, and the median is printed beside its limit. Ends with 1 where one misses it.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import select

from tests.chromium import NAMES, QUIET
from tests.serving import serving
from tests.web.browsing import SETTINGS, Browser
from wiki import clock, settings
from wiki.app import create_app
from wiki.commands import starting
from wiki.database import Database
from wiki.migrations import upgrade
from wiki.models import Account, Contribution, ContributionKind

DOCUMENT = "/documents/employee-code"
PAGES = {
    "home": ("noor", f"{DOCUMENT}/en"),
    "section": ("noor", f"{DOCUMENT}/en/sections/treating-each-other"),
    "proposal": ("noor", f"{DOCUMENT}/proposals/{{proposal}}"),
    "queue": ("mirjam", f"{DOCUMENT}/queue"),
}
"""The pages that are measured, and who opens them."""

TIMES = 5
LEAST = {"performance": 95, "accessibility": 100, "best-practices": 100}
MOST_SHIFT = 0.0

Report = dict[str, Any]


def main() -> int:
    """Measure everything; return 0, or 1 where a page misses a limit."""
    chromium = next((path for path in map(shutil.which, NAMES) if path), None)
    if chromium is None or len(sys.argv) != 2:
        print("No Chromium on this machine." if len(sys.argv) == 2 else __doc__, file=sys.stderr)
        return 1
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(f"sqlite:///{folder}/wiki.sqlite3")) as database,
    ):
        upgrade.to_head(database)
        found = settings.read(SETTINGS)
        with database.write() as db:
            starting.fill(db, found, at=clock.now())
        app = create_app(found, database)
        with serving(app) as site:
            return max(
                _told(name, _measured(app, database, site, name, chromium)) for name in PAGES
            )


def _measured(app: Any, database: Database, site: str, name: str, chromium: str) -> list[Report]:
    who, address = PAGES[name]
    with database.read() as db:
        account = db.scalars(select(Account).where(Account.email == f"{who}@example.org")).one()
        about = select(Contribution.id).where(Contribution.kind == ContributionKind.PROPOSAL)
        proposal = db.scalars(about.order_by(Contribution.number)).first()
    cookie = Browser(app, database).sign_in(account).client.get_cookie("sign-in")
    assert cookie is not None
    url = f"{site}{address.format(proposal=proposal)}"
    return [_run(url, cookie.value, chromium) for _ in range(TIMES)]


def _run(url: str, cookie: str, chromium: str) -> Report:
    """Return what Lighthouse says of one visit with a phone."""
    flags = ["--headless=new", *QUIET, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    command = [
        "node",
        str(Path(sys.argv[1], "node_modules", "lighthouse", "cli", "index.js")),
        url,
        "--quiet",
        "--output=json",
        "--form-factor=mobile",
        f"--only-categories={','.join(LEAST)}",
        f"--extra-headers={json.dumps({'Cookie': f'sign-in={cookie}'})}",
        f"--chrome-flags={' '.join(flags)}",
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
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
