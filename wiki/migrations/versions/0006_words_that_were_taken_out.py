"""Words that were taken out: the revision that records it says out of how many.

Revision: 0006, after 0005, 2026-11-22
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revision", sa.Column("forgets", sa.Integer(), nullable=True))
