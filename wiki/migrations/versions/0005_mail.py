"""Mail that is sent, and how somebody likes pages and mail.

Revision: 0005, after 0004, 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mailed_sign_in",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=True),
        sa.Column(
            "purpose",
            sa.Enum("sign_in", "password", name="mailedfor", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("onward", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_mailed_sign_in_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mailed_sign_in")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_mailed_sign_in_secret_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "unsubscription",
        sa.Column("id", sa.String(length=26), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("account_id", sa.String(length=26), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["account.id"],
            name=op.f("fk_unsubscription_account_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unsubscription")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_unsubscription_secret_hash")),
        sqlite_with_rowid=False,
    )
    op.add_column("account", word("mails", ("at_once", "daily", "never"), "mailfrequency"))
    op.add_column("account", word("theme", ("system", "light", "dark"), "theme"))
    op.add_column("job", sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("DELETE FROM notice")  # nobody is to get mail about what is long past


def word(name: str, words: tuple[str, ...], kind: str) -> sa.Column[str]:
    """Return a column that holds one of a few words, for now the first."""
    fixed = sa.Enum(*words, name=kind, native_enum=False, length=30)
    return sa.Column(name, fixed, nullable=False, server_default=words[0])
