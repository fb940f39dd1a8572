"""Give regions of today a history made of their provinces, and the city its name with its kind.

What is carried to other maps is worked out anew after the revisions have run, because its table is empty then.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

RENAMED = (
    "UPDATE entity SET name_vi = '{new}' WHERE kind = 'province' AND code = '79' AND name_vi = '{old}'",
    "UPDATE tile SET name_vi = '{new}' WHERE unit_code = '79' AND name_vi = '{old}'",
)
PERSON, CITY = "Hồ Chí Minh", "TP. Hồ Chí Minh"


def upgrade() -> None:
    for renamed in RENAMED:
        op.execute(renamed.format(old=PERSON, new=CITY))
    op.execute("DELETE FROM recast_value")
