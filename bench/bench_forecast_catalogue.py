"""The whole default warehouse forecast with intervals, by one process on one core."""

import os
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import pandas as pd
from sqlalchemy import create_engine, text

from bench.report import table
from forecasting import Forecast, forecast_many
from settings import ROOT

# How far ahead each frequency is looked: the rest of this year and the whole of the next one.
AHEAD = {"A": 3, "Q": 8, "M": 18}
FREQUENCY = {"A": "Y", "Q": "Q", "M": "M"}
FIGURES = """
    select i.code, v.entity_id, v.grain, v.period_end, v.value
    from current_value v join indicator i on i.id = v.indicator_id
    where v.value is not null and v.grain in ('A', 'Q', 'M')
"""


def measure_catalogue(warehouse: Path | None, folder: Path) -> None:
    """Print how long all series of each frequency take, one group for each indicator."""
    path = warehouse or _built(folder / "warehouse.db")
    rows, total, chosen = [], 0.0, Counter[str]()
    for grain, figures in _figures(path).groupby("grain"):
        panel = _panel(figures, FREQUENCY[str(grain)])
        start = time.process_time()
        answers = forecast_many(panel, AHEAD[str(grain)], groups={key: str(key[0]) for key in panel})
        spent = time.process_time() - start
        total += spent
        chosen.update(_choices(answers))
        rows.append((FREQUENCY[str(grain)], len(panel), spent, 1000 * spent / len(panel)))
    count = sum(row[1] for row in rows)
    rows.append(("all", count, total, 1000 * total / count))
    table("Whole warehouse with intervals, processor time", ("frequency", "series", "seconds", "ms a series"), rows)
    table("Chosen", ("choice", "series"), chosen.most_common())


def _choices(answers: dict[object, Forecast]) -> list[str]:
    return [str(one.how.choice) for one in answers.values()]


def _built(path: Path) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, "TOANCANH_DATABASE_URL": f"sqlite:///{path}"}
        subprocess.run(
            [sys.executable, "-m", "data", "init"], cwd=ROOT, env=environment, check=True, capture_output=True
        )
    return path


def _figures(path: Path) -> pd.DataFrame:
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        return pd.read_sql(text(FIGURES), connection)


def _panel(figures: pd.DataFrame, frequency: str) -> dict[object, pd.Series]:
    ends = pd.to_datetime(figures["period_end"])
    frame = figures.assign(period=pd.PeriodIndex(ends, freq=frequency))
    grouped = defaultdict(pd.Series)
    for key, part in frame.groupby(["code", "entity_id"], sort=False):
        grouped[key] = pd.Series(part["value"].to_numpy(), index=pd.PeriodIndex(part["period"]))
    return dict(grouped)
