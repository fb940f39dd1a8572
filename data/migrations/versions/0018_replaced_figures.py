"""How many published figures of a load took the place of simulated ones."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0018"
down_revision: str | None = "0017"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SAID = "Published figures that took the place of simulated ones, which nobody had published."


def upgrade() -> None:
    replaced = sa.Column("rows_replaced", sa.Integer(), nullable=False, server_default="0", comment=SAID)
    op.add_column("batch", replaced)


def downgrade() -> None:
    op.drop_column("batch", "rows_replaced")
