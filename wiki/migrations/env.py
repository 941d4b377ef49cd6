"""How Alembic meets our database: on the connection it is handed, never on one of its own."""

from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from wiki.migrations.upgrade import is_ours
from wiki.models import Base


def plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write a type of our own as the one it is stored as: a migration outlives the models."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=Base.metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain_type,
    include_name=is_ours,
    compare_type=True,
    transaction_per_migration=False,
)
context.run_migrations()
