"""Trial messages: how the last one to each recipient went, and who asked for it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0017"
down_revision: str | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    with op.batch_alter_table("alert_recipient") as table:
        table.add_column(sa.Column("tried_at", sa.DateTime(), comment="When a trial was last sent (UTC)."))
        table.add_column(sa.Column("tried_by", sa.String(120), comment="Who asked for that trial."))
        table.add_column(sa.Column("tried_fault", sa.Text(), comment="Why it was not taken; empty where it was."))
