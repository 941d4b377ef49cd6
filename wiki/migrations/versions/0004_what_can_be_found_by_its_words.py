"""What can be found by its words: entries, and the database's own index over them.

The index is called `search_index` on both: a table of FTS5 that triggers keep in step with the
entries, or a GIN index. A later migration that rebuilds search_entry on SQLite makes the triggers
anew. Entries are written by `search_index.rebuild` of the domain, right after this.

Revision: 0004, after 0003, 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

KINDS = ("title", "block", "comment", "wording", "why", "reason")

FTS5 = (
    "CREATE VIRTUAL TABLE search_index USING fts5("
    "plain, stems, content='search_entry', content_rowid='id', tokenize='ascii')",
    "CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN"
    " INSERT INTO search_index(rowid, plain, stems) VALUES (new.id, new.plain, new.stems); END",
    "CREATE TRIGGER search_entry_gone AFTER DELETE ON search_entry BEGIN"
    " INSERT INTO search_index(search_index, rowid, plain, stems)"
    " VALUES ('delete', old.id, old.plain, old.stems); END",
)
GIN = (
    "CREATE INDEX search_index ON search_entry USING gin (("
    "setweight(to_tsvector('simple'::regconfig, plain), 'A') || "
    "setweight(to_tsvector('simple'::regconfig, stems), 'B')))"
)


def upgrade() -> None:
    op.create_table(
        "search_entry",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="entrykind", native_enum=False, length=30),
            nullable=False,
        ),
        sa.Column("subject_id", sa.String(length=26), nullable=False),
        sa.Column("document_id", sa.String(length=26), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("text_id", sa.String(length=26), nullable=True),
        sa.Column("contribution_id", sa.String(length=26), nullable=True),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("plain", sa.String(), nullable=False),
        sa.Column("stems", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contribution_id"],
            ["contribution.id"],
            name=op.f("fk_search_entry_contribution_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
            name=op.f("fk_search_entry_document_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["text_id"], ["text.id"], name=op.f("fk_search_entry_text_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_search_entry_subject_id", "search_entry", ["subject_id"])
    if op.get_bind().dialect.name == "sqlite":
        for statement in FTS5:
            op.execute(statement)
    else:
        op.execute(GIN)
