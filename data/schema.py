"""The tables of the warehouse, the same on SQLite and PostgreSQL.

Every table and column carries a comment; `docs/data-dictionary.md` is generated from them. Observations are
append-only: a revision is a new row with its own `recorded_at`. `current_value` and `latest_value` are kept beside
the history by the loader, in the same transaction, so that a page never pays for the past.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

SCHEMA_VERSION = "0018"

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

warehouse_state = Table(
    "warehouse_state",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False, comment="Always 1."),
    Column("data_version", Integer, nullable=False, comment="Goes up by one with each committed load."),
    Column("built_at", DateTime, nullable=False, comment="When the warehouse was made (UTC)."),
    comment="One row: the number that every cache is keyed by.",
)

source = Table(
    "source",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("name", Text, nullable=False, unique=True, comment="Where a figure comes from, in Vietnamese."),
    Column("name_en", Text, nullable=False, comment="The same in English; as in name where an import brought it."),
    comment="Sources of figures, each named once.",
)

batch = Table(
    "batch",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("kind", String(16), nullable=False, comment="catalogue, simulated or import."),
    Column("state", String(16), nullable=False, comment="committed or refused."),
    Column("file_name", Text, comment="Name of the file as given, without its folder."),
    Column("sha256", String(64), comment="Fingerprint of the file's bytes."),
    Column("started_at", DateTime, nullable=False, comment="UTC."),
    Column("finished_at", DateTime, nullable=False, comment="UTC."),
    Column("rows_read", Integer, nullable=False, comment="Data rows in the file."),
    Column("rows_new", Integer, nullable=False, comment="Observations that had no value before."),
    Column("rows_revised", Integer, nullable=False, comment="Observations that changed an existing value or status."),
    Column(
        "rows_replaced",
        Integer,
        nullable=False,
        server_default="0",
        comment="Published figures that took the place of simulated ones, which nobody had published.",
    ),
    Column("rows_unchanged", Integer, nullable=False, comment="Rows that said what was known already."),
    Column(
        "rows_refused", Integer, nullable=False, comment="Rows that were refused; any makes the whole batch refused."
    ),
    Column("data_version", Integer, comment="The data version this batch made; empty when it changed nothing."),
    Column(
        "loaded_by", String(120), comment="Who loaded it, as the audit record names them; empty for what came built in."
    ),
    comment="One load of figures, committed whole or refused whole.",
)

refused_row = Table(
    "refused_row",
    metadata,
    Column("batch_id", ForeignKey("batch.id"), primary_key=True, comment="The load that was refused."),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="Order within the report, from 1."),
    Column("line", Integer, comment="Line of the file, the heading being line 1; empty for a fault of the whole file."),
    Column("column_name", Text, comment="Column of the file."),
    Column("value", Text, comment="What came."),
    Column("code", String(32), nullable=False, comment="Kind of fault, by which pages translate it."),
    Column("reason", Text, nullable=False, comment="Why it was refused."),
    Column("expected", Text, comment="What was expected."),
    comment="Rows of refused loads (the first 1,000 of each), so that a person can mend the file.",
)

entity = Table(
    "entity",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("kind", String(16), nullable=False, comment="nation, region, province, commune, ministry or agency."),
    Column("code", String(16), nullable=False, comment="Official code within the vintage, such as VN, 01 or BTC."),
    Column(
        "vintage",
        String(4),
        nullable=False,
        comment="Edition of the list of units: 2024, 2025, 2021; empty for the nation.",
    ),
    Column("name_vi", Text, nullable=False, comment="Name in Vietnamese."),
    Column("name_en", Text, nullable=False, comment="Name in English."),
    Column("full_name_vi", Text, nullable=False, comment="With the kind of unit: Thành phố Hà Nội."),
    Column("full_name_en", Text, nullable=False, comment="The same in English."),
    Column("unit_type", String(24), comment="city, province, ministry, ministerial-level, government-attached, other."),
    Column("parent_id", ForeignKey("entity.id"), comment="The unit above: a province's region, a region's nation."),
    Column("valid_from", Date, comment="First day it existed under this code; empty when before all data."),
    Column("valid_to", Date, comment="Last day; empty while it exists."),
    Column("area_km2", Float, comment="Area in square kilometres."),
    Column("population_thousand", Float, comment="Average population of 2023, thousand persons."),
    Column("longitude", Float, comment="Of the middle of the unit, degrees east."),
    Column("latitude", Float, comment="Of the middle of the unit, degrees north."),
    Column("sort_order", Integer, nullable=False, comment="Official order within kind and vintage."),
    Column("note", Text, comment="Remark on the unit."),
    Column("certainty", String(8), comment="high or medium."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    UniqueConstraint("kind", "code", "vintage"),
    Index("ix_entity_parent_id", "parent_id"),
    comment="Units that figures are about, each in the edition of the list it belongs to.",
)

succession = Table(
    "succession",
    metadata,
    Column("predecessor_id", ForeignKey("entity.id"), primary_key=True, comment="The unit that ended."),
    Column(
        "successor_id", ForeignKey("entity.id"), primary_key=True, comment="The unit that it became, or became part of."
    ),
    Column("effective_on", Date, nullable=False, comment="First day of the successor."),
    Column("share", Float, nullable=False, comment="Part of the predecessor that went to the successor; 1 when whole."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    Index("ix_succession_successor_id", "successor_id"),
    comment="Who became whom, and when.",
)

entity_name = Table(
    "entity_name",
    metadata,
    Column("entity_id", ForeignKey("entity.id"), primary_key=True, comment="The unit that was named anew."),
    Column("valid_from", Date, primary_key=True, comment="First day of the name; the next one ends it."),
    Column("name_vi", Text, nullable=False, comment="Name in Vietnamese."),
    Column("name_en", Text, nullable=False, comment="Name in English."),
    Column("full_name_vi", Text, nullable=False, comment="With the kind of unit it was then: Tỉnh Bắc Ninh."),
    Column("full_name_en", Text, nullable=False, comment="The same in English."),
    Column("unit_type", String(24), nullable=False, comment="city or province."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    comment="Names and kinds by date of units that changed them without becoming another unit.",
)

tile = Table(
    "tile",
    metadata,
    Column("vintage", String(4), primary_key=True, comment="Edition of the list of units: 2024 or 2025."),
    Column("tile_id", String(8), primary_key=True, comment="A province code, or HS and TS for the two archipelagos."),
    Column("name_vi", Text, nullable=False, comment="Name on the tile, in Vietnamese."),
    Column("column_no", Integer, nullable=False, comment="From 0, west to east."),
    Column("row_no", Integer, nullable=False, comment="From 0, north to south."),
    Column("kind", String(16), nullable=False, comment="unit or archipelago."),
    Column("unit_code", String(16), nullable=False, comment="The province that the tile takes its value from."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    comment="The built-in tile map of each edition.",
)

adjacency = Table(
    "adjacency",
    metadata,
    Column("vintage", String(4), primary_key=True, comment="Edition of the list of units: 2024 or 2025."),
    Column("code_a", String(16), primary_key=True, comment="One of the two provinces."),
    Column("code_b", String(16), primary_key=True, comment="The other."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    comment="Pairs of provinces with a common border.",
)

indicator = Table(
    "indicator",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("code", String(32), nullable=False, unique=True, comment="Code in the catalogue, such as GRO01."),
    Column("name_vi", Text, nullable=False, comment="Name in Vietnamese."),
    Column("name_en", Text, nullable=False, comment="Name in English."),
    Column("short_vi", Text, nullable=False, comment="Short name for a card, at most 32 characters."),
    Column("short_en", Text, nullable=False, comment="Short name in English."),
    Column("definition_vi", Text, nullable=False, comment="What it measures, in Vietnamese."),
    Column("definition_en", Text, nullable=False, comment="What it measures, in English."),
    Column("unit_vi", Text, nullable=False, comment="Unit of measure in Vietnamese."),
    Column("unit_en", Text, nullable=False, comment="Unit of measure in English."),
    Column("decimals", Integer, nullable=False, comment="Digits after the decimal mark when shown."),
    Column("frequency", String(1), nullable=False, comment="D, M, Q or A: how often it is reported."),
    Column("polarity", String(8), nullable=False, comment="higher, lower or band: which direction is good."),
    Column("level", String(8), nullable=False, comment="national, province or both: which units have it."),
    Column("rule_space", String(8), nullable=False, comment="sum, wmean, mean or none: how units add up."),
    Column("weight_code", String(32), comment="Indicator that weighs a wmean, where the catalogue holds it."),
    Column("weight_vi", Text, comment="The weight in words, in Vietnamese."),
    Column("weight_en", Text, comment="The same in English."),
    Column("rule_time", String(8), nullable=False, comment="sum, last, mean, wmean, max or none: how periods add up."),
    Column("share_required", Float, nullable=False, comment="Share of members that must be present in an aggregate."),
    Column("minimum", Float, comment="Least value that can be right."),
    Column("maximum", Float, comment="Greatest value that can be right."),
    Column("ministry_code", String(16), nullable=False, comment="Owner: a ministry of edition 2025."),
    Column("index_set", String(4), nullable=False, comment="DH, TK, GS or DP."),
    Column("index_set_vi", Text, nullable=False, comment="Name of the index set in Vietnamese."),
    Column("index_set_en", Text, nullable=False, comment="Name of the index set in English."),
    Column("theme", String(4), nullable=False, comment="Code of the theme."),
    Column("theme_vi", Text, nullable=False, comment="Name of the theme in Vietnamese."),
    Column("theme_en", Text, nullable=False, comment="Name of the theme in English."),
    Column(
        "in_statistical_system", Boolean, nullable=False, comment="Part of the national statistical indicator system."
    ),
    Column("licence", Text, nullable=False, comment="Terms under which the figures may be used, in Vietnamese."),
    Column("licence_en", Text, nullable=False, comment="The same in English."),
    Column("classification", String(16), nullable=False, comment="public, internal or restricted."),
    Column("source", Text, nullable=False, comment="Where the description comes from, in Vietnamese."),
    Column("source_en", Text, nullable=False, comment="The same in English."),
    comment="The indicators, each with everything a chart or a sum needs to know.",
)


def _fact_columns() -> list[Column[Any]]:
    """What an observation says, the same in the history and in `current_value`."""
    return [
        Column("value", Float, comment="Empty only when the status is M."),
        Column(
            "status",
            String(1),
            nullable=False,
            comment="A normal, E estimate, P provisional, F forecast, M missing, S simulated.",
        ),
        Column("recorded_at", DateTime, nullable=False, comment="When it came to be known (UTC)."),
        Column("source_id", ForeignKey("source.id"), nullable=False, comment="Where the figure comes from."),
        Column("batch_id", ForeignKey("batch.id"), nullable=False, comment="The load that brought it."),
        Column("note", Text, comment="Remark of the source."),
    ]


observation = Table(
    "observation",
    metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("entity_id", ForeignKey("entity.id"), primary_key=True, comment="The unit it is about."),
    Column("grain", String(1), primary_key=True, comment="D, M, Q, H, C (from 1 January) or A."),
    Column("period_end", Date, primary_key=True, comment="Last day of the period."),
    *[
        Column("recorded_at", DateTime, primary_key=True, comment=column.comment)
        if column.name == "recorded_at"
        else column
        for column in _fact_columns()
    ],
    comment="The history: every figure ever known, append-only.",
    sqlite_with_rowid=False,
)

current_value = Table(
    "current_value",
    metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("grain", String(1), primary_key=True, comment="Length of the period: D, M, Q, H, C (from 1 January) or A."),
    Column("period_end", Date, primary_key=True, comment="Last day of the period."),
    Column("entity_id", ForeignKey("entity.id"), primary_key=True, comment="The unit it is about."),
    *_fact_columns(),
    Index("ix_current_value_series", "entity_id", "indicator_id", "grain", "period_end", "value", "status"),
    comment="What is known now: the newest row of the history for each indicator, unit and period.",
    sqlite_with_rowid=False,
)

recast_rule = Table(
    "recast_rule",
    metadata,
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("rule", String(8), nullable=False, comment="wmean, ratio or growth: how figures of merged units are made."),
    Column(
        "other_id",
        ForeignKey("indicator.id"),
        nullable=False,
        comment="The weight of a wmean, the numerator of a ratio, or the amount that grew.",
    ),
    Column("span", String(8), nullable=False, comment="period or ytd: over what the other indicator is taken."),
    Column("lag", Integer, nullable=False, comment="Years before the figure's own from which it is taken."),
    Column("proxy", Boolean, nullable=False, comment="It stands in for what is meant: the result is an estimate."),
    Column("note_vi", Text, nullable=False, comment="Why it is done so, in Vietnamese."),
    Column("note_en", Text, nullable=False, comment="The same in English."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    comment="How figures of merged or split units are made, where rule_space and weight_code do not say it.",
)

recast_value = Table(
    "recast_value",
    metadata,
    Column("entity_id", ForeignKey("entity.id"), primary_key=True, comment="The unit, of the edition of the map."),
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("grain", String(1), primary_key=True, comment="D, M, Q, H, C (from 1 January) or A."),
    Column("period_end", Date, primary_key=True, comment="Last day of the period."),
    Column("recorded_at", DateTime, primary_key=True, comment="When the newest of its parts came to be known (UTC)."),
    Column("superseded_at", DateTime, comment="When another value took its place; empty for what is known now."),
    Column("value", Float, comment="Empty where a part, or what it weighs, is missing."),
    Column(
        "status",
        String(1),
        nullable=False,
        comment="The least certain of all that entered, at least E for an estimate; M where the value is empty.",
    ),
    Column("source_id", ForeignKey("source.id"), nullable=False, comment="Source of the first of the parts."),
    Column("parts", Integer, nullable=False, comment="Units that it is made of and that are known."),
    Column("expected", Integer, nullable=False, comment="Units that make it up."),
    Column("rule", String(8), nullable=False, comment="same, sum, wmean, ratio, growth or mean."),
    Column("reason", String(16), comment="Why the value is empty."),
    comment="Figures of units for times when others stood in their place, made of the figures of those; "
    "never reported.",
    sqlite_with_rowid=False,
)

latest_value = Table(
    "latest_value",
    metadata,
    Column("entity_id", ForeignKey("entity.id"), primary_key=True, comment="The unit it is about."),
    Column("indicator_id", ForeignKey("indicator.id"), primary_key=True, comment="What is measured."),
    Column("grain", String(1), nullable=False, comment="Length of the period: D, M, Q, H, C (from 1 January) or A."),
    Column("period_end", Date, nullable=False, comment="Last day of the period."),
    Column("value", Float, nullable=False, comment="Newest value that is no forecast."),
    Column("status", String(1), nullable=False, comment="A, E, P or S, as in observation."),
    Column("recorded_at", DateTime, nullable=False, comment="When it came to be known (UTC)."),
    Column("source_id", ForeignKey("source.id"), nullable=False, comment="Where the figure comes from."),
    Column("previous_value", Float, comment="Of the period of the same grain just before."),
    Column("previous_status", String(1), comment="Status of previous_value."),
    Column("year_ago_value", Float, comment="Of the same period of the previous year."),
    Column("year_ago_status", String(1), comment="Status of year_ago_value."),
    comment="The newest period of each indicator and unit, with what it is compared with.",
    sqlite_with_rowid=False,
)

target = Table(
    "target",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("indicator_id", ForeignKey("indicator.id"), nullable=False, comment="What is measured."),
    Column("entity_id", ForeignKey("entity.id"), nullable=False, comment="Who must reach it."),
    Column("assigned_by", String(16), nullable=False, comment="Who assigns: QH, CP, UBND, or code of a ministry."),
    Column("year_from", Integer, nullable=False, comment="First year it is for."),
    Column("year_to", Integer, nullable=False, comment="The same as year_from for a target of one year."),
    Column("operator", String(8), nullable=False, comment=">=, >, <=, <, between, = or about."),
    Column("value", Float, nullable=False, comment="What must be reached; lower end of between."),
    Column("value_high", Float, comment="Upper end of between."),
    Column("unit_vi", Text, nullable=False, comment="Unit of measure in Vietnamese."),
    Column("document", Text, nullable=False, comment="Document that sets it."),
    Column("issued_on", Date, comment="Date of the document, where it is known."),
    Column("superseded_on", Date, comment="Day on which another document replaced it."),
    Column("note", Text, comment="Remark on the target."),
    Column("certainty", String(8), nullable=False, comment="high or medium."),
    Column("source", Text, nullable=False, comment="Where the fact comes from."),
    Column("number", Integer, nullable=False, comment="Of the target, the same in all its versions."),
    Column("version", Integer, nullable=False, comment="Of the target, from 1; the newest one counts."),
    Column(
        "change", String(12), nullable=False, comment="What made this version: added, changed, superseded, withdrawn."
    ),
    Column(
        "measure",
        String(16),
        nullable=False,
        comment="Figure that is compared: year, cumulative, average, every, change, years_average or units.",
    ),
    Column("standing", String(12), nullable=False, comment="assigned, own (set by the unit itself) or projection."),
    Column("side", String(8), nullable=False, comment="ceiling or floor where but one side is a breach; else empty."),
    Column("tolerance", Float, comment="How far off about may be, where the document states it."),
    Column("base_value", Float, comment="Of a change: the figure that it counts from; empty when the figure is one."),
    Column("unit_limit", Float, comment="Of units: the limit that each unit's own figure must keep."),
    Column("effective_on", Date, comment="First day of effect, where it is not that of issue."),
    Column("supersedes", Integer, comment="Number of the target that this one replaced."),
    Column("confirmed", Boolean, nullable=False, comment="Whether a person confirmed how its note was read."),
    Column("recorded_at", DateTime, nullable=False, comment="When this version came to be known (UTC)."),
    Column("recorded_by", String(120), comment="Who wrote it; empty for what came built in."),
    Column("reason", Text, comment="Why it was changed, superseded or withdrawn."),
    UniqueConstraint("number", "version"),
    Index("ix_target_indicator_id_year_to", "indicator_id", "year_to"),
    Index("ix_target_entity_id", "entity_id"),
    comment="Targets as living records: every version of each, append-only.",
)

correction = Table(
    "correction",
    metadata,
    Column("id", Integer, primary_key=True, comment="Number of the row."),
    Column("file", Text, nullable=False, comment="File of the catalogue that it corrects."),
    Column("row_key", Text, nullable=False, comment="The row, as column=value pairs."),
    Column("column_name", Text, nullable=False, comment="Column that is corrected."),
    Column("was", Text, nullable=False, comment="What the file says; the build fails when it no longer says so."),
    Column("now", Text, nullable=False, comment="What is used instead."),
    Column("reason", Text, nullable=False, comment="Why the file is wrong."),
    Column("declared_by", Text, nullable=False, comment="Who declared it."),
    Column("declared_on", Date, nullable=False, comment="Day on which it was declared."),
    comment="Known faults of the sources, corrected in the open.",
)
