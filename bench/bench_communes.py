"""`make bench-communes`: 60 indicators x 3,321 generated communes x 96 months beside the default warehouse, in one run.

    python -m bench.bench_communes [--rows ROWS] [--fill] [--keep]

ROWS (19,128,960 unless given) are written as one file and loaded by the product's own import, newest months first.
With --fill, the months that a smaller file leaves out are made inside the database, so that pages are measured at full
size. Takes about 4 GB of disk for the database, as much again while it loads, and 1.3 GB for the file.
"""

import argparse
import gc
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from sqlalchemy import Engine

from bench.bench_communes_files import COMMUNES, INDICATORS, WHOLE, write_figures, write_units
from bench.bench_communes_fill import fill
from bench.questions import ASKED, Asked
from bench.report import table
from data.engine import open_engine
from data.ingest import Import
from data.ingest.units import import_units
from data.periods import Period
from data.questions import Questions
from data.records import Entity, Indicator
from settings import ROOT

FOLDER = ROOT / ".bench" / "communes"
MAX_MB = 4_000
WANTED = 1.3
SUM = "GRO04"  # a sum that is generated for every commune

OF_COMMUNES: dict[str, Asked] = {
    "roll-up of a province, one period": lambda q: _rolled_up(q, 1),
    "roll-up of all 34 provinces": lambda q: _rolled_up(q, 34),
    "ranking of the communes of a province": lambda q: _ranked(q),
    "latest of a commune": lambda q: q.latest(q.entities("commune")[0]),
    "ranks of a commune": lambda q: q.ranks(q.entities("commune")[0]),
    "search, a word of every commune": lambda q: q.find("sinh thu"),
    "search, one letter": lambda q: q.find("a"),
    "summary": lambda q: q.summary(),
    "day of the newest figure": lambda q: q.data_date(),
}


def main() -> None:
    """Build, generate, load, ask and draw; print a table for each."""
    options = _options()
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    default, full = FOLDER / "default.db", FOLDER / "communes.db"
    _build(default)
    shutil.copy(default, full)
    engine = open_engine(f"sqlite:///{full}")
    _load(engine, full, default, options.rows)
    if options.fill:
        months = options.rows // (COMMUNES * INDICATORS)
        start = time.perf_counter()
        print(f"Filled in beside the file: {fill(engine, months):,} rows, {time.perf_counter() - start:.0f} s")
        _print_size(full, default, WHOLE)
    engine.dispose()
    measure(default, full)
    if not options.keep:
        shutil.rmtree(FOLDER)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=WHOLE, help="rows of the file")
    parser.add_argument("--fill", action="store_true", help="make the other months inside the database")
    parser.add_argument("--keep", action="store_true", help="leave both databases in .bench/communes")
    return parser.parse_args()


def _build(path: Path) -> None:
    environment = {**os.environ, "TOANCANH_DATABASE_URL": f"sqlite:///{path}"}
    subprocess.run([sys.executable, "-m", "data", "init"], cwd=ROOT, env=environment, check=True, capture_output=True)
    with open_engine(f"sqlite:///{path}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _load(engine: Engine, full: Path, default: Path, rows: int) -> None:
    """Write the list and the file, and load both."""
    units, figures = FOLDER / "units.csv", FOLDER / "figures.csv"
    write_units(engine, units)
    start = time.perf_counter()
    made = import_units(engine, units)
    print(f"List of units: {made.new:,} communes, {time.perf_counter() - start:.1f} s")
    written = write_figures(engine, figures, rows)
    size = figures.stat().st_size / 1e6
    start, processor = time.perf_counter(), time.process_time()
    Import(engine, figures, max_mb=MAX_MB).run()
    seconds, processor = time.perf_counter() - start, time.process_time() - processor
    figures.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    heads = ("rows", "file MB", "seconds", "rows/s", "of the processor", "peak memory MB", "load of the machine")
    told = (written, size, seconds, written / seconds, processor, peak, os.getloadavg()[0])
    table("Import of one file", heads, [told])
    _print_size(full, default, written)


def _print_size(full: Path, default: Path, rows: int) -> None:
    with open_engine(f"sqlite:///{full}").connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    more = full.stat().st_size - default.stat().st_size
    table("Size on disk", ("MB", "bytes a row"), [(full.stat().st_size / 1e6, more / rows)])


def measure(default: Path, full: Path) -> None:
    """Print questions and pages of both warehouses beside each other, in processor time."""
    _measure_questions(default, full)
    pages = _pages(default, full, "/communes/00004?province=01")
    of_communes = {path for path in pages if path.startswith("/communes")}
    heads = ("page", "default", "communes", "times", "communes, on the clock")
    both = {path: took for path, took in pages.items() if path not in of_communes}
    rows = [_beside(path, took) for path, took in both.items()]
    sums = [[sum(one) for one in zip(*side, strict=True)] for side in zip(*both.values(), strict=True)]
    rows.append(_beside("all together", sums))
    table(f"Pages drawn cold, ms of the processor (wanted: {WANTED} times at most)", heads, rows)
    own = [(path, *pages[path][1]) for path in sorted(of_communes)]
    table("Pages of communes, ms", ("page", "of the processor", "on the clock"), own)


def _beside(name: str, took: Sequence[Sequence[float]]) -> tuple[object, ...]:
    (small, _), (large, clock) = took
    return name, small, large, large / small, clock


def _measure_questions(default: Path, full: Path) -> None:
    paths = (default, full)
    rows = [(name, *(took := _cold(paths, ask)), took[1] / took[0]) for name, ask in ASKED.items()]
    table("Questions, cold, ms of the processor", ("question", "default", "communes", "times"), rows)
    table(
        "Questions about communes, cold, ms of the processor",
        ("question", "ms"),
        [(name, *_cold((full,), ask)) for name, ask in OF_COMMUNES.items()],
    )


def _cold(paths: Sequence[Path], ask: Asked) -> list[float]:
    """For each warehouse the median of five, in turn, with nothing kept but the register of names."""
    engines = [open_engine(f"sqlite:///{path}") for path in paths]
    rounds = [[_asked(engine, ask) for engine in engines] for _ in range(6)]
    for engine in engines:
        engine.dispose()
    return [float(median(took)) for took in zip(*rounds[1:], strict=True)]


def _asked(engine: Engine, ask: Asked) -> float:
    questions = Questions(engine)
    questions.find("ha noi")
    gc.collect()  # else it comes in the middle of the same question every time
    start = time.process_time()
    ask(questions)
    return (time.process_time() - start) * 1000


def _pages(default: Path, full: Path, *more: str) -> dict[str, list[list[float]]]:
    urls = [f"sqlite:///{path}" for path in (default, full)]
    command = [sys.executable, "-m", "bench.bench_communes_pages", *urls, *more]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    found: dict[str, list[list[float]]] = json.loads(said.splitlines()[-1])
    return found


def _asked_of(questions: Questions, province: Entity) -> tuple[Indicator, Period]:
    """A sum that was generated for every commune, and its newest period."""
    indicator = questions.indicator(SUM)
    period = questions.commune_telling_period(indicator, province)
    assert period is not None
    return indicator, period


def _rolled_up(questions: Questions, provinces: int) -> None:
    for province in questions.entities("province")[:provinces]:
        indicator, period = _asked_of(questions, province)
        assert questions.of_communes(indicator, province, period).complete


def _ranked(questions: Questions) -> None:
    province = questions.entities("province")[0]
    assert len(questions.commune_ranking(*_asked_of(questions, province), province))


if __name__ == "__main__":
    main()
