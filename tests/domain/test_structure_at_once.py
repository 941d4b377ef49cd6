"""People who change one structure at the same moment wait for each other and lose no place."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import select

from tests import factories
from tests.at_once import at_once
from tests.cast import gather
from wiki.database import Database
from wiki.domain import sections, structure, texts
from wiki.models import Account, Block, Document, EditKind, Proposal, Text


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


def test_a_term_defined_while_texts_are_revised_is_marked_in_all_of_them(
    database: Database,
) -> None:
    with database.write() as db:
        cast = gather(db, factories.document(db))
        made = [
            factories.text(db, cast.document, "Respect.\n", key=key) for key in ("a", "b", "c", "d")
        ]
        ids = [text.id for text in made]

    def define() -> None:
        with database.write() as db:
            fields = {"language": "en", "term": "respect", "definition": "Care."}
            section = db.get_one(Text, ids[0]).section
            by = db.get_one(Account, cast.claire.id)
            structure.change_term(db, section, EditKind.ADD_TERM, fields, by=by, at=factories.AT)

    def revise(text_id: str) -> None:
        with database.write() as db:
            text = db.get_one(Text, text_id)
            prepared = texts.prepare(db, text, "Respect each other.\n")
            texts.revise(db, text, prepared, by=None, at=factories.AT)

    results = at_once([define, *(partial(revise, text_id) for text_id in reversed(ids))])

    assert results == [None] * 5
    with database.read() as db:
        marked = db.scalars(select(Block.marked_html)).all()
        assert [html.count('class="term"') for html in marked] == [1] * 4
