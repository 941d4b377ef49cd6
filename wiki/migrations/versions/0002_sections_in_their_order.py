"""Sections in their order: the ones around a section are found without reading them all.

Revision: 0002, after 0001, 2026-11-22
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_section_document_id_removed_at_position",
        "section",
        ["document_id", "removed_at", "position"],
    )
