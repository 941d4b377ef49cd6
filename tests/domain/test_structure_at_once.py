"""People who change one structure at the same moment wait for each other and lose no place."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from tests import factories
from tests.at_once import at_once
from tests.cast import gather
from wiki.database import Database
from wiki.domain import sections, structure
from wiki.models import Account, Document, EditKind, Proposal, Text


def test_of_two_sections_of_one_key_added_at_once_the_second_hears_it_is_taken(
    database: Database,
) -> None:
    with database.write() as db:
        factories.document(db)

    def add() -> str:
        with database.write() as db:
            return factories.section(db, db.scalars(select(Document)).one(), key="same").key

    results = at_once([add, add])

    assert sorted(str(result) for result in results) == ["key_is_taken", "same"]


def adopt(database: Database, moderator: str, proposal: str) -> None:
    """Adopt a proposal in a transaction of its own."""
    with database.write() as db:
        by = db.get_one(Account, moderator)
        factories.adopted(db, db.get_one(Proposal, proposal), by=by)


def test_sections_moved_and_removed_at_once_keep_places_without_gaps(database: Database) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = [
            factories.section(db, cast.document, key=key, texts={"en": f"{key}.\n"})
            for key in ("a", "b", "c", "d")
        ]
        text = sections.find_text(db, cast.document, "a", "en")
        wanted = [
            factories.structural(EditKind.MOVE_SECTION, made[3], position=1),
            factories.structural(EditKind.REMOVE_SECTION, made[0]),
            factories.structural(EditKind.MOVE_SECTION, made[1], position=4),
        ]
        ids = [factories.proposal(db, text, by=cast.noor, wanted=[one]).id for one in wanted]

    results = at_once([partial(adopt, database, cast.mirjam.id, one) for one in ids])

    assert results == [None, None, None]
    with database.read() as db:
        standing = structure.standing_sections(db, db.scalars(select(Document)).one())
        assert [one.position for one in standing] == [1, 2, 3]
        assert {one.key for one in standing} == {"b", "c", "d"}


def test_of_two_suggested_sections_of_one_key_adopted_at_once_both_are_added(
    database: Database,
) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        text = factories.text(db, cast.document)
        fields = {"key": "same", "titles": {"en": "Same"}, "texts": {"en": "Same.\n"}}
        ids = [
            factories.proposal(
                db, text, by=somebody, wanted=[factories.structural(EditKind.ADD_SECTION, **fields)]
            ).id
            for somebody in (cast.noor, cast.bram)
        ]

    results = at_once([partial(adopt, database, cast.mirjam.id, one) for one in ids])

    assert results == [None, None]
    with database.read() as db:
        standing = structure.standing_sections(db, db.scalars(select(Document)).one())
        assert [one.key for one in standing] == ["respect", "same", "same-2"]


@pytest.mark.parametrize("kind", [EditKind.ADD_SECTION, EditKind.REMOVE_SECTION])
def test_the_same_structure_suggested_many_times_at_once_is_suggested_once(
    database: Database, kind: EditKind
) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = factories.text(db, cast.document)
    titles, words = {"en": "Travel", "nl": "Reizen"}, {"en": "", "nl": ""}
    added = {"key": "travel", "titles": titles, "texts": words}

    def suggest() -> None:
        with database.write() as db:
            text, noor = db.get_one(Text, made.id), db.get_one(Account, cast.noor.id)
            adds = kind is EditKind.ADD_SECTION
            fields = added if adds else {}
            wanted = factories.structural(kind, None if adds else text.section, **fields)
            factories.proposal(db, text, by=noor, wanted=[wanted])

    results = at_once([suggest] * 6)

    assert sorted(str(one) for one in results) == ["None", *["already_suggested"] * 5]
