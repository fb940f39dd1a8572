"""Who loaded a batch."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = '0006'
down_revision: str | None = '0005'
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    # Added and not copied: the history of figures refers to this table.
    op.add_column(
        'batch',
        sa.Column(
            'loaded_by',
            sa.String(length=120),
            nullable=True,
            comment='Who loaded it, as the audit record names them; empty for what came built in.',
        ),
    )
