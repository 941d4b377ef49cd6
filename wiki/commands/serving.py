"""Serving the site from one process, and stopping without losing a request.

When told to stop, requests under way are finished and new ones are answered 503, until none is
left or eight seconds have passed.
"""

from __future__ import annotations

import gc
import logging
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterable
from types import FrameType
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from waitress.server import create_server

from wiki import clock
from wiki.app import BODY_LIMIT, create_app
from wiki.commands.running import CommandRefused, opened, require_at_head, settings, tell
from wiki.database import Database
from wiki.poller import Poller
from wiki.settings import Settings
from wiki.web import health
from wiki.web.postman import postman_of

THREADS = 8
PATIENCE = 8.0
QUIET = 0.3
"""Seconds without any request after which the last answer has certainly left."""
STEP = 0.05
LARGEST_BODY = 6 * BODY_LIMIT


class Drain:
    """The app, able to count what is under way and to turn away what comes later."""

    def __init__(self, app: WSGIApplication) -> None:
        self._app = app
        self._lock = threading.Lock()
        self._under_way = 0
        self._busy_at = clock.elapsed()
        self._closed = False

    def __call__(self, environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        """Answer a request, unless the server is about to stop."""
        with self._lock:
            closed = self._closed
            self._under_way += not closed
        if closed:
            self._busy_at = clock.elapsed()
            start("503 Service Unavailable", [("Retry-After", "5"), ("Content-Type", "text/plain")])
            return [b"This site is restarting. Please try again in a few seconds.\n"]
        try:
            return list(self._app(environ, start))
        finally:
            with self._lock:
                self._under_way -= 1
                self._busy_at = clock.elapsed()

    def close(self) -> None:
        """Turn away what comes from now on, and wait for what is under way."""
        self._closed = True
        until = clock.elapsed() + PATIENCE
        while not self._is_quiet() and clock.elapsed() < until:
            clock.pause(STEP)

    def _is_quiet(self) -> bool:
        with self._lock:
            return self._under_way == 0 and clock.elapsed() - self._busy_at > QUIET


def serve() -> None:
    """Serve the database of the settings until told to stop."""
    found = settings()
    with opened(found) as database:
        require_at_head(database)
        with database.exclusive("python -m wiki serve"):
            run(found, database)


def run(
    found: Settings,
    database: Database,
    *,
    announce: Callable[[], None] | None = None,
    demo: bool = False,
) -> None:
    """Serve on the address of the settings; the caller holds the database for itself."""
    log_to_stderr()
    app = create_app(found, database, demo=demo)
    drain = Drain(app)
    try:
        server = create_server(
            drain,
            host=found.host,
            port=found.port,
            threads=THREADS,
            ident=None,
            max_request_body_size=LARGEST_BODY,
            clear_untrusted_proxy_headers=False,  # the app itself believes none but a set number
        )
    except OSError as error:
        raise CommandRefused(
            f"Nothing can listen on {found.host} port {found.port} ({error.strerror}): "
            "stop what does, or set WIKI_PORT."
        ) from None
    _stop_gently(drain)
    tell(f"Conduct Wiki is ready: {found.base_url}")
    if announce is not None:
        announce()
    start_jobs(app, database, found)
    settle()
    server.run()


def settle() -> None:
    """Tell the garbage collector that what is loaded by now stays, so that it passes it over."""
    gc.collect()
    gc.freeze()


def start_jobs(app: Flask, database: Database, found: Settings) -> None:
    """Start the thread that does jobs, without which the app does not call itself ready."""
    poller = Poller(database, postman_of(app, database, found))
    health.require(app, poller.is_alive)
    poller.start()


def _stop_gently(drain: Drain) -> None:
    """Have the first signal to stop wait for what is under way, and the second end it."""
    stopping = threading.Event()

    def stop() -> None:
        drain.close()
        os.kill(os.getpid(), signal.SIGTERM)

    def told(_number: int, _frame: FrameType | None) -> None:
        if stopping.is_set():
            raise SystemExit(0)
        stopping.set()
        threading.Thread(target=stop, daemon=True).start()

    signal.signal(signal.SIGTERM, told)
    signal.signal(signal.SIGINT, told)


def log_to_stderr() -> None:
    """Write the log of requests and errors to stderr, a line of JSON each."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(logging.Formatter("%(message)s"))
    requests = logging.getLogger("wiki")
    requests.addHandler(lines)
    requests.setLevel(logging.INFO)
    requests.propagate = False
