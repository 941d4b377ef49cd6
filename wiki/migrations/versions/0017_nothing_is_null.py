"""Where nothing is kept as JSON, it is NULL and not the word null.

Revision: 0017, after 0016, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS = (
    ("proposal", "changes_taken"),
    ("past_decision", "changes_taken"),
    ("edit", "pieces"),
    ("edit", "fields"),
)


def upgrade() -> None:
    for table, name in COLUMNS:
        column = sa.column(name, sa.JSON(none_as_null=True))
        rows = sa.table(table, column)
        op.execute(sa.update(rows).where(sa.cast(column, sa.Text) == "null").values({name: None}))
