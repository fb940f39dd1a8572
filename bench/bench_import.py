"""Import of a million valid rows into SQLite: time and memory. Run: python -m bench.bench_import [ROWS]."""

import csv
import itertools
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Engine, select

from data.build import build_warehouse
from data.engine import open_engine
from data.ingest import Import
from data.periods import month
from data.schema import entity, indicator

ROWS = 1_000_000
LOW, HIGH = 1, 90
TARGET_SECONDS, TARGET_MB = 60, 1000


def main() -> None:
    """Print one line a stage, and the whole."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine(f"sqlite:///{folder}/warehouse.db", create=True)
        build_warehouse(engine, simulated=False)
        path = Path(folder) / "rows.csv"
        write_file(engine, path, rows)
        seconds = measure(engine, path)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{rows:,} rows: {seconds:.1f} s (target {TARGET_SECONDS}), {rows / seconds:,.0f} rows/s, "
          f"peak memory {peak:,.0f} MB (target {TARGET_MB})")  # fmt: skip


def measure(engine: Engine, path: Path) -> float:
    """Seconds of one import; says when each stage begins."""
    began, seen = time.perf_counter(), set()

    def progress(stage: str, _share: float) -> None:
        if stage not in seen:
            seen.add(stage)
            print(f"  {time.perf_counter() - began:6.1f} s  {stage}")

    Import(engine, path, progress=progress).run()
    return time.perf_counter() - began


def write_file(engine: Engine, path: Path, rows: int) -> None:
    """A tidy CSV of monthly figures of many indicators and units, in the order of the periods, as offices send them."""
    rng = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["indicator", "entity", "period", "value", "vintage", "status"])
        for code, unit, vintage, period in itertools.islice(_keys(engine), rows):
            writer.writerow([code, unit, period, round(rng.uniform(LOW, HIGH), 2), vintage, "A"])


def _keys(engine: Engine) -> Iterator[tuple[str, str, str, str]]:
    with engine.connect() as connection:
        holds = indicator.c.minimum.is_(None) | (indicator.c.minimum <= LOW)
        holds &= indicator.c.maximum.is_(None) | (indicator.c.maximum >= HIGH)
        local = select(indicator.c.code).where(indicator.c.level != "national", holds)
        codes = connection.execute(local).scalars().all()
        units = connection.execute(select(entity.c.code, entity.c.vintage).where(entity.c.kind == "province")).all()
    for number in itertools.count():
        period = str(month(2025, 6).shift(-number))  # the last month of the provinces of 2024
        for code, (unit, vintage) in itertools.product(codes, units):
            yield code, unit, vintage, period


if __name__ == "__main__":
    main()
