"""A name and more readers at the same moment: whoever is later knows of the other."""

from __future__ import annotations

import threading

import pytest

from tests import factories
from tests.cast import gather
from wiki.database import Database
from wiki.domain import documents
from wiki.errors import Invalid
from wiki.models import Account, Document, Readers, Text

LONG_ENOUGH_TO_OVERTAKE = 0.3


def test_readers_do_not_become_more_while_somebody_gives_their_name(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        cast.document.readers = Readers.MEMBERS
        made = factories.text(db, cast.document)
    refused: list[str] = []

    def open_to_all() -> None:
        with database.write() as db:
            found = db.get_one(Document, cast.document.id)
            by = db.get_one(Account, cast.sanne.id)
            with pytest.raises(Invalid) as refusal:
                documents.set_readers(db, found, Readers.PUBLIC, by=by, at=factories.AT)
            refused.append(refusal.value.key)

    with database.write() as db:
        found = db.get_one(Document, cast.document.id)
        assert documents.keep_readers(db, found) is Readers.MEMBERS
        lead = threading.Thread(target=open_to_all)
        lead.start()
        lead.join(LONG_ENOUGH_TO_OVERTAKE)
        author, text = db.get_one(Account, cast.noor.id), db.get_one(Text, made.id)
        factories.thread(db, text, by=author)
    lead.join()

    assert refused == ["names_were_for_fewer"]
