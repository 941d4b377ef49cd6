"""Where passages last stood: one that comes back is found without reading its whole history.

Revision: 0003, after 0002, 2026-11-22

Of placements made before, those on the newest revisions learn it: no others are followed.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ON_NEWEST_REVISIONS = """
UPDATE placement SET last_stood = (
    SELECT max(earlier.number) FROM placement AS earlier
    WHERE earlier.anchor_id = placement.anchor_id AND earlier.start IS NOT NULL
)
WHERE start IS NULL
AND number = (SELECT head FROM text WHERE text.id = placement.text_id)
"""


def upgrade() -> None:
    op.add_column("placement", sa.Column("last_stood", sa.Integer(), nullable=True))
    op.execute(ON_NEWEST_REVISIONS)
