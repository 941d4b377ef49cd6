"""The real program, serving a database in a process of its own, and people who send it forms."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.web.browsing import SETTINGS
from wiki import paths
from wiki.database import Database

SEAL = re.compile(r'name="seal" value="([^"]*)"')
GONE = (ConnectionError, http.client.HTTPException, OSError)
"""How it shows that the server went away before it answered."""


@dataclass(frozen=True)
class Answer:
    """What a server answered."""

    status: int
    page: str
    location: str
    headers: Mapping[str, str]

    @property
    def is_done(self) -> bool:
        """Whether the answer says that what was sent is kept."""
        return 300 <= self.status < 400


@dataclass(frozen=True)
class Server:
    """A process that serves."""

    process: subprocess.Popen[str]
    port: int

    def get(self, path: str, visit: tuple[str, str] | None = None) -> Answer:
        """Open a page."""
        return self._ask("GET", path, visit, None)

    def post(self, path: str, visit: tuple[str, str], fields: Mapping[str, object]) -> Answer:
        """Send a form as one who is signed in."""
        return self._ask("POST", path, visit, urlencode({"csrf_token": visit[1], **fields}))

    def post_read(self, path: str, visit: tuple[str, str], fields: Mapping[str, object]) -> Answer:
        """Send a form whose result is shown first, and then save that result."""
        shown = self.post(path, visit, {**fields, "preview": "yes"})
        found = SEAL.search(shown.page)
        if found is None:
            return shown
        sealed = {"seal": found[1], "cautions_read": "yes", "save": "yes"}
        return self.post(path, visit, {**fields, **sealed})

    def kill(self) -> None:
        """End it as a power switch would."""
        self.process.kill()
        self.process.wait()

    def _ask(
        self, method: str, path: str, visit: tuple[str, str] | None, body: str | None
    ) -> Answer:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        if visit:
            headers["Cookie"] = f"sign-in={visit[0]}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
            location = answer.headers.get("Location", "")
            return Answer(answer.status, page, location, dict(answer.headers))
        finally:
            connection.close()


@contextmanager
def serving(database: Database, folder: Path) -> Iterator[Server]:
    """Serve a database until the end, however that comes."""
    port = _free_port()
    own = {
        **SETTINGS,
        "WIKI_DATA_DIR": str(folder),
        "WIKI_PORT": str(port),
        "WIKI_DATABASE_URL": database.url.render_as_string(hide_password=False),
    }
    with (folder / f"log-{port}").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "wiki", "serve"],
            cwd=Path(paths.PACKAGE).parent,
            env={"PATH": os.environ["PATH"], **own},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    with process:
        try:
            assert process.stdout is not None
            ready = process.stdout.readline()
            assert "ready" in ready, (folder / f"log-{port}").read_text()
            yield Server(process, port)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
