"""The tables of what was said of targets: calls as they were kept, and what is held against them later."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    UniqueConstraint,
)

from data.schema import metadata

target_call = Table(
    "target_call",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is measured."),
    Column("entity_id", ForeignKey("entity.id"), nullable=False, comment="Who must reach the target."),
    Column("number", Integer, nullable=False, comment="Of the target, the same in all its versions."),
    Column("version", Integer, nullable=False, comment="Version of the target that it speaks of."),
    Column("year_from", Integer, nullable=False, comment="First year that the target is for."),
    Column("year_to", Integer, nullable=False, comment="Last year that it is for."),
    Column("measure", String(16), nullable=False, comment="Figure that is compared, as in target."),
    Column("said_on", Date, nullable=False, comment="Day whose knowledge it has."),
    Column("made_at", DateTime, nullable=False, comment="When it was worked out (UTC)."),
    Column("data_version", Integer, nullable=False, comment="Version of the warehouse that it was made from."),
    Column(
        "afterwards",
        Boolean,
        nullable=False,
        comment="Worked out later than said_on, from what was known on that day alone.",
    ),
    Column("causes", String(80), nullable=False, comment="Why it is not the one before, comma-separated codes."),
    Column("state", String(16), nullable=False, comment="How the target stands, such as on_track or missed."),
    Column("value", Float, comment="Figure of the whole time, where it is known."),
    Column("probability", Float, comment="How likely the target is met, 0 to 1; empty where the figure decides."),
    Column("expected", Float, comment="Figure that the year is expected to come to."),
    Column("lower", Float, comment="It lies above this with 9 in 10 chances."),
    Column("upper", Float, comment="It lies below this with 9 in 10 chances."),
    Column("needed", Float, comment="What each period still to come must show for the target to be met."),
    Column("so_far", Float, comment="Mean of the periods of the year that are known."),
    Column("grain", String(1), comment="Length of its periods: M, Q or A."),
    Column("periods_left", Integer, nullable=False, comment="Periods of the year that are still to come."),
    Column("known_until", Date, comment="Last day of the newest period that the forecast knew."),
    Column("why", String(20), comment="Why no figure can be held against the target; empty where one can."),
    Column("simulated", Boolean, nullable=False, comment="Whether simulated figures are among what it rests on."),
    Column("newest", Date, comment="Last day of the newest period that has a figure."),
    Column("figures", Integer, nullable=False, comment="Figures that it rests on."),
    Column("figures_print", String(16), nullable=False, comment="Of their values, to tell a revision."),
    Column("forecast_version", Integer, comment="Data version of the forecast; empty where none was needed."),
    UniqueConstraint("number", "version", "said_on", "data_version", "afterwards"),
    Index("ix_target_call_year_to", "year_to", "year_from"),
    Index("ix_target_call_indicator_id", "indicator_id", "entity_id"),
    comment="What was said of targets: one row whenever it changed, and at least one a month.",
)

TARGET_TABLES = (target_call,)
