"""The wiki that is measured: the demo, and beside it two documents of many sections.

They differ in the number of their sections only, so that what a page costs in the one and in the
other tells whether it grows with the document.
"""

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from itertools import islice
from wsgiref.types import WSGIApplication

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.bench import core
from wiki import clock, settings
from wiki.app import create_app
from wiki.commands import starting
from wiki.database import Database
from wiki.domain import blocks, comments, documents, members, revisions, sections, texts, threads
from wiki.domain.accounts import OPERATOR
from wiki.domain.passages import Passage
from wiki.migrations import upgrade
from wiki.models import Account, Document, Readers, Revision, Role, Section, ShownAs, Text, new_id
from wiki.text import delta
from wiki.web import search

FEW, MANY = 80, 1000
BUSY = "s40"
"""A section with talk, and some way down the list of sections."""

TALKS = 12
OLD = "s41"
"""A section with a long history, in the document of few sections."""

REVISIONS = 1000
CONTESTED = 60
"""In a text with a history every 60th word is changed again and again."""

EDITED = 20
"""The first so many sections are long enough to be worth editing."""

LONG = core.section(6_500, seed=1).replace("\n## ", "\n## Listening\n\n")
LONGER = core.section(10_000, seed=2).replace("\n## ", "\n## Listening\n\n")
TALK = "Could this be said in fewer words? I read it **twice** and still had to ask a colleague."
SHORT = core.section(300, seed=3)
WORD = re.compile(r"\w+")
PEOPLE = {"noor@example.org": Role.PARTICIPANT, "claire@example.org": Role.EDITOR}


@contextmanager
def built() -> Iterator[WSGIApplication]:
    """Give the app over a temporary database."""
    with (
        tempfile.TemporaryDirectory(prefix="wiki-bench-") as folder,
        closing(Database(f"sqlite:///{folder}/wiki.sqlite3")) as database,
    ):
        upgrade.to_head(database)
        found = settings.read({"WIKI_DATA_DIR": folder})
        with database.write() as db:
            starting.fill(db, found, at=clock.now())
            for count in (FEW, MANY):
                many_sections(db, count)
        search.A_MINUTE = sys.maxsize  # who measures asks faster than people may
        yield create_app(found, database)


def document_of(count: int) -> str:
    """Return the key of the document of so many sections."""
    return f"of-{count}"


def many_sections(db: Session, count: int) -> None:
    """Add the document of so many sections: s1, s2 …"""
    at = clock.now() - timedelta(days=REVISIONS)
    document = documents.create(
        db,
        key=document_of(count),
        titles={"en": f"A code of {count} sections"},
        languages=["en"],
        readers=Readers.SIGNED_IN,
        by=OPERATOR,
        at=at,
    )
    people = list(db.scalars(select(Account).where(Account.email.in_(PEOPLE))))
    for account in people:
        members.add_role(db, account, document, PEOPLE[account.email or ""], by=OPERATOR, at=at)
    for position in range(1, count + 1):
        section(db, document, position)
    db.flush()
    talk(db, sections.find_text(db, document, BUSY, "en"), people)
    if count == FEW:
        grow(db, sections.find_text(db, document, OLD, "en"), people[0])


def section(db: Session, document: Document, position: int) -> None:
    """Add a section at the end."""
    key = f"s{position}"
    made = Section(id=new_id(), document=document, key=key, position=position)
    db.add(made)
    source = {BUSY: LONG, OLD: LONGER}.get(key, LONG if position <= EDITED else SHORT)
    at = document.created_at
    texts.create(db, made, "en", title=f"Section {position}", source=source, by=None, at=at)


def talk(db: Session, text: Text, people: Sequence[Account]) -> None:
    """Have people comment on passages of a text, and answer every other comment."""
    at = clock.now()
    found = re.finditer(r"[a-z]+ [a-z]+ [a-z]+ [a-z]+", text.source)
    for number, match in enumerate(islice(found, 0, 4 * TALKS, 4)):
        passage = Passage(match.start(), match.end(), match[0])
        first, second = (people[number % 2], people[1 - number % 2])
        opened = threads.open_thread(
            db, text, passage, TALK, seen=1, shown_as=ShownAs.NAME, by=first, at=at
        )
        if number % 2:
            comments.reply(db, opened.contribution, TALK, shown_as=ShownAs.ROLE, by=second, at=at)


def grow(db: Session, text: Text, by: Account, count: int = REVISIONS) -> None:
    """Give a text so many revisions; each changes some words.

    The rows are written as the domain writes them, which would take minutes; the last revision is
    made by the domain itself, and all are replayed to be sure.
    """
    before = text.source
    ids = blocks.ids_at(db, text, text.head)
    for number in range(2, count):
        after = reworded(before, number)
        whole = revisions.is_keyframe(number)
        db.add(
            Revision(
                text_id=text.id,
                number=number,
                title=text.title,
                keyframe=after if whole else None,
                delta=None if whole else delta.encode(before, after),
                sha256=revisions.digest(after),
                block_ids=ids,
                summary=f"Clearer words, step {number}",
                made_by_id=by.id,
                made_at=clock.now() - timedelta(days=count - number),
                words_added=3,
                words_removed=3,
            )
        )
        before = after
    text.head, text.source = count - 1, before
    db.flush()
    prepared = texts.prepare(db, text, reworded(before, count))
    texts.revise(db, text, prepared, by=by, at=clock.now(), summary="Clearer words")
    if revisions.damaged(db, text):
        raise AssertionError("the history doesn't replay")


def reworded(source: str, seed: int) -> str:
    """Return a source with three words replaced, of those that people keep coming back to."""
    chance = random.Random(seed)  # noqa: S311
    contested = list(WORD.finditer(source))[::CONTESTED]
    places = chance.sample(contested, 3)
    for place in sorted(places, key=lambda found: -found.start()):
        source = source[: place.start()] + chance.choice(core.WORDS) + source[place.end() :]
    return source
