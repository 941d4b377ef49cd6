"""Whether the program runs, and whether it can do its work; neither tells anything more."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from flask import Blueprint, Flask, Response, current_app
from sqlalchemy.exc import SQLAlchemyError

from wiki.database import Busy, Database, Full
from wiki.domain import health
from wiki.web import requests
from wiki.web.access import public

bp = Blueprint("health", __name__)

SchemaCheck = Callable[[Database], bool]
Condition = Callable[[], bool]


def init_app(app: Flask, has_its_schema: SchemaCheck) -> None:
    """Let an app answer whether a database has the schema this program works with."""
    app.extensions["wiki_has_its_schema"] = has_its_schema
    app.extensions["wiki_conditions"] = []


def require(app: Flask, condition: Condition) -> None:
    """Let an app be ready only while something else is so, too."""
    app.extensions["wiki_conditions"].append(condition)


@bp.get("/healthz")
@public
def alive() -> Response:
    """Answer: the process answers."""
    return _answer("ok", 200)


@bp.get("/readyz")
@public
def ready() -> Response:
    """Answer 200 where the database has the newest schema and takes a write, else 503.

    A process that serves also needs the thread that does its jobs.
    """
    try:
        is_ready = _is_whole() and _has_its_schema() and _takes_a_write()
    except (Busy, Full, SQLAlchemyError):
        is_ready = False
    return _answer("ready", 200) if is_ready else _answer("not ready", 503)


def _is_whole() -> bool:
    conditions = cast("list[Condition]", current_app.extensions["wiki_conditions"])
    return all(condition() for condition in conditions)


def _has_its_schema() -> bool:
    check = cast(SchemaCheck, current_app.extensions["wiki_has_its_schema"])
    return check(requests.database())


def _takes_a_write() -> bool:
    with requests.writing() as db:
        works = health.writes_and_reads(db)
        db.rollback()
    return works


def _answer(word: str, status: int) -> Response:
    response = Response(f"{word}\n", status, mimetype="text/plain")
    response.headers["Cache-Control"] = "no-store"
    return response
