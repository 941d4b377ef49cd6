"""The process that is measured: a bare Flask page and the whole wiki behind one server.

    python -m tests.bench.server

prints its port, serves until its input ends, and tells at `/-/spent` how many milliseconds of
processor time it and its workers have spent.
"""

from __future__ import annotations

import multiprocessing
import sys
from pathlib import Path
from typing import TYPE_CHECKING
from wsgiref.types import WSGIApplication

from flask import Flask, render_template
from jinja2 import DictLoader
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from tests.bench import measuring, site
from tests.serving import serving
from wiki.commands.serving import settle

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

PAGE = """<!doctype html><html lang="en"><title>{{ title }}</title>
<main><h1>{{ title }}</h1>{% for words in paragraphs %}<p>{{ words }}</p>{% endfor %}</main>"""
PARAGRAPHS = ["We speak up when something is not right, and we listen when others do. " * 4] * 21


def bare() -> Flask:
    """Return an app of one page: a template with a body of 6 KB, and nothing else."""
    app = Flask("bare")
    app.jinja_loader = DictLoader({"page.html": PAGE})

    @app.get("/")
    def show() -> str:
        return render_template("page.html", title="Bare", paragraphs=PARAGRAPHS)

    return app


def spent(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the processor time of this process and its workers, in milliseconds."""
    total = measuring.own() + sum(
        of_worker(child.pid) for child in multiprocessing.active_children()
    )
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [str(total).encode()]


def of_worker(pid: int | None) -> float:
    """Return the processor time of another process in milliseconds, where the system tells it."""
    threads = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(thread.read_text().split()[0]) for thread in threads) / 1_000_000


def everything(wiki: WSGIApplication) -> WSGIApplication:
    """Return the three behind one address."""
    return DispatcherMiddleware(wiki, {"/-/spent": spent, "/-/bare": bare()})


if __name__ == "__main__":
    with site.built() as wiki, serving(everything(wiki)) as address:
        settle()
        print(address, flush=True)
        sys.stdin.read()
