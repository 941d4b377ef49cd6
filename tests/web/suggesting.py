"""One text to suggest words for, and what forms about it send: for tests of pages."""

from __future__ import annotations

import html
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import event, update
from sqlalchemy.orm import Session

from tests.web.browsing import Browser
from wiki.database import Database
from wiki.domain import editing, outlooks
from wiki.models import Account, Text

AT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
SECTION = "/documents/code/en/sections/respect"
FIRST = "We listen to each other. We greet everyone in the morning."
OTHER = "We listen to each other. We greet everyone every day."
SEAL = re.compile(r'name="seal" value="([^"]*)"')


def form(words: str = OTHER, **fields: str) -> dict[str, str]:
    """Return what the form sends for the first block."""
    usual = {
        "base": "1",
        "first_block": "0",
        "block_count": "1",
        "why": "",
        "shown_as": "name",
        "readers": "public",
    }
    return {**usual, "words": words, "send": "yes", **fields}


def send(browser: Browser, words: str = OTHER, **fields: str) -> str:
    """Send a suggestion and return the address of its page."""
    answer = browser.post(f"{SECTION}/proposals", **form(words, **fields))
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def words_of(page: str) -> str:
    """Return what a reader would see of a page."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", page)).split())


def seal_of(page: str) -> str:
    """Return the seal of the result that a page shows."""
    found = SEAL.search(page)
    assert found, "the page shows no result"
    return html.unescape(found[1])


def move_on(database: Database, by: Account, old: str, new: str) -> None:
    """Let an editor change the only text of the first section."""
    with database.write() as db:
        text = _only(db)
        source = text.source.replace(old, new)
        assert source != text.source
        seen = outlooks.onto_head(db, text, text.source, source)
        editing.save(db, seen, summary="Other words", by=db.get_one(Account, by.id), at=AT)


@contextmanager
def overtaken(database: Database, quicker: Callable[[], None]) -> Iterator[None]:
    """Let somebody be quicker: after the next form was read, and just before it is saved."""
    write = database.write

    def second() -> AbstractContextManager[Session]:
        database.write = write  # type: ignore[method-assign]
        quicker()
        return write()

    database.write = second  # type: ignore[method-assign]
    yield
    assert database.write == write, "nothing was to be saved"


@contextmanager
def in_between(database: Database, number: int, other: Callable[[], object]) -> Iterator[None]:
    """Let something else happen just before the `number`th transaction that begins."""
    read, write, begun = database.read, database.write, 0

    def noted(way: Callable[[], AbstractContextManager[Session]]) -> Callable[[], Any]:
        def begin() -> AbstractContextManager[Session]:
            nonlocal begun
            begun += 1
            if begun == number:
                database.read, database.write = read, write  # type: ignore[method-assign]
                apart = threading.Thread(target=other)  # a request of its own knows no other one
                apart.start()
                apart.join()
            return way()

        return begin

    database.read, database.write = noted(read), noted(write)  # type: ignore[method-assign]
    yield
    database.read, database.write = read, write  # type: ignore[method-assign]
    assert begun >= number, f"only {begun} transactions began"


def source_of(database: Database) -> str:
    """Return the words of the text as they stand."""
    with database.read() as db:
        return _only(db).source


def queries_of(database: Database, visit: Callable[[], object]) -> int:
    """Return how many queries a visit makes."""
    made: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        made.append(statement)

    database.forget()
    engine = database._reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        visit()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(made)


def _only(db: Session) -> Text:
    return db.query(Text).one()


def speak_english(db: Session) -> None:
    """Let everyone read English, the language these tests are written in."""
    db.execute(update(Account).values(language="en"))
