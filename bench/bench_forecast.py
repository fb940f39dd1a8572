"""`make bench-forecast`: our forecasts beside AutoETS and AutoTheta of statsforecast, on the same series, in one run.

    python -m bench.bench_forecast [--data DIRECTORY] [--warehouse DATABASE] [--level 0.95]

DIRECTORY holds `series.jsonl`, one {"set", "id", "season", "train": [...], "test": [...]} a line: the M3, M4, M1 or
Tourism series, which are not ours to ship. Without it, series of generated families and the published series of the
catalogue are forecast. The references need pandas 2 and live in an environment of their own, made when first needed.
"""

import argparse
import json
import os
import platform
import subprocess
import time
import venv
from pathlib import Path

import numpy as np

from bench.bench_forecast_catalogue import measure_catalogue
from bench.bench_forecast_measures import Score, Scored, chances, naive2, questions, scored, simple
from bench.bench_forecast_series import Series, balanced, found
from bench.report import table
from forecasting import bench
from settings import ROOT

FOLDER = ROOT / ".bench" / "forecast"
PACKAGES = ("statsforecast==2.1.1", "pandas==2.3.3")
REFERENCES = ("AutoETS", "AutoTheta")
NAMES = {1: "years", 4: "quarters", 12: "months"}
Z95 = 1.959963984540054


def main() -> None:
    """Forecast, score and print."""
    options = _options()
    load = os.getloadavg()[0]
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load:.1f}, numpy {np.__version__}")
    series = found(options.data)
    answers = {"Naive2": naive2(series), "ours": _ours(series, options.level)}
    answers |= _references(series, options.level, "series")
    _print_accuracy(series, answers, options.level)
    _print_targets(series, answers)
    _print_speed(options.level)
    measure_catalogue(options.warehouse, FOLDER)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="directory with series.jsonl")
    parser.add_argument("--warehouse", type=Path, help="a built SQLite warehouse; built anew when left out")
    parser.add_argument("--level", type=float, default=0.95)
    return parser.parse_args()


def _groups(series: list[Series]) -> dict[tuple[int, int], list[int]]:
    groups: dict[tuple[int, int], list[int]] = {}
    for place, one in enumerate(series):
        groups.setdefault((one.season, len(one.test)), []).append(place)
    return groups


def _ours(series: list[Series], level: float) -> list[Scored]:
    answers: list[Scored] = [Scored.nothing()] * len(series)
    for (season, horizon), places in _groups(series).items():
        start = time.perf_counter()
        triples = bench.point_and_interval.batch([series[place].train for place in places], season, horizon, level)
        each = (time.perf_counter() - start) / len(places)
        for place, (mean, lower, upper) in zip(places, triples, strict=True):
            answers[place] = Scored(mean, lower, upper, each)
    return answers


def _references(series: list[Series], level: float, name: str) -> dict[str, list[Scored]]:
    """Ask the other environment; the figures go through files."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    asked, told = FOLDER / f"{name}-asked.json", FOLDER / f"{name}-told.json"
    rows = [{"season": one.season, "y": one.train.tolist(), "horizon": len(one.test)} for one in series]
    asked.write_text(json.dumps({"level": level, "models": REFERENCES, "series": rows}))
    script = ROOT / "bench" / "bench_forecast_references.py"
    single = {**os.environ, "OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
    subprocess.run([str(_python()), str(script), str(asked), str(told)], check=True, env=single)
    answers = json.loads(told.read_text())
    return {model: [Scored.read(one) for one in answers[model]] for model in REFERENCES}


def _python() -> Path:
    """The Python of the references, with their packages; made when it is not there."""
    home = ROOT / ".bench" / "statsforecast"
    python = home / "bin" / "python"
    if not (home / "complete").exists():
        print(f"Making an environment with {' '.join(PACKAGES)} ...", flush=True)
        venv.create(home, with_pip=True, clear=True)
        subprocess.run(
            [str(python), "-m", "pip", "install", "-q", "--disable-pip-version-check", *PACKAGES], check=True
        )
        (home / "complete").touch()
    return python


def _print_accuracy(series: list[Series], answers: dict[str, list[Scored]], level: float) -> None:
    heads = ("method", "sMAPE", "MASE", "OWA", "covered", "off", "MSIS", "ms a series")
    every = list(range(len(series)))
    parts = {
        f"{NAMES.get(m, m)}": [p for p in every if series[p].season == m] for m in sorted({s.season for s in series})
    }
    for name, places in {**parts, "all": every}.items():
        base = scored(series, answers["Naive2"], places, level)
        rows = [_row(method, scored(series, given, places, level), base, level) for method, given in answers.items()]
        table(f"{name}: {len(places)} series, intervals of {level:.0%}", heads, rows)


def _row(method: str, own: Score, base: Score, level: float) -> tuple[object, ...]:
    overall = (own.smape / base.smape + own.mase / base.mase) / 2
    precise = (f"{value:.3f}" for value in (own.smape, own.mase))
    coverage = (f"{own.covered:.3f}", f"{abs(own.covered - level):.3f}")
    return (method, *precise, f"{overall:.4f}", *coverage, f"{own.msis:.2f}", f"{own.milliseconds:.2f}")


def _print_targets(series: list[Series], answers: dict[str, list[Scored]]) -> None:
    """The chance that the year's total reaches a target, asked within the year."""
    asked = questions(series)
    if not asked:
        return
    origins = [one.series for one in asked]
    told = _references(origins, 0.95, "targets")
    rows = [("ours", *chances(asked, _futures(origins)))]
    rows += [(name, *chances(asked, futures)) for name, futures in simple(asked).items()]
    for model, given in told.items():
        rows += [(f"{model}, months apart", *chances(asked, _normal(given, common=False)))]
        rows += [(f"{model}, one error", *chances(asked, _normal(given, common=True)))]
    count = sum(len(one.targets) for one in asked)
    table(f"Reaching the year's target: {count} questions", ("method", "Brier", "log score", "calibration error"), rows)


def _futures(series: list[Series]) -> list[np.ndarray]:
    futures: list[np.ndarray] = [np.empty(0)] * len(series)
    for (season, horizon), places in _groups(series).items():
        for place, one in zip(
            places, bench.paths.batch([series[p].train for p in places], season, horizon, 500, 3), strict=True
        ):
            futures[place] = one
    return futures


def _normal(given: list[Scored], *, common: bool) -> list[np.ndarray]:
    rng = np.random.default_rng(3)
    futures = []
    for one in given:
        noise = rng.standard_normal((500, 1 if common else len(one.mean)))
        futures.append(one.mean + noise * (one.upper - one.lower) / 2 / Z95)
    return futures


def _print_speed(level: float) -> None:
    """Milliseconds a series on balanced panels; AutoETS on a few of them, for it takes its time."""
    rows = []
    for season, length, horizon in ((12, 84, 18), (4, 40, 8), (1, 14, 6)):
        few = balanced(8, length, season, horizon)
        theirs = _references([*few[:1], *few], level, "speed")["AutoETS"][1:]  # the first one warms up
        slow = float(np.mean([one.seconds for one in theirs])) * 1000
        for count in (85, 300):
            panel = balanced(count, length, season, horizon)
            _ours(panel, level)
            own = min(_ours(panel, level)[0].seconds for _ in range(3)) * 1000
            rows.append((f"{count} series of {length} {NAMES[season]}", own, slow, f"{slow / own:.0f} x"))
    table("Balanced panels, with intervals, ms a series", ("panel", "ours", "AutoETS", "faster"), rows)


if __name__ == "__main__":
    main()
