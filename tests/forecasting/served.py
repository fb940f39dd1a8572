"""A warehouse with one indicator that can be forecast: four provinces and the nation that is their sum."""

from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import Engine, insert, select, update

from data.ingest.latest import refresh_latest
from data.periods import Grain, Period, month
from data.rebuild import rebuild_current
from data.schema import batch, indicator, observation, warehouse_state
from tests.data.questions import little

CODE, NUMBER = "SEC04", len(little.INDICATORS) + 1
UNITS = ("01~2025", "24~2025", "48~2025", "04~2025")
FIRST, MONTHS = month(2022, 1), 48


def furnish(engine: Engine, *, months: int = MONTHS, status: str = "S") -> Engine:
    """The little warehouse and 48 months of figures of an indicator that adds up."""
    little.furnish(engine)
    with engine.begin() as connection:
        about = (CODE, "Số vụ", "M", "lower", "both", "sum", "sum", 1.0)
        connection.execute(insert(indicator), [little._indicator(NUMBER, about) | {"minimum": 0.0}])
    add(engine, months=months, status=status)
    return engine


def add(engine: Engine, *, months: int, start: int = 0, status: str = "S") -> None:
    """A load of figures of some months, for every province and the nation."""
    with engine.begin() as connection:
        number = 10 + start
        same = dict.fromkeys(("rows_read", "rows_new", "rows_revised", "rows_unchanged", "rows_refused"), 0)
        version = connection.execute(select(warehouse_state.c.data_version)).scalar_one() + 1
        moments = {"started_at": datetime(2026, 1, 9), "finished_at": datetime(2026, 1, 9), "data_version": version}
        connection.execute(insert(batch).values(id=number, kind="import", state="committed", **same, **moments))
        connection.execute(insert(observation), list(_rows(months, start, status, number)))
        connection.execute(update(warehouse_state).values(data_version=version))
        rebuild_current(connection)
        refresh_latest(connection)


def _rows(months: int, start: int, status: str, number: int) -> list[dict[str, object]]:
    rng = np.random.default_rng(7)
    steps = np.arange(200)
    wave = 1 + 0.2 * np.sin(2 * np.pi * steps / 12)
    sizes = [np.round((40 + 20 * place + 0.2 * steps) * wave + rng.normal(0, 2, 200)) for place in range(len(UNITS))]
    series = dict(zip(UNITS, sizes, strict=True)) | {"VN": np.sum(sizes, axis=0)}
    return [
        _row(unit, FIRST.shift(step), float(values[step]), status, number)
        for unit, values in series.items()
        for step in range(start, start + months)
    ]


def _row(unit: str, period: Period, value: float, status: str, number: int) -> dict[str, object]:
    moment = datetime.combine(period.end, datetime.min.time()) + timedelta(days=6)
    return {
        "indicator_id": NUMBER,
        "entity_id": little.IDS[unit],
        "grain": Grain.MONTH.value,
        "period_end": period.end,
        "recorded_at": moment,
        "value": value,
        "status": status,
        "source_id": 2 if status == "S" else 1,
        "batch_id": number,
        "note": None,
    }
