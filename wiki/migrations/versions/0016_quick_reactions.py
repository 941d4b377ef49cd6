"""Quick reactions to blocks.

Revision: 0016, after 0015, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reaction",
        sa.Column("text_id", sa.String(length=26), nullable=False),
        sa.Column("block_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "agree",
                "unclear",
                "missing",
                "disagree",
                name="reactionkind",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("to_earlier_words", sa.Boolean(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_reaction_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_reaction_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("text_id", "block_id", "account_id", name=op.f("pk_reaction")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_reaction_account_id"), "reaction", ["account_id"])
