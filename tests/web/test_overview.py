"""The overview says in a moment what this is, until when, what to read, and where things stand."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from tests.web.suggesting import FIRST, OTHER, SECTION, words_of
from wiki import clock
from wiki.database import Database
from wiki.domain import texts
from wiki.models import Account, Document, Membership, Outcome, Readers, Role, Text

Visit = Callable[..., Browser]
OVERVIEW = "/documents/code/en"
WORDS = 450
"""Of another section: three minutes with those who begin one."""


@pytest.fixture
def longer(database: Database, people: Cast, text: Text) -> None:
    """Add a section that takes three minutes."""
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        factories.text(db, document, WORDS * "word ", key="the-long-one")


def main_of(page: str) -> str:
    """Return what a reader sees between header and footer."""
    return words_of(page[page.index("<main") : page.index("</main>")])


def links(page: str) -> dict[str, str]:
    """Return where the links of a page lead, by their words."""
    found = re.findall(r'<a[^>]* href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    return {words_of(words): html.unescape(href) for href, words in found}


@pytest.mark.usefixtures("longer")
def test_who_comes_first_reads_one_section_or_everything(visit: Visit, people: Cast) -> None:
    page = visit(people.noor).get(OVERVIEW).text

    assert links(page)["Read one section · 1 min Respect"] == SECTION
    assert links(page)["Read everything · 3 min"] == SECTION
    assert "Changed since you were here" not in page
    assert "Your input" not in page


@pytest.mark.usefixtures("longer")
def test_who_was_here_goes_on_with_what_is_new_and_sees_what_changed(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    noor = visit(people.noor)
    noor.get(SECTION)
    page = noor.get(OVERVIEW).text
    assert links(page)["Read the next section · 3 min The Long One"].endswith("/the-long-one")
    assert "Changed since you were here" not in page

    with database.write() as db:
        respect = db.get_one(Text, text.id)
        prepared = texts.prepare(db, respect, respect.source.replace(FIRST, OTHER))
        by = db.get_one(Account, people.claire.id)
        texts.revise(db, respect, prepared, by=by, at=factories.AT, summary="More")
    page = noor.get(OVERVIEW).text

    assert "Changed since you were here 1 Respect" in main_of(page)
    changes = noor.get(links(page)["See what changed · Respect"]).text
    assert "every day" in words_of(changes)


def test_what_one_brought_in_is_counted_on_this_document_alone(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    with database.write() as db:
        noor = db.get_one(Account, people.noor.id)
        own = [
            factories.thread(db, db.get_one(Text, text.id), by=noor, words=f"Why {n}?")
            for n in range(4)
        ]
        elsewhere = factories.text(db, factories.document(db, key="other", readers=Readers.PUBLIC))
        noor.memberships.append(
            Membership(document=elsewhere.section.document, role=Role.PARTICIPANT)
        )
        db.flush()
        db.refresh(noor)
        factories.thread(db, elsewhere, by=noor)
        for one, outcome in zip(own, (Outcome.ANSWERED, Outcome.WITHDRAWN), strict=False):
            one.contribution.outcome = outcome
            one.contribution.reason = "So."

    page = visit(people.noor).get(OVERVIEW).text

    assert "Your input 1 has its outcome, 2 wait for one. See what became of it" in main_of(page)
    assert "Your input" not in main_of(visit(people.bram).get(OVERVIEW).text)


def test_what_is_open_in_the_other_language_is_said_and_moderators_see_the_sum(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        noor = db.get_one(Account, people.noor.id)
        dutch = factories.text(db, document, "We luisteren.", key="dutch", language="nl")
        for words in ("Wie?", "Waarom?"):
            factories.thread(db, dutch, by=noor, on="luisteren", words=words)
        factories.thread(db, db.get_one(Text, text.id), by=noor)

    page = visit(people.mirjam).get(OVERVIEW).text

    assert links(page)["In Dutch 2 are open"] == "/documents/code/nl"
    assert links(page)["Queue · 3 open"] == "/documents/code/queue"
    assert "Queue" not in main_of(visit(people.noor).get(OVERVIEW).text)


def test_until_when_is_said_to_everybody_and_who_only_reads_is_led_to_sign_in(
    visit: Visit, people: Cast, database: Database, text: Text
) -> None:
    today = clock.now().date()
    with database.write() as db:
        document = db.get_one(Document, people.document.id)
        document.readers = Readers.PUBLIC
        lead = db.get_one(Account, people.sanne.id)
        last = today + timedelta(days=3)
        factories.round_(db, document, by=lead, opens_on=today, closes_on=last)

    assert "(3 days left)" in main_of(visit(people.noor).get(OVERVIEW).text)
    visitor = main_of(visit(None).get(OVERVIEW).text)
    assert "open until" in visitor
    assert "(3 days left)" in visitor
    assert "Then sign in to react." in visitor
