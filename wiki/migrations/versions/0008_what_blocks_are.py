"""What the blocks of a text are to the code, also as a release froze it.

Revision: 0008, after 0007, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KINDS = ("value", "desired_behaviour", "unacceptable_behaviour", "procedure", "example")


def upgrade() -> None:
    op.create_table(
        "clause",
        sa.Column("text_id", sa.String(length=26), nullable=False),
        sa.Column("block_id", sa.String(length=26), nullable=False),
        sa.Column(
            "kind", sa.Enum(*KINDS, name="clausekind", native_enum=False, length=30), nullable=False
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_clause_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text_id", "block_id", name=op.f("pk_clause")),
        sqlite_with_rowid=False,
    )
    op.add_column(
        "release_text", sa.Column("clauses", sa.JSON(), nullable=False, server_default="{}")
    )
