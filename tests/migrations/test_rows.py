"""What people wrote outlives every change of the schema."""

from __future__ import annotations

from contextlib import closing

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, update

from tests import factories
from wiki.database import Database
from wiki.domain import texts
from wiki.migrations import upgrade
from wiki.models import Base, Edit, Placement, Role


def fill(database: Database) -> dict[str, int]:
    """Let people bring in words and decide on them; gives the number of rows of each table."""
    with database.write() as db:
        document = factories.document(db)
        noor = factories.account(db, "Noor", roles=[Role.PARTICIPANT], document=document)
        mirjam = factories.account(db, "Mirjam", roles=[Role.MODERATOR], document=document)
        db.flush()
        text = factories.text(db, document)
        factories.thread(db, text, by=noor)
        factories.adopted(db, factories.proposal(db, text, by=noor), by=mirjam)
    return counts(database)


def counts(database: Database) -> dict[str, int]:
    with database.read() as db:
        return {
            table.name: db.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def test_a_filled_database_keeps_its_rows_when_it_is_upgraded_again(database: Database) -> None:
    before = fill(database)

    upgrade.to_head(database)

    assert counts(database) == before


def test_a_passage_removed_before_learns_where_it_last_stood(database: Database) -> None:
    with database.write() as db:
        document = factories.document(db)
        noor = factories.account(db, "Noor", roles=[Role.PARTICIPANT], document=document)
        text = factories.text(db, document)
        factories.thread(db, text, by=noor)
        for source in (f"# New\n\n{factories.WORDS}", "All gone.\n", "Still gone.\n"):
            prepared = texts.prepare(db, text, source)
            texts.revise(db, text, prepared, by=None, at=factories.AT)
        db.execute(update(Placement).values(last_stood=None))
    step = ScriptDirectory.from_config(upgrade.config()).get_revision("0003")
    assert step is not None

    with database.migration() as connection:
        connection.exec_driver_sql(step.module.ON_NEWEST_REVISIONS)

    with database.read() as db:
        placed = db.execute(select(Placement.number, Placement.last_stood)).all()
    assert sorted(map(tuple, placed)) == [(1, None), (2, None), (3, None), (4, 2)]


def test_nothing_that_was_kept_as_a_word_is_null_now(database: Database) -> None:
    fill(database)
    step = ScriptDirectory.from_config(upgrade.config()).get_revision("0017")
    assert step is not None
    with database.migration() as connection:
        connection.exec_driver_sql("UPDATE edit SET fields = 'null'")
        with Operations.context(MigrationContext.configure(connection)):
            step.module.upgrade()

    with database.read() as db:
        kept = db.execute(select(Edit.fields.is_(None), Edit.pieces.is_(None))).all()
    assert [tuple(one) for one in kept] == [(True, False)]


def test_rebuilding_any_table_of_an_embedded_database_keeps_the_rows_of_all() -> None:
    with closing(Database("sqlite://", durable=False)) as embedded:
        upgrade.to_head(embedded)
        before = fill(embedded)

        with embedded.migration() as connection:
            operations = Operations(MigrationContext.configure(connection))
            for table in Base.metadata.sorted_tables:
                with operations.batch_alter_table(table.name, recreate="always"):
                    pass

        assert counts(embedded) == before
        assert min(before[name] for name in ("comment", "placement", "revision", "edit")) > 0
