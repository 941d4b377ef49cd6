"""How many must agree before a decision, and who does.

Revision: 0013, after 0012, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "approval",
        sa.Column("contribution_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("wording", sa.Integer(), nullable=False),
        sa.Column(
            "stance",
            sa.Enum("adopt", "decline", name="stance", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_approval_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_approval_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("contribution_id", "account_id", name=op.f("pk_approval")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_approval_account_id"), "approval", ["account_id"])
    op.add_column(
        "document", sa.Column("approvals", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "document",
        sa.Column("second_reader", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
