"""The schema that migrations build is the schema the models describe, and building it is safe."""

from __future__ import annotations

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text

from wiki.database import Database
from wiki.migrations import upgrade
from wiki.models import Base

AS_MODELS = {"compare_type": True, "include_name": upgrade.is_ours}


def test_migrations_build_exactly_what_the_models_describe(database: Database) -> None:
    with database.migration() as connection:
        context = MigrationContext.configure(connection, opts=AS_MODELS)

        assert compare_metadata(context, Base.metadata) == []


def test_a_new_database_is_at_the_newest_schema_after_upgrading(database: Database) -> None:
    with database.read() as db:
        tables = inspect(db.connection()).get_table_names()

    assert upgrade.at_head(database)
    ours = {name for name in tables if upgrade.is_ours(name, "table", {})}
    assert ours == {*Base.metadata.tables, "alembic_version"}


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = schema(database)

    upgrade.to_head(database)

    assert schema(database) == before


def test_a_database_of_a_newer_version_is_refused_and_left_alone(database: Database) -> None:
    with database.write() as db:
        db.execute(text("UPDATE alembic_version SET version_num = 'of-tomorrow'"))

    with pytest.raises(upgrade.Newer, match="newer version"):
        upgrade.to_head(database)
    with pytest.raises(upgrade.Newer):
        upgrade.at_head(database)

    with database.read() as db:
        standing = db.execute(text("SELECT version_num FROM alembic_version")).scalar_one()
    assert standing == "of-tomorrow"


def schema(database: Database) -> dict[str, list[str]]:
    with database.read() as db:
        inspector = inspect(db.connection())
        return {
            table: sorted(repr(column) for column in inspector.get_columns(table))
            for table in inspector.get_table_names()
        }
