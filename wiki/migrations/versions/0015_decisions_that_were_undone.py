"""Decisions that were undone.

Revision: 0015, after 0014, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "past_decision",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("contribution_id", sa.String(length=26), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "adopted",
                "adopted_in_part",
                "adopted_in_other_words",
                "joined",
                "not_adopted",
                "answered",
                "passed_on",
                "withdrawn",
                name="outcome",
                native_enum=False,
                length=30,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("changes_taken", sa.JSON(), nullable=True),
        sa.Column("decided_by_id", sa.String(length=26), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by_id", sa.String(length=26), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_because", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_past_decision_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["account.id"], name=op.f("fk_past_decision_decided_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["undone_by_id"], ["account.id"], name=op.f("fk_past_decision_undone_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_decision")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_past_decision_contribution_id"), "past_decision", ["contribution_id"])
