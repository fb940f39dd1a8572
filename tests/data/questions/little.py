"""A warehouse to be checked by hand: Bắc Giang and Bắc Ninh became Bắc Ninh, which took the code of the former."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy import Engine, insert

from data.counters import advance_counters
from data.ingest.latest import refresh_latest
from data.ingest.recasting import Recasting
from data.periods import Period
from data.rebuild import rebuild_current
from data.schema import (
    batch,
    entity,
    indicator,
    metadata,
    observation,
    refused_row,
    source,
    succession,
    target,
    tile,
    warehouse_state,
)
from tests.filling import once

OLD, NEW, MINISTRIES = date(2025, 6, 30), date(2025, 7, 1), date(2025, 3, 1)
UNITS = (
    ("nation", "VN", "", "Việt Nam"),
    ("region", "DBSH", "2025", "Đồng bằng sông Hồng"),
    ("province", "01", "2024", "Hà Nội"),
    ("province", "24", "2024", "Bắc Giang"),
    ("province", "27", "2024", "Bắc Ninh"),
    ("province", "48", "2024", "Đà Nẵng"),
    ("province", "49", "2024", "Quảng Nam"),
    ("province", "04", "2024", "Cao Bằng"),
    ("province", "01", "2025", "Hà Nội"),
    ("province", "24", "2025", "Bắc Ninh"),
    ("province", "48", "2025", "Đà Nẵng"),
    ("province", "04", "2025", "Cao Bằng"),
    ("ministry", "BKHDT", "2021", "Bộ Kế hoạch và Đầu tư"),
    ("ministry", "BTC", "2025", "Bộ Tài chính"),
)
IDS = {code + (f"~{vintage}" if vintage else ""): number for number, (_, code, vintage, _) in enumerate(UNITS, start=1)}
BECAME = (
    ("01~2024", "01~2025", NEW),
    ("24~2024", "24~2025", NEW),
    ("27~2024", "24~2025", NEW),
    ("48~2024", "48~2025", NEW),
    ("49~2024", "48~2025", NEW),
    ("04~2024", "04~2025", NEW),
    ("BKHDT~2021", "BTC~2025", MINISTRIES),
)
# code, name, frequency, polarity, level, rule_space, rule_time, share_required
INDICATORS = (
    ("TRD01", "Kim ngạch xuất khẩu hàng hóa", "M", "higher", "both", "sum", "sum", 1.0),
    ("GRO02", "Tốc độ tăng GRDP", "Q", "higher", "both", "wmean", "none", 0.9),
    ("GRO01", "Tốc độ tăng GDP theo quý", "Q", "higher", "national", "none", "none", 1.0),
    ("POV01", "Tỷ lệ nghèo đa chiều", "A", "lower", "both", "wmean", "last", 0.9),
    ("ENV09", "Chỉ tiêu chưa có số liệu", "D", "band", "both", "mean", "mean", 0.9),
)
NUMBERS = {one[0]: number for number, one in enumerate(INDICATORS, start=1)}
CATALOGUE, SIMULATED, IMPORT, REFUSED = 1, 2, 3, 4
# indicator, unit, period, value, status; then the day it was recorded (else 6 days after its period) and the load
FIGURES = """
TRD01 01~2024 2024-08 90 A
TRD01 24~2024 2024-08 8 A
TRD01 27~2024 2024-08 16 A
TRD01 24~2024 2025-04 9 A
TRD01 27~2024 2025-04 19 A
TRD01 24~2025 2025-04 31 P 2025-08-10
TRD01 01~2024 2025-05 100 A
TRD01 24~2024 2025-05 10 A
TRD01 27~2024 2025-05 20 A
TRD01 27~2024 2025-05 22 A 2025-09-06 3
TRD01 48~2024 2025-05 5 A
TRD01 49~2024 2025-05 7 A
TRD01 04~2024 2025-05 1 A
TRD01 01~2024 2025-06 110 A
TRD01 24~2024 2025-06 11 S 2025-07-06 2
TRD01 27~2024 2025-06 21 E
TRD01 48~2024 2025-06 6 A
TRD01 04~2024 2025-06 1 A
TRD01 01~2025 2025-07 120 A
TRD01 24~2025 2025-07 33 A
TRD01 48~2025 2025-07 13 A
TRD01 04~2025 2025-07 1 A
TRD01 01~2025 2025-08 130 E
TRD01 24~2025 2025-08 35 A
TRD01 48~2025 2025-08 13 A
TRD01 VN 2024-07 100 A
TRD01 VN 2025-05 140 E
TRD01 VN 2025-05 143 A 2025-07-06
TRD01 VN 2025-06 150 S 2025-07-06 2
TRD01 VN 2025-07 170 A
TRD01 VN 2025-08 175 S 2025-09-06 2
GRO02 01~2024 2025-Q2 7.5 A
GRO02 24~2024 2025-Q2 14 A
GRO02 27~2024 2025-Q2 9 A
GRO02 04~2024 2025-Q2 7.5 A
GRO02 01~2025 2025-Q3 8 A
GRO02 24~2025 2025-Q3 10 A
GRO02 48~2025 2025-Q3 10 A
GRO02 04~2025 2025-Q3 6 A
GRO01 VN 2024-Q3 7.4 A
GRO01 VN 2024-Q4 - M
GRO01 VN 2025-Q2 8.0 A
GRO01 VN 2025-Q3 8.2 A
GRO01 VN 2025-Q3 8.25 A 2025-12-06 3
GRO01 VN 2025-Q4 8.5 F 2025-10-06
POV01 VN 2023 3.4 A
POV01 VN 2025 3.0 S 2026-01-06 2
POV01 01~2024 2024 0.5 A
POV01 24~2024 2024 2 A
POV01 01~2025 2025 0.4 A
POV01 24~2025 2025 1.5 A
POV01 48~2025 2025 2.5 A
POV01 04~2025 2025 18 A
"""
RESOLUTIONS = (
    ("Nghị quyết 25", ">=", 8.0, None, date(2025, 2, 5), date(2025, 8, 5)),
    ("Nghị quyết 226", "between", 8.3, 8.5, date(2025, 8, 5), None),
)


@once
def furnish(engine: Engine) -> Engine:
    """Make the tables and put everything in."""
    metadata.create_all(engine)
    with engine.begin() as connection:
        names = [{"id": 1, "name": "NSO", "name_en": "NSO"}, {"id": 2, "name": "Mô phỏng", "name_en": "Simulated"}]
        connection.execute(insert(source), names)
        connection.execute(insert(entity), [_unit(number, *one) for number, one in enumerate(UNITS, start=1)])
        connection.execute(insert(succession), list(_links()))
        connection.execute(insert(indicator), [_indicator(n, one) for n, one in enumerate(INDICATORS, start=1)])
        connection.execute(insert(batch), list(_batches()))
        connection.execute(insert(refused_row), [_refusal()])
        connection.execute(insert(observation), [observed(line) for line in FIGURES.strip().splitlines()])
        connection.execute(insert(target), [_target(n, one) for n, one in enumerate(RESOLUTIONS, start=1)])
        connection.execute(insert(tile), [_tile("01", "unit", "01"), _tile("HS", "archipelago", "48")])
        connection.execute(insert(warehouse_state).values(id=1, data_version=3, built_at=datetime(2026, 1, 1)))
        rebuild_current(connection)
        Recasting(connection).everything()
        refresh_latest(connection)
        advance_counters(connection, source, entity, indicator, batch, target)
    return engine


def observed(line: str) -> dict[str, object]:
    """The row of `observation` that a line of `FIGURES` stands for."""
    code, unit, period, value, status, *more = line.split()
    step = Period.parse(period)
    day = date.fromisoformat(more[0]) if more else step.end + timedelta(days=6)
    return {
        "indicator_id": NUMBERS[code],
        "entity_id": IDS[unit],
        "grain": step.grain.value,
        "period_end": step.end,
        "recorded_at": datetime.combine(day, datetime.min.time()),
        "value": None if value == "-" else float(value),
        "status": status,
        "source_id": 2 if status == "S" else 1,
        "batch_id": int(more[1]) if len(more) > 1 else CATALOGUE,
        "note": None,
    }


def _unit(number: int, kind: str, code: str, vintage: str, name: str) -> dict[str, object]:
    old = vintage in ("2024", "2021")
    shown = dict.fromkeys(("name_vi", "name_en"), name) | dict.fromkeys(
        ("full_name_vi", "full_name_en"), f"Tỉnh {name}"
    )
    return shown | {
        "id": number,
        "kind": kind,
        "code": code,
        "vintage": vintage,
        "valid_to": OLD if old else None,
        "sort_order": number,
        "source": "law",
    }


def _links() -> Iterator[dict[str, object]]:
    for old, new, day in BECAME:
        yield {
            "predecessor_id": IDS[old],
            "successor_id": IDS[new],
            "effective_on": day,
            "share": 1.0,
            "source": "law",
        }


def _indicator(number: int, one: Sequence[object]) -> dict[str, object]:
    code, name, frequency, polarity, level, rule_space, rule_time, share = one
    words = ("definition_vi", "definition_en", "unit_vi", "unit_en", "index_set_vi", "index_set_en", "theme_vi")
    return {
        "id": number,
        "code": code,
        **dict.fromkeys(("name_vi", "name_en", "short_vi", "short_en"), name),
        **dict.fromkeys((*words, "theme_en", "licence", "licence_en", "source", "source_en"), "%"),
        "frequency": frequency,
        "polarity": polarity,
        "level": level,
        "rule_space": rule_space,
        "rule_time": rule_time,
        "share_required": share,
        "decimals": 2,
        "ministry_code": "BTC",
        "index_set": "GS",
        "theme": "GRO",
        "in_statistical_system": True,
        "classification": "public",
    }


def _batches() -> Iterator[dict[str, object]]:
    counts = dict.fromkeys(("rows_read", "rows_new", "rows_revised", "rows_unchanged", "rows_refused"), 0)
    for number, kind in ((CATALOGUE, "catalogue"), (SIMULATED, "simulated"), (IMPORT, "import"), (REFUSED, "import")):
        refused = number == REFUSED
        yield counts | {
            "id": number,
            "kind": kind,
            "state": "refused" if refused else "committed",
            "file_name": f"{number}.csv",
            "started_at": datetime(2026, 1, number),
            "finished_at": datetime(2026, 1, number, 1),
            "data_version": None if refused else number,
        }


def _refusal() -> dict[str, object]:
    said = {"line": 7, "column_name": "value", "value": "abc", "code": "not_a_number", "reason": "not a number"}
    return said | {"batch_id": REFUSED, "number": 1, "expected": "a number"}


def _target(number: int, one: Sequence[object]) -> dict[str, object]:
    names = ("document", "operator", "value", "value_high", "issued_on", "superseded_on")
    years = {"year_from": 2025, "year_to": 2025, "assigned_by": "QH"}
    rest = {"id": number, "indicator_id": NUMBERS["GRO01"], "entity_id": 1, "unit_vi": "%", "certainty": "high"}
    made = dict(zip(names, one, strict=True))
    living = {"number": number, "version": 1, "change": "added", "measure": "year", "standing": "assigned", "side": ""}
    known = {"confirmed": False, "recorded_at": datetime.combine(made["issued_on"], time())}  # type: ignore[arg-type]
    return made | years | rest | living | known | {"source": "law"}


def _tile(id: str, kind: str, unit: str) -> dict[str, object]:
    place = {"vintage": "2025", "column_no": 0, "row_no": 0, "name_vi": id, "source": "own"}
    return place | {"tile_id": id, "kind": kind, "unit_code": unit}
