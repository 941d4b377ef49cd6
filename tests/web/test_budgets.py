"""What pages cost: queries that don't grow with what is in them, and bytes of a first visit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import BrowserContext, Response
from sqlalchemy import Connection, event, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from tests.cast import Cast
from tests.databases import Copies
from tests.serving import serving
from tests.web.browsing import SETTINGS, Browser
from wiki import clock, paths, settings
from wiki.app import create_app
from wiki.commands import starting
from wiki.database import Database
from wiki.domain import comments, releases, structure, texts
from wiki.models import Account, Contribution, EditKind, Proposal, Role, ShownAs, Text

FEW, MOST = 3, 30
SECTION = "/documents/code/en/sections/respect"
PAGES = {
    "section": SECTION,
    "overview": "/documents/code/en",
    "history": f"{SECTION}/history",
    "threads": f"{SECTION}/threads",
    "queue": "/documents/code/queue",
    "my input": "/input",
    "search": "/documents/code/en/search?q=every",
    "hits": "/documents/code/en/search/hits?q=every",
    "proposal": "/documents/code/proposals/{proposal}",
    "terms": "/documents/code/en/terms",
    "check": "/documents/code/en/check",
    "published": "/documents/code/en/code",
    "search in what is published": "/documents/code/en/code/search?q=every",
    "what changed": "/documents/code/en/releases/compare",
}
OF_A_SECTION = 12
"""The most queries of a section page, the look-up of the viewer included."""

KB = 1000
FIRST_VISIT = 60 * KB
REQUESTS = 6
FONT = 36 * KB


def fill(db: Session, amount: int) -> dict[str, str]:
    """Write a document with so much of everything; gives the ids that addresses need."""
    people = casts.gather(db, factories.document(db))
    text = factories.text(db, people.document)
    releases.make(db, people.document, "First", by=people.sanne, at=factories.AT)
    for number in range(1, amount):
        section = factories.section(db, people.document, key=f"section-{number}")
        word = {"language": "en", "term": ("each", "morning")[number % 2], "definition": "So."}
        structure.change_term(
            db, section, EditKind.ADD_TERM, word, by=people.claire, at=factories.AT
        )
    for number in range(amount):
        talk(db, text, people, number)
        source = f"{text.source.rstrip()} And {number}.\n"
        prepared = texts.prepare(db, text, source)
        texts.revise(db, text, prepared, by=people.claire, at=factories.AT, summary="More")
    releases.make(db, people.document, "Second", by=people.sanne, at=factories.AT)
    return {"proposal": discussed(db, text, people, amount).id}


def talk(db: Session, text: Text, people: Cast, number: int) -> None:
    """Have people nobody else is talk about a passage and wish other words, and claire do both."""
    new = [newcomer(db, people, f"{name} {number}") for name in ("Ann", "Bo", "Cas")]
    opened = factories.thread(db, text, by=new[0])
    comments.reply(
        db, opened.contribution, "Yes.", shown_as=ShownAs.NAME, by=new[1], at=factories.AT
    )
    factories.proposal(db, text, by=new[2])
    factories.proposal(db, text, new=f"{number} times", by=people.claire)
    titles = {"en": f"Other {number}"}
    rename = factories.structural(EditKind.RENAME_SECTION, text.section, titles=titles)
    factories.proposal(db, text, by=people.claire, wanted=[rename])
    factories.thread(db, text, by=people.claire, words=f"Why {number}?")


def discussed(db: Session, text: Text, people: Cast, amount: int) -> Proposal:
    """Return a proposal that so many people talked about."""
    made = factories.proposal(db, text, by=people.noor)
    for number in range(amount):
        by = newcomer(db, people, f"Dee {number}")
        comments.reply(
            db, made.contribution, "Good.", shown_as=ShownAs.NAME, by=by, at=factories.AT
        )
    return made


def newcomer(db: Session, people: Cast, name: str) -> Account:
    """Return a participant nobody saw before."""
    made = factories.account(db, name, roles=[Role.PARTICIPANT], document=people.document)
    db.flush()
    return made


@contextmanager
def filled(copies: Copies, amount: int) -> Iterator[Callable[[str], list[str]]]:
    """Give what opens a page of a document with so much in it, and returns its queries."""
    with copies.lent() as address, closing(Database(address, durable=False)) as database:
        with database.write() as db:
            ids = fill(db, amount)
        app = create_app(settings.read(SETTINGS), database)
        with database.read() as db:
            claire = db.scalars(select(Account).where(Account.email == "claire@example.org")).one()
        browser = Browser(app, database).sign_in(claire)

        def queries(page: str) -> list[str]:
            path = PAGES[page].format(**ids)
            assert browser.get(path).status_code == 200
            database.forget()  # what counts is what the first look after a write asks
            with counted() as found:
                browser.get(path)
            return found

        yield queries


@contextmanager
def counted() -> Iterator[list[str]]:
    """Give the list of queries asked meanwhile."""
    found: list[str] = []

    def note(_connection: Connection, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.startswith("BEGIN"):
            found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@pytest.fixture(scope="module")
def with_few(copies: Copies) -> Iterator[Callable[[str], list[str]]]:
    """Give the queries of pages with little in them."""
    with filled(copies, FEW) as queries:
        yield queries


@pytest.fixture(scope="module")
def with_most(copies: Copies) -> Iterator[Callable[[str], list[str]]]:
    """Give the queries of pages with much in them."""
    with filled(copies, MOST) as queries:
        yield queries


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_as_many_queries_whatever_is_in_it(
    page: str,
    with_few: Callable[[str], list[str]],
    with_most: Callable[[str], list[str]],
) -> None:
    few, most = with_few(page), with_most(page)

    assert len(most) == len(few), "\n\n".join(most)


def test_a_section_asks_a_dozen_queries_at_most(with_most: Callable[[str], list[str]]) -> None:
    assert 1 < len(with_most("section")) <= OF_A_SECTION


@pytest.fixture(scope="module")
def demo(copies: Copies) -> Iterator[tuple[Flask, Database]]:
    """Give the app with the demo."""
    with copies.lent() as address, closing(Database(address, durable=False)) as database:
        found = settings.read(SETTINGS)
        with database.write() as db:
            starting.fill(db, found, at=clock.now())
        yield create_app(found, database), database


def longest(database: Database) -> str:
    """Return the address of the longest section of the demo that people talk about."""
    with database.read() as db:
        talked = select(Contribution.section_id, Contribution.language)
        query = select(Text).order_by(func.length(Text.source).desc())
        spoken_of = {tuple(row) for row in db.execute(talked)}
        text = next(one for one in db.scalars(query) if (one.section_id, one.language) in spoken_of)
        section = text.section
        return f"/documents/{section.document.key}/{text.language}/sections/{section.key}"


@contextmanager
def first_visit(chromium: Chromium, app: Flask, database: Database) -> Iterator[BrowserContext]:
    """Give a real browser that holds a sign-in and nothing else."""
    with database.read() as db:
        noor = db.scalars(select(Account).where(Account.email == "noor@example.org")).one()
    cookie = Browser(app, database).sign_in(noor).client.get_cookie("sign-in")
    assert cookie is not None
    context = chromium.new_context()
    context.add_cookies([{"name": "sign-in", "value": cookie.value, "url": "http://127.0.0.1"}])
    yield context
    context.close()


def on_the_wire(answer: Response) -> int:
    """Return the bytes of an answer as they were sent, its headers included."""
    sizes = answer.request.sizes()
    return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@pytest.mark.browser
@pytest.mark.parametrize("page", ["home", "longest section", "published code"])
def test_a_first_visit_is_light(
    chromium: Chromium, demo: tuple[Flask, Database], page: str
) -> None:
    app, database = demo
    paths = {"home": "/", "published code": "/documents/employee-code/nl/code"}
    path = paths.get(page) or longest(database)
    answers: list[Response] = []
    with serving(app) as address, first_visit(chromium, app, database) as context:
        opened = context.new_page()
        opened.on("response", lambda answer: answers.append(answer))
        opened.goto(f"{address}{path}", wait_until="networkidle")
        opened.evaluate("document.fonts.ready")
        weight = sum(on_the_wire(answer) for answer in answers)
        assert opened.locator("h1").count() == 1

    assert all(answer.url.startswith(address) for answer in answers)
    assert any(answer.url.endswith(".woff2") for answer in answers)
    assert len(answers) <= REQUESTS
    assert 10 * KB < weight <= FIRST_VISIT


def test_a_font_is_light() -> None:
    for font in Path(paths.static(), "fonts").glob("*.woff2"):
        assert 0 < font.stat().st_size <= FONT
