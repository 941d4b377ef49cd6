"""Who may read a document becomes more people only while nobody gave their name to fewer."""

from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from tests import cast as casts
from tests import factories
from wiki.domain import documents
from wiki.errors import Invalid
from wiki.models import Readers


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("groups", "members"),
        ("groups", "signed_in"),
        ("groups", "public"),
        ("members", "signed_in"),
        ("members", "public"),
        ("signed_in", "public"),
    ],
)
def test_readers_only_become_fewer_once_a_name_was_given(
    db: Session, at: datetime, before: str, after: str
) -> None:
    cast = casts.gather(db, factories.document(db))
    document, lead = cast.document, cast.sanne
    document.readers = Readers(before)
    factories.thread(db, factories.text(db, document), by=cast.claire)
    db.flush()

    with pytest.raises(Invalid, match="names_were_for_fewer"):
        documents.set_readers(db, document, Readers(after), by=lead, at=at)
    document.readers = Readers(after)
    db.flush()
    with pytest.raises(Invalid, match="fewer_for_good"):
        documents.set_readers(db, document, Readers(before), by=lead, at=at)
    documents.set_readers(db, document, Readers(before), for_good=True, by=lead, at=at)
    assert document.readers == before
