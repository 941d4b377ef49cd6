"""When a term got the definition it has.

Revision: 0007, after 0006, 2026-11-23
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("term", sa.Column("defined_at", sa.DateTime(timezone=True), nullable=True))
