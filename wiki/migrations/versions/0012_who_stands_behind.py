"""Who stands behind a suggestion of somebody else.

Revision: 0012, after 0011, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support",
        sa.Column("proposal_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_support_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["proposal.id"],
            name=op.f("fk_support_proposal_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("proposal_id", "account_id", name=op.f("pk_support")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_support_account_id"), "support", ["account_id"])
