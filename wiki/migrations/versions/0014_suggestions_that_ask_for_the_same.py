"""Suggestions that seem to ask for the same.

Revision: 0014, after 0013, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "likeness",
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("other_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["other_id"], ["proposal.id"], name=op.f("fk_likeness_other_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_likeness_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "other_id", name=op.f("pk_likeness")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_likeness_other_id"), "likeness", ["other_id"])
