"""A message about alerts that a person has dismissed."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0016"
down_revision: str | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

BEFORE = "waiting, sending, handing, sent, nothing, uncertain, failed."
AFTER = "waiting, sending, handing, sent, nothing, uncertain, failed, or dismissed by a person."


def upgrade() -> None:
    with op.batch_alter_table("alert_message") as table:
        table.alter_column("state", existing_type=sa.String(10), existing_nullable=False, comment=AFTER,
                           existing_comment=BEFORE)  # fmt: skip
