"""The demo tells its whole story through the domain, and leaves nothing out of place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.databases import Copies
from wiki import paths
from wiki.database import Database
from wiki.domain import accounts, bundles, demo, documents, releases, rounds, sections, verification
from wiki.domain.accounts import OPERATOR
from wiki.domain.arrivals import Incoming
from wiki.errors import Invalid
from wiki.export import bundle, incoming
from wiki.models import (
    Account,
    Audit,
    Comment,
    Contribution,
    Document,
    Outcome,
    Proposal,
    Revision,
    Section,
)
from wiki.web.messages import in_english

AT = datetime(2026, 3, 2, 0, 5, tzinfo=UTC)


def rows(name: str) -> list[dict[str, Any]]:
    source = (paths.content() / "demo" / name).read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(source)
    return loaded


STORY = rows("story.yaml")


def code() -> Incoming:
    return incoming.document(bundle.read(paths.content() / "employee-code"), name="employee-code")


def fill(db: Session) -> None:
    demo.fill(db, code(), rows("cast.yaml"), STORY, at=AT)


@pytest.fixture(scope="module")
def told(copies: Copies) -> Iterator[Database]:
    """Give a database in which the story was told."""
    with copies.lent() as address, closing(Database(address, durable=False)) as database:
        with database.write() as db:
            fill(db)
        yield database


@pytest.fixture
def db(told: Database) -> Iterator[Session]:
    """Give a handle to read what the story left."""
    with told.read() as handle:
        yield handle


@pytest.fixture
def document(db: Session) -> Document:
    return db.scalars(select(Document)).one()


def test_everything_stored_is_right(db: Session) -> None:
    assert verification.verify(db).findings == ()


def test_every_event_left_its_trace(db: Session, document: Document) -> None:
    events = Counter(verb for row in STORY for verb in row if verb not in {"day", "by"})

    def count(query: Any) -> int:
        return db.scalar(select(func.count()).select_from(query.subquery())) or 0

    proposed = events["propose"] + events["structure"]
    assert count(select(Proposal)) == proposed
    assert count(select(Contribution)) == proposed + events["comment"]
    assert count(select(Comment)) == events["comment"] + events["reply"] + events["discuss"]
    assert count(select(Contribution).where(Contribution.held_at.is_not(None))) == events["hold"]
    assert len(releases.listed(db, document)) == events["release"]
    assert count(select(Revision).where(Revision.summary.in_(summaries()))) == events["edit"]


def summaries() -> set[str]:
    return {row["edit"]["summary"] for row in STORY if "edit" in row}


def test_every_outcome_is_the_one_of_the_story(db: Session) -> None:
    told = Counter(
        Outcome(what["outcome"])
        for row in STORY
        for verb, what in row.items()
        if verb in {"decide", "answer"}
    )
    told[Outcome.WITHDRAWN] = sum("withdraw" in row for row in STORY)

    found = Counter(
        db.scalars(select(Contribution.outcome).where(Contribution.outcome.is_not(None)))
    )

    assert found == told


def test_the_first_round_is_settled_and_the_second_is_open(db: Session, document: Document) -> None:
    second, first = rounds.for_document(db, document)

    assert first.settled_at is not None
    assert first.settled_at < AT
    assert rounds.current(db, document, on=AT.date()) is second
    assert rounds.without_outcome(db, first) == 0
    assert 8 <= rounds.without_outcome(db, second) <= 12


def test_a_proposal_taken_in_part_and_one_in_other_words_stand_in_the_text(
    db: Session, document: Document
) -> None:
    after = sections.find_text(db, document, "after-a-report", "en").source
    treating = sections.find_text(db, document, "treating-each-other", "en").source

    assert "three working days" in after
    assert "a short summary in writing" in after
    assert "You choose when you write a message." in treating


def test_everything_happened_before_now(db: Session) -> None:
    times = list(db.scalars(select(Audit.at)))

    assert max(times) < AT
    assert min(times) < AT.replace(month=1, day=20)


def test_the_demo_opens_for_its_cast_at_the_machine_only(db: Session) -> None:
    for row in rows("cast.yaml"):
        account = accounts.get_by_email(db, row["email"])
        assert accounts.is_open_for_demo(account)
    one = db.scalars(select(Account)).first()

    assert accounts.may_enter(one, accounts.DEMO_PASSWORD, at_machine=True)
    assert not accounts.may_enter(one, accounts.DEMO_PASSWORD, at_machine=False)


def test_the_starter_code_is_read_by_everyone_who_is_signed_in(db: Session) -> None:
    otis = accounts.get_by_email(db, "otis@example.org")

    assert [one.key for one in documents.listed(db, viewer=otis)] == ["employee-code"]
    assert documents.listed(db, viewer=None) == []


def test_filling_twice_is_refused_and_changes_nothing(told: Database) -> None:
    with pytest.raises(Invalid, match="demo_document_is_there"), told.write() as db:
        fill(db)

    with told.read() as db:
        assert len(db.scalars(select(Section)).all()) == 11
        assert verification.verify(db).findings == ()


def test_a_document_that_is_there_gets_no_story_not_even_one_of_the_same_words(
    database: Database,
) -> None:
    with database.write() as db:
        bundles.bring_in(db, code(), by=OPERATOR, at=AT, summary="imported")

    with pytest.raises(Invalid, match="demo_document_is_there") as refused, database.write() as db:
        fill(db)

    assert "document employee-code here already" in in_english(refused.value)
    with database.read() as db:
        assert db.scalars(select(Account)).all() == []
