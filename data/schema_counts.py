"""What every load counts of the figures, so that no page walks through millions of them to count them again."""

from sqlalchemy import Column, Date, DateTime, ForeignKey, Integer, String, Table

from data.schema import metadata

figure_count = Table(
    "figure_count",
    metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("grain", String(1), primary_key=True, comment="D, M, Q, H, C (from 1 January) or A."),
    Column("period_end", Date, primary_key=True, comment="Last day of the period."),
    Column("source_id", ForeignKey("source.id"), primary_key=True, comment="Where the figures come from."),
    Column("status", String(1), primary_key=True, comment="A, E, P, F, M or S, as in observation."),
    Column("figures", Integer, nullable=False, comment="Rows of current_value, of all units together."),
    Column("first_recorded", DateTime, nullable=False, comment="When the oldest of them came to be known (UTC)."),
    Column("last_recorded", DateTime, nullable=False, comment="When the newest of them came to be known (UTC)."),
    comment="How many figures are known now: what a count of current_value gives.",
    sqlite_with_rowid=False,
)

batch_count = Table(
    "batch_count",
    metadata,
    Column("batch_id", ForeignKey("batch.id"), primary_key=True, comment="The load."),
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("grain", String(1), primary_key=True, comment="D, M, Q, H, C (from 1 January) or A."),
    Column("period_end", Date, primary_key=True, comment="Last day of the period."),
    Column("source_id", ForeignKey("source.id"), primary_key=True, comment="Where the figures come from."),
    Column("status", String(1), primary_key=True, comment="A, E, P, F, M or S, as in observation."),
    Column("figures", Integer, nullable=False, comment="Rows of observation that the load brought."),
    Column("first_recorded", DateTime, nullable=False, comment="When the oldest of them came to be known (UTC)."),
    Column("last_recorded", DateTime, nullable=False, comment="When the newest of them came to be known (UTC)."),
    comment="What each load brought: what a count of observation gives.",
    sqlite_with_rowid=False,
)
