"""A warehouse of nine units and three indicators, made in a moment on either database, with no figures."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select, text

from data.counters import advance_counters
from data.errors import LoadRefused
from data.ingest import Fault, Import, LoadResult, Refusal
from data.schema import (
    current_value,
    entity,
    indicator,
    latest_value,
    metadata,
    observation,
    succession,
    warehouse_state,
)
from tests.filling import once

OLD, NEW = date(2025, 6, 30), date(2025, 7, 1)
# kind, code, vintage, name, valid_from, valid_to
UNITS = (
    ("nation", "VN", "", "Việt Nam", None, None),
    ("province", "01", "2024", "Hà Nội", None, OLD),
    ("province", "24", "2024", "Bắc Giang", None, OLD),
    ("province", "27", "2024", "Bắc Ninh", None, OLD),
    ("province", "01", "2025", "Hà Nội", NEW, None),
    ("province", "24", "2025", "Bắc Ninh", NEW, None),
    ("region", "BTB", "2025", "Bắc Trung Bộ", NEW, None),
    ("ministry", "BKHDT", "2021", "Bộ Kế hoạch và Đầu tư", None, date(2025, 2, 28)),
    ("ministry", "BTC", "2025", "Bộ Tài chính", date(2025, 3, 1), None),
)
BECAME = ((2, 5, NEW), (3, 6, NEW), (4, 6, NEW), (8, 9, date(2025, 3, 1)))
# code, level, rule_space, minimum, maximum, frequency
INDICATORS = (
    ("GRO01", "national", "none", -100, 1000, "Q"),
    ("GRO02", "province", "wmean", -100, 1000, "Q"),
    ("TRD01", "both", "sum", 0, None, "M"),
)
WORDS = [
    "name_vi",
    "name_en",
    "short_vi",
    "short_en",
    "definition_vi",
    "definition_en",
    "unit_vi",
    "unit_en",
    "index_set_vi",
    "index_set_en",
    "theme_vi",
    "theme_en",
    "licence",
    "licence_en",
    "source",
    "source_en",
]


@once
def furnish(engine: Engine) -> Engine:
    """Make the tables and fill in the units and indicators."""
    metadata.create_all(engine)
    with engine.begin() as connection:
        connection.execute(insert(entity), [_unit(number, unit) for number, unit in enumerate(UNITS, start=1)])
        links = ("predecessor_id", "successor_id", "effective_on")
        connection.execute(
            insert(succession), [dict(zip(links, one, strict=True)) | {"share": 1, "source": "law"} for one in BECAME]
        )
        connection.execute(insert(indicator), [_indicator(n, one) for n, one in enumerate(INDICATORS, start=1)])
        connection.execute(insert(warehouse_state).values(id=1, data_version=1, built_at=datetime(2026, 11, 1)))
        advance_counters(connection, entity, indicator)
    return engine


def _unit(number: int, unit: Sequence[object]) -> dict[str, object]:
    names = ("kind", "code", "vintage", "name_vi", "valid_from", "valid_to")
    shown = dict.fromkeys(("name_en", "full_name_vi", "full_name_en"), unit[3])
    return dict(zip(names, unit, strict=True)) | shown | {"id": number, "sort_order": number, "source": "law"}


def _indicator(number: int, one: Sequence[object]) -> dict[str, object]:
    names = ("code", "level", "rule_space", "minimum", "maximum", "frequency")
    rest = {"polarity": "higher", "rule_time": "sum", "ministry_code": "BTC", "index_set": "GS", "theme": "GRO"}
    numbers = {"id": number, "decimals": 2, "share_required": 1, "in_statistical_system": True}
    words = dict.fromkeys(WORDS, "%") | {"classification": "public"}
    return dict(zip(names, one, strict=True)) | rest | numbers | words


def load(
    engine: Engine, path: Path, rows: str, headings: str = "indicator,entity,period,value", **options: object
) -> LoadResult:
    """Write a CSV file and load it."""
    path.write_text(f"{headings}\n{rows}\n", encoding="utf-8")
    return Import(engine, path, **options).run()  # type: ignore[arg-type]


def refusals(engine: Engine, path: Path, **options: object) -> list[Refusal]:
    """Load a file that is refused, and return why."""
    try:
        result = Import(engine, path, **options).run()  # type: ignore[arg-type]
    except LoadRefused as refused:
        return refused.report.first(1000)
    raise AssertionError(f"The file was loaded: {result}")


def faults(
    engine: Engine, path: Path, rows: str, headings: str = "indicator,entity,period,value", **options: object
) -> list[tuple[int | None, str | None, Fault]]:
    """Load rows that are refused, and return line, column and fault of each refusal."""
    path.write_text(f"{headings}\n{rows}\n", encoding="utf-8")
    return [(one.line, one.column, one.fault) for one in refusals(engine, path, **options)]


def known(engine: Engine) -> list[tuple[object, ...]]:
    """What is known now: indicator, unit, last day, value, status."""
    now = current_value.c
    with engine.connect() as connection:
        rows = connection.execute(
            select(indicator.c.code, now.entity_id, now.period_end, now.value, now.status)
            .join(indicator, indicator.c.id == now.indicator_id)
            .order_by(*current_value.primary_key)
        )
        return [tuple(row) for row in rows]


def contents(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything that figures touch, to compare before and after."""
    with engine.connect() as connection:
        tables = {table.name: _all(connection, table.name) for table in (observation, current_value, latest_value)}
        return tables | {"state": _all(connection, "warehouse_state")}


def _all(connection: Connection, name: str) -> list[tuple[object, ...]]:
    return sorted((tuple(row) for row in connection.execute(text(f"SELECT * FROM {name}"))), key=repr)
