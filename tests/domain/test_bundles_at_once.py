"""A document that comes in while people work on it overwrites nothing of theirs unasked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event, select, text

from tests import factories
from tests.cast import Cast, gather
from wiki.database import Busy, Database
from wiki.domain import bundles, texts
from wiki.domain.accounts import OPERATOR
from wiki.domain.arrivals import Incoming, IncomingText
from wiki.errors import Invalid
from wiki.models import Account, Document, EditKind, Proposal, Revision, Section, Text
from wiki.text.frontmatter import Facts, Term

COMING = Incoming(
    "code",
    {"en": "Code"},
    [
        IncomingText(
            "respect.en.md",
            Facts("respect", "Respect", "en", terms=(Term("Respect", "Listening."),)),
            "We listen.\n",
        ),
        IncomingText("help.en.md", Facts("help", "Help", "en"), "We help.\n"),
    ],
)
REDEFINED = {"language": "en", "term": "Respect", "definition": "Hearing."}


@pytest.fixture
def people(database: Database, backend: str) -> Cast:
    """Give the cast of the document, which came in once already."""
    if backend == "sqlite":
        pytest.skip("SQLite lets nobody write while a document comes in")
    bring_in(database)
    with database.write() as db:
        return gather(db, db.scalars(select(Document)).one())


def bring_in(database: Database) -> None:
    """Import the document in a transaction of its own."""
    with database.write() as db:
        bundles.bring_in(db, COMING, by=OPERATOR, at=factories.AT, summary="imported")


def reword(database: Database) -> None:
    """Save a colleague's words in a transaction of its own."""
    with database.write() as db:
        of_respect = db.scalars(select(Text).where(Text.title == "Respect")).one()
        prepared = texts.prepare(db, of_respect, "We all listen.\n")
        texts.revise(db, of_respect, prepared, by=None, at=factories.AT)


def adopt(database: Database, proposal: str, moderator: str, *, wait: str) -> None:
    """Adopt a proposal in a transaction of its own; raises Busy after waiting for others."""
    with database.write() as db:
        db.execute(text(f"SET LOCAL lock_timeout = '{wait}'"))
        factories.adopted(db, db.get_one(Proposal, proposal), by=db.get_one(Account, moderator))


@contextmanager
def after_reading_all_texts(database: Database, act: Callable[[], None]) -> Iterator[None]:
    """Act once, as soon as somebody who writes has read all texts of a document."""
    done: list[str] = []

    def seen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not done and "FROM text JOIN section" in statement:
            done.append(statement)
            act()

    event.listen(database._writer, "after_cursor_execute", seen)
    yield
    event.remove(database._writer, "after_cursor_execute", seen)
    assert done, "nobody read all texts"


def test_words_saved_while_a_document_comes_in_are_not_overwritten(
    database: Database, people: Cast
) -> None:
    with (
        after_reading_all_texts(database, lambda: reword(database)),
        pytest.raises(Invalid, match="texts_differ") as refused,
    ):
        bring_in(database)

    assert refused.value.values == {"texts": "respect (en)"}
    with database.read() as db:
        assert "We all listen.\n" in db.scalars(select(Text.source)).all()
        assert db.scalars(select(Revision.number).order_by(Revision.number)).all() == [1, 1, 2]


@pytest.mark.parametrize("kind", [EditKind.REMOVE_SECTION, EditKind.CHANGE_TERM])
def test_a_decision_on_sections_and_terms_waits_for_a_document_that_comes_in(
    database: Database, people: Cast, kind: EditKind
) -> None:
    with database.write() as db:
        section = db.scalars(select(Section).where(Section.key == "respect")).one()
        fields = REDEFINED if kind is EditKind.CHANGE_TERM else {}
        wanted = factories.structural(kind, section, **fields)
        on = db.scalars(select(Text).where(Text.title == "Respect")).one()
        proposal = factories.proposal(db, on, by=people.noor, wanted=[wanted]).id

    def decide() -> None:
        with pytest.raises(Busy):
            adopt(database, proposal, people.mirjam.id, wait="100ms")

    with after_reading_all_texts(database, decide):
        bring_in(database)
    adopt(database, proposal, people.mirjam.id, wait="5s")

    with pytest.raises(Invalid, match="texts_differ"):
        bring_in(database)
