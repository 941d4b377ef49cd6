"""Whether authors of suggestions still mean them, where others changed the words around.

Revision: 0011, after 0010, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "still_meant",
        sa.Column("edit_id", sa.String(length=26), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column(
            "doubt",
            sa.Enum("caution", "conflict", name="doubt", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["edit_id"], ["edit.id"], name=op.f("fk_still_meant_edit_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("edit_id", name=op.f("pk_still_meant")),
        sqlite_with_rowid=False,
    )
