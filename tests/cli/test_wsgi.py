"""Serving by another server: one process on the embedded database, as many as wanted otherwise."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.cli.commands import LANDMARK, Site

TWICE = """
from wiki import process_lock
from wiki.wsgi import application
print(application().test_client().get("/healthz").status)
try:
    application()
except process_lock.Held as held:
    print(held)
"""


def test_a_second_process_on_the_embedded_database_is_refused(prepared: Site) -> None:
    program = subprocess.run(
        [sys.executable, "-c", TWICE],
        cwd=LANDMARK,
        env=os.environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert program.stdout.startswith("200 OK\n")
    assert "is in use by a server of wiki.wsgi" in program.stdout
    assert program.returncode == 0, program.stderr
