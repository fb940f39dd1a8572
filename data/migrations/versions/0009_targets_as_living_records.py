"""Targets as living records."""

from collections.abc import Sequence
from datetime import datetime, time
from typing import Any

import sqlalchemy as sa
from alembic import op

revision: str = "0009"
down_revision: str | None = "0008"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NEW: tuple[tuple[sa.Column[Any], str | None], ...] = (
    (sa.Column('number', sa.Integer(), nullable=True, comment='Of the target, the same in all its versions.'), 'id'),
    (sa.Column('version', sa.Integer(), nullable=True, comment='Of the target, from 1; the newest one counts.'), '1'),
    (sa.Column('change', sa.String(length=12), nullable=True, comment='What made this version: added, changed, superseded, withdrawn.'), "'added'"),
    (sa.Column('measure', sa.String(length=16), nullable=True, comment='Figure that is compared: year, cumulative, average, every, change, years_average or units.'), "CASE WHEN year_to > year_from THEN 'years_average' WHEN unit_vi = 'điểm %' THEN 'change' ELSE 'year' END"),
    (sa.Column('standing', sa.String(length=12), nullable=True, comment='assigned, own (set by the unit itself) or projection.'), "CASE assigned_by WHEN 'BTC' THEN 'projection' WHEN 'UBND' THEN 'own' ELSE 'assigned' END"),
    (sa.Column('side', sa.String(length=8), nullable=True, comment='ceiling or floor where but one side is a breach; else empty.'), "CASE WHEN indicator_id IN (SELECT id FROM indicator WHERE code = 'PRI03') THEN 'ceiling' ELSE '' END"),
    (sa.Column('confirmed', sa.Boolean(), nullable=True, comment='Whether a person confirmed how its note was read.'), 'false'),
    (sa.Column('recorded_at', sa.DateTime(), nullable=True, comment='When this version came to be known (UTC).'), None),
)  # fmt: skip
OPTIONAL = (
    sa.Column('tolerance', sa.Float(), nullable=True, comment='How far off about may be, where the document states it.'),
    sa.Column('base_value', sa.Float(), nullable=True, comment='Of a change: the figure that it counts from; empty when the figure is one.'),
    sa.Column('unit_limit', sa.Float(), nullable=True, comment="Of units: the limit that each unit's own figure must keep."),
    sa.Column('effective_on', sa.Date(), nullable=True, comment='First day of effect, where it is not that of issue.'),
    sa.Column('supersedes', sa.Integer(), nullable=True, comment='Number of the target that this one replaced.'),
    sa.Column('recorded_by', sa.String(length=120), nullable=True, comment='Who wrote it; empty for what came built in.'),
    sa.Column('reason', sa.Text(), nullable=True, comment='Why it was changed, superseded or withdrawn.'),
)  # fmt: skip


def upgrade() -> None:
    with op.batch_alter_table("target", schema=None) as batch_op:
        for column in (*(column for column, _ in NEW), *OPTIONAL):
            batch_op.add_column(column)
    for column, value in NEW:
        if value is not None:
            op.execute(f"UPDATE target SET {column.name} = {value}")
    _date()
    with op.batch_alter_table("target", schema=None) as batch_op:
        for column, _ in NEW:
            batch_op.alter_column(
                column.name, existing_type=column.type, nullable=False, existing_comment=column.comment
            )
        batch_op.alter_column(
            "assigned_by",
            existing_type=sa.String(length=16),
            comment="Who assigns: QH, CP, UBND, or code of a ministry.",
        )
        batch_op.create_unique_constraint(batch_op.f("uq_target_number_version"), ["number", "version"])
    if op.get_bind().dialect.name != "sqlite":  # which knows no comments
        op.create_table_comment(
            "target",
            "Targets as living records: every version of each, append-only.",
            existing_comment="Targets as facts, as the documents state them.",
        )


def _date() -> None:
    """A target is known from the day of its document, else from the first day of its years."""
    table = sa.table(
        "target",
        *(sa.column(name) for name in ("id", "issued_on", "year_from")),
        sa.column("recorded_at", sa.DateTime()),
    )
    known = sa.table("target", sa.column("id"), sa.column("issued_on", sa.Date()), sa.column("year_from"))
    connection = op.get_bind()
    for id, issued, year in connection.execute(sa.select(known.c.id, known.c.issued_on, known.c.year_from)).all():
        moment = datetime.combine(issued, time()) if issued else datetime(year, 1, 1)
        connection.execute(sa.update(table).where(table.c.id == id).values(recorded_at=moment))
