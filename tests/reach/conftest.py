"""The sites whose pages are examined, and the browser that does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.databases import Copies
from tests.demo import fill
from tests.reach.counting import LEFT_OUT
from tests.reach.demo import Walk
from tests.reach.examiner import Examiner, examining
from tests.reach.routes import KINDS, Routes
from tests.reach.shelf import Shelf
from tests.reach.views import Once
from tests.serving import serving
from tests.web import guarded
from tests.web.browsing import MAILING
from tests.web.guarded import Site
from wiki import settings
from wiki.app import create_app
from wiki.database import Database


@pytest.fixture(scope="session")
def site(copies: Copies) -> Iterator[Site]:
    """Give the filled site of the guard table."""
    with copies.lent() as address, guarded.opened(address, KINDS) as site:
        yield site


@pytest.fixture(scope="session")
def routes(site: Site) -> Routes:
    """Give what everybody meets at every row of the route list."""
    return Routes(site)


@pytest.fixture(scope="session")
def walk(copies: Copies) -> Iterator[Walk]:
    """Give what everybody meets in the demo."""
    with copies.lent() as address, closing(Database(address, durable=False)) as database:
        fill(database)
        yield Walk(create_app(settings.read(MAILING), database), database)


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Give a folder that all processes of this run share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def once(shared: Path) -> Once:
    """Give what lets every kind of page be looked at once in this run."""
    return Once(shared / "looked-at")


@pytest.fixture(scope="session")
def once_parsed(shared: Path) -> Once:
    """Give what lets every kind of page be parsed once in this run."""
    return Once(shared / "parsed")


@pytest.fixture(scope="session")
def shelf(site: Site) -> Shelf:
    """Give the shelf on which pages are laid to be looked at."""
    return Shelf(site.apps[True])


@pytest.fixture(scope="session")
def examiner(chromium: Browser, shelf: Shelf) -> Iterator[Examiner]:
    """Give the browser that examines pages of the shelf."""
    with serving(shelf) as address, examining(chromium, address) as made:
        yield made


@pytest.fixture
def left_out(record_property: Callable[[str, object], None]) -> Iterator[list[int]]:
    """Give a list to which a test adds how many equal pages it left out; the sum is told."""
    counts: list[int] = []
    yield counts
    record_property(LEFT_OUT, sum(counts))
