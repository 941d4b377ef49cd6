"""What a focus group is for, in every language, who leads its talks and how to reach them.

Revision: 0018, after 0017, 2026-11-24
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

GROUPS = sa.table("focus_group", sa.column("id"), sa.column("document_id"), sa.column("name"))
NAMED = sa.table("focus_group", sa.column("id"), sa.column("names", sa.JSON()))
DOCUMENTS = sa.table("document", sa.column("id"), sa.column("languages", sa.JSON()))


def upgrade() -> None:
    for name in ("names", "purposes"):
        column = sa.Column(name, sa.JSON(none_as_null=True), server_default="{}", nullable=False)
        op.add_column("focus_group", column)
    contact = sa.Column("contact", sa.String(length=300), server_default="", nullable=False)
    op.add_column("focus_group", contact)
    _name_in_every_language()
    op.drop_column("focus_group", "name")
    op.create_index(op.f("ix_focus_group_document_id"), "focus_group", ["document_id"])
    op.create_table(
        "group_facilitator",
        sa.Column("group_id", sa.String(length=26), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_group_facilitator_account_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["focus_group.id"],
            name=op.f("fk_group_facilitator_group_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "account_id", name=op.f("pk_group_facilitator")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_group_facilitator_account_id"), "group_facilitator", ["account_id"])


def _name_in_every_language() -> None:
    """Give each group the name it has in all languages of its document."""
    db = op.get_bind()
    languages = {row.id: row.languages for row in db.execute(sa.select(DOCUMENTS))}
    for group in db.execute(sa.select(GROUPS)).all():
        names = dict.fromkeys(languages[group.document_id], group.name)
        db.execute(sa.update(NAMED).where(NAMED.c.id == group.id).values(names=names))
