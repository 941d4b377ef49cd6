"""Words taken out while others write: nothing is left behind, also not on the disk."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from tests import factories
from tests.at_once import at_once
from tests.cast import gather
from tests.domain.forgetting import FIRST, NAME, held_in
from wiki.database import Database
from wiki.domain import editing, outlooks, redaction
from wiki.domain.outlooks import Adjusted
from wiki.domain.verification import verify
from wiki.errors import Stale
from wiki.models import Account, Document, Text
from wiki.text.redaction import Wanted


def forget(database: Database, lead: str) -> None:
    """Take the name out, in a transaction of its own."""
    with database.write() as db:
        document = db.scalars(select(Document)).one()
        by = db.get_one(Account, lead)
        redaction.redact(db, document, Wanted(NAME), reason="Asked.", by=by, at=factories.AT)


def test_words_of_a_revision_saved_at_the_same_moment_are_not_left(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = factories.text(db, cast.document, FIRST)
        factories.thread(db, made, by=cast.noor, on="Nobody else")
    editor, lead = cast.claire.id, cast.sanne.id
    with database.read() as db:
        found = db.get_one(Text, made.id)
        own = Adjusted(found.head, 0, 2, f"We listen, and so does {NAME}.\n")
        seen = outlooks.with_own_words(db, found, own)

    def save() -> None:
        with database.write() as db:
            by = db.get_one(Account, editor)
            editing.save(db, seen, summary="More.", by=by, at=factories.AT)

    saved, forgot = at_once([save, partial(forget, database, lead)])

    assert forgot is None
    assert saved is None or isinstance(saved, Stale)
    with database.read() as db:
        assert held_in(db) == []
        assert verify(db).findings == ()


def test_suggestions_and_talk_of_the_same_moment_quote_no_words_that_are_gone(
    database: Database,
) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = factories.text(db, cast.document, FIRST)
    lead, author, text_id = cast.sanne.id, cast.noor.id, made.id

    def talk(on: str) -> None:
        with database.write() as db:
            found = db.get_one(Text, text_id)
            factories.thread(db, found, by=db.get_one(Account, author), on=on)

    def suggest() -> None:
        with database.write() as db:
            found = db.get_one(Text, text_id)
            by = db.get_one(Account, author)
            factories.proposal(db, found, "on Monday", "on Tuesday", by=by)

    talks = [partial(talk, "on Monday"), partial(talk, "Nobody else"), suggest]
    *others, forgot = at_once([*talks, partial(forget, database, lead)])

    assert forgot is None
    assert all(one is None or isinstance(one, Stale) for one in others)
    with database.read() as db:
        assert held_in(db) == []
        assert verify(db).findings == ()


def test_the_file_of_the_database_holds_the_words_no_more(database: Database) -> None:
    if database.file is None:
        pytest.skip("PostgreSQL keeps old rows until it vacuums: docs/operating.md")
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = factories.text(db, cast.document, FIRST)
        factories.thread(db, made, by=cast.noor, on="Nobody else", words=f"And {NAME}?")
        lead = cast.sanne.id
    forget(database, lead)

    database.close()

    assert b"jansen" not in database.file.read_bytes().lower()
